"""Every code of findings, collected from where the generator uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from support.atlases import REPOSITORY

from generator.check.explain.lengths import LENGTHS
from generator.check.rules.base import (
    CATALOGUE_RULES,
    DATED_RULES,
    NEW_RECORD_RULES,
    RECORD_RULES,
    TEXT_RULES,
)
from generator.source.yaml.problems import file_problem_texts

_MADE = re.compile(r'\bcode="([a-z0-9-]+)"')
_PACKAGE = REPOSITORY / "generator"


def all_codes() -> frozenset[str]:
    """Return every code that a finding can have."""
    return frozenset(_codes())


def _codes() -> Iterator[str]:
    for rule in (*TEXT_RULES, *RECORD_RULES, *DATED_RULES, *CATALOGUE_RULES, *NEW_RECORD_RULES):
        yield rule.code
    for code, *_ in LENGTHS.values():
        yield code
    for module in _PACKAGE.rglob("*.py"):
        yield from _MADE.findall(module.read_text(encoding="utf-8"))
    yield from (case.partition(":")[0] for case in file_problem_texts())
