"""The registry of rules: a decorator for each sort of rule puts it here, under its code.

The modules of rules are imported by `load_rules`, which fixes the order of rules.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

from generator.check.rules.base import CatalogueRule, DatedRule, RecordRule, TextRule
from generator.check.rules.prefilter import ANYTHING, Prefilter
from generator.model.findings import Severity
from generator.model.kinds import KINDS, Kind

F = TypeVar("F", bound=Callable[..., Any])

TEXT_RULES: list[TextRule] = []
RECORD_RULES: list[RecordRule] = []
DATED_RULES: list[DatedRule] = []
CATALOGUE_RULES: list[CatalogueRule] = []
NEW_RECORD_RULES: list[RecordRule] = []
"""Rules for records that are new: not part of a check."""

_SHARED = (
    "hygiene",
    "links",
    "structure",
    "common",
    "personal",
    "dates",
    "references",
    "collisions",
    "additions",
)
"""The modules with rules about records of every kind, in their order."""


def load_rules() -> None:
    """Import every module of rules: the shared ones, then those that bear the name of a kind.

    A kind without rules of its own needs no module.
    """
    package = __name__.rpartition(".")[0]
    for name in (*_SHARED, *(kind.name for kind in KINDS)):
        if find_spec(f"{package}.{name}") is not None:
            import_module(f"{package}.{name}")


def text_rule(
    code: str,
    *,
    texts: frozenset[str],
    severity: Severity = Severity.ERROR,
    prefilter: Prefilter = ANYTHING,
) -> Callable[[F], F]:
    """Register a rule about single texts (see `TextRule`)."""
    known = {"code": code, "severity": severity, "texts": texts, "prefilter": prefilter}
    return _registration(TEXT_RULES, TextRule, **known)


def record_rule(
    code: str, *, severity: Severity = Severity.ERROR, kinds: tuple[Kind, ...] = KINDS
) -> Callable[[F], F]:
    """Register a rule about single records (see `RecordRule`)."""
    return _registration(RECORD_RULES, RecordRule, code=code, severity=severity, kinds=kinds)


def dated_rule(
    code: str, *, severity: Severity = Severity.ERROR, kinds: tuple[Kind, ...] = KINDS
) -> Callable[[F], F]:
    """Register a rule about single records on a day (see `DatedRule`)."""
    return _registration(DATED_RULES, DatedRule, code=code, severity=severity, kinds=kinds)


def catalogue_rule(code: str, *, severity: Severity = Severity.ERROR) -> Callable[[F], F]:
    """Register a rule about all records together (see `CatalogueRule`)."""
    return _registration(CATALOGUE_RULES, CatalogueRule, code=code, severity=severity)


def new_record_rule(
    code: str, *, severity: Severity = Severity.ERROR, kinds: tuple[Kind, ...] = KINDS
) -> Callable[[F], F]:
    """Register a rule about single records that are new."""
    return _registration(NEW_RECORD_RULES, RecordRule, code=code, severity=severity, kinds=kinds)


def _registration(rules: list[Any], form: type[Any], **known: Any) -> Callable[[F], F]:  # noqa: ANN401 - fields
    def register(check: F) -> F:
        rules.append(form(check=check, **known))
        return check

    return register
