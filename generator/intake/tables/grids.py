"""The cells of a table file as they were read, before they are understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.intake.tables.cell_findings import CellFinding, CellPlace

CellValue = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
"""What a cell holds; None for an empty one. A `datetime` is a date too."""

MOST_BYTES = 100_000_000
"""A larger file is not read."""
MOST_ROWS = 200_000
MOST_HEADINGS = 2000
"""So many columns a sheet may have: a record with all its items in one row needs a few hundred."""


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A row that holds something. `number` is its number as Excel shows it."""

    number: int
    cells: Sequence[CellValue] = field(repr=False)

    def cell(self, column: int) -> CellValue:
        """Return the cell of a column, counted from 0."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A sheet of a workbook, or a CSV file, whose sheet has no name. `number` counts sheets from 1."""

    name: str
    number: int
    rows: Sequence[GridRow] = field(repr=False)
    known: Mapping[int, frozenset[int]] = field(default_factory=dict, repr=False)
    """Cells with findings already, by row: nothing more is said of them."""

    def place(self, row: int = 0, column: int = 0) -> CellPlace:
        """Return a place on the sheet, counted from 1; 0 stands for all rows or columns."""
        return CellPlace(sheet=self.name, number=self.number, row=row, column=column)


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """A table file that was read: its sheets, and what is wrong with it."""

    grids: Sequence[Grid] = ()
    findings: Sequence[CellFinding] = ()
