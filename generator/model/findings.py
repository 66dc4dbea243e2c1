"""Findings of a check, their order, and the exception that carries them."""

import enum
from collections.abc import Sequence

import msgspec

from generator.base.errors import AtlasError

Pointer = tuple[str | int, ...]
"""Path from the top of a document to a value: mapping keys and list indexes."""


def find_value(whole: object, pointer: Sequence[str | int | None]) -> object:
    """Return the value at a pointer in a document read from YAML; None if there is none."""
    for step in pointer:
        if isinstance(whole, dict) and isinstance(step, str):
            whole = whole.get(step)
        elif isinstance(whole, list) and isinstance(step, int) and step < len(whole):
            whole = whole[step]
        else:
            return None
    return whole


class Severity(enum.StrEnum):
    """How bad a finding is: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one value, before its position in the file is known.

    `suggestions` are near misses, best first. `on_key` puts the caret on the key instead of the value.
    `fragment` is the wrong part of a text value: the caret goes under it where it can be found.
    `missing_keys` names the keys missing from the value, if that is the problem. `spoils` are pointers to
    other values that cannot be judged until this one is fixed: for a misspelt key, the field that was meant.
    Rules leave `code` and `severity` empty: their registration fills them in.
    """

    code: str = ""
    what: str
    pointer: Pointer = ()
    allowed: str = ""
    action: str = ""
    suggestions: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR
    on_key: bool = False
    fragment: str = ""
    missing_keys: tuple[str, ...] = ()
    spoils: tuple[Pointer, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a check, as reports show it. Lines and columns count characters from 1."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    what: str
    allowed: str = ""
    action: str = ""
    near: tuple[str, ...] = ()
    source_line: str = ""
    width: int = 1

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Identity and sorting key: by file, position and code."""
        return (self.path, self.line, self.column, self.code, self.what)


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings sorted by position, without duplicates."""
    return tuple(sorted(set(findings), key=lambda finding: finding.order))


class BrokenAtlasError(AtlasError):
    """The check found errors, so nothing was built."""

    def __init__(
        self, message: str, findings: Sequence[Finding] = (), action: str = "", site: str = ""
    ) -> None:
        """Store the findings that stopped the build, and the address of the site that explains them."""
        super().__init__(message, action)
        self.findings = tuple(findings)
        self.site = site
