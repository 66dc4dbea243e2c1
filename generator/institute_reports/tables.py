"""What a report says: plain tables. How they are written down is the matter of `formats`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

FEW = "менее 5"
"""What stands for a small number of persons: in a small place four of them are known by name (152-ФЗ)."""
HIDDEN = "—"
"""What stands for a number from which a small one could be reckoned."""
NO_TOTAL = "не складывают"
"""What stands for a total that would mean nothing: an empty cell would look forgotten."""
_LEAST = 5


class Share(float):
    """A share in per cent, shown with one digit behind the comma."""


class PageLink(msgspec.Struct, frozen=True):
    """A value that leads to a page of the site, or to a table of the report.

    `address` is inside the site, «#» with the anchor of a table, or empty where there is nothing to see.
    """

    value: str | int | float
    address: str = ""


Cell = str | int | float | PageLink | None
"""A number that is a float is a `Share` or a measured value; None is an empty cell."""


class ReportTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a report. `notes` are whole sentences below it; a table without rows says `empty`.

    `anchor` is the name by which a `PageLink` leads to it.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    empty: str = "Таких записей нет."
    anchor: str = ""


class ReportPart(msgspec.Struct, frozen=True, kw_only=True):
    """What a report found: its tables and what is to be said of them all."""

    tables: Sequence[ReportTable]
    notes: Sequence[str] = ()


def share_of(numerator: float, denominator: float) -> Share | None:
    """Return a share in per cent, rounded to a tenth, halves up; None of nothing."""
    if not denominator:
        return None
    tenths = (2000 * numerator + denominator) // (2 * denominator)
    return Share(tenths / 10)


def count_persons(number: float) -> str | int | float:
    """Return a number of persons as a report may show it: a small one is not told."""
    return FEW if number < _LEAST else number


def sum_column(cells: Iterable[Cell]) -> Cell:
    """Return the total of a column; `HIDDEN` where it would give a hidden cell away."""
    listed = list(cells)
    if FEW in listed:
        return HIDDEN
    return sum(cell for cell in listed if isinstance(cell, int | float))
