"""The contents of a report: plain tables. `formats` writes them."""

from collections.abc import Iterable, Sequence

import msgspec

FEW = "менее 5"
"""Substitute for a small number of people: in a small place, four can be identified by name (152-ФЗ)."""
HIDDEN = "—"
"""Substitute for a number that would reveal a small one."""
NO_TOTAL = "не складывают"
"""Substitute for a meaningless total: an empty cell would look forgotten."""
_LEAST = 5


class Share(float):
    """A share in per cent, shown with one decimal."""


class PageLink(msgspec.Struct, frozen=True):
    """A value linked to a page of the site, or to a table of the report.

    `address` is inside the site, «#» with the anchor of a table, or empty without a target.
    """

    value: str | int | float
    address: str = ""


Cell = str | int | float | PageLink | None
"""A float is a `Share` or a measured value; None is an empty cell."""


class ReportTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a report. `notes` are sentences below it; a table without rows shows `empty`.

    `anchor` is the name by which `PageLink`s refer to it.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    empty: str = "Таких записей нет."
    anchor: str = ""


class ReportPart(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a report: its tables and general notes."""

    tables: Sequence[ReportTable]
    notes: Sequence[str] = ()


def share_of(numerator: float, denominator: float) -> Share | None:
    """Return a share in per cent, rounded to a tenth, halves up; None if the denominator is zero."""
    if not denominator:
        return None
    tenths = (2000 * numerator + denominator) // (2 * denominator)
    return Share(tenths / 10)


def count_persons(number: float) -> str | int | float:
    """Return a number of people for display: a small one is withheld."""
    return FEW if number < _LEAST else number


def sum_column(cells: Iterable[Cell]) -> Cell:
    """Return the total of a column; `HIDDEN` if it would reveal a withheld cell."""
    listed = list(cells)
    if FEW in listed:
        return HIDDEN
    return sum(cell for cell in listed if isinstance(cell, int | float))
