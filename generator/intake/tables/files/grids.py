"""The raw cells of a table file, before they are interpreted, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import replace
from xlsxwriter.utility import xl_col_to_name

from generator.base.limits import MAX_ROWS
from generator.base.russian import capitalise, format_number, shorten
from generator.model.findings import Finding, Problem, Severity
from generator.source.locations import finding_of_file


class ShownDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date of which a cell shows a part: `text` is the year or month in the form of records, or empty."""

    text: str
    day: dt.date


CellValue = str | int | float | bool | dt.date | dt.time | dt.timedelta | ShownDate | None
"""The displayed value of a cell; None for an empty one. A `datetime` is a date too."""
OutputCell = str | int | float | None
"""The value of an output cell; None for an empty one."""
MOST_IN_CELL = 32_767
"""Excel's limit of characters per cell."""


class LinkedCell(msgspec.Struct, frozen=True):
    """A cell with a link: to a web address, or «internal:» and a place in the workbook."""

    value: str | int | float
    address: str


class CellPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a table file. Rows and columns count from 1; 0 stands for all of them.

    `sheet` is empty if the file has no sheets, or the whole file is meant; `number` is the position of the
    sheet in the file. `heading` is the title of the column.
    """

    sheet: str = ""
    number: int = 0
    row: int = 0
    column: int = 0
    heading: str = ""

    @property
    def words(self) -> str:
        """The place in words: «Лист «Практики», строка 5, столбец «Кратко» (C)»."""
        parts = [f"лист «{self.sheet}»"] if self.sheet else []
        parts += [f"строка {self.row}"] if self.row else []
        if self.column:
            letter = xl_col_to_name(self.column - 1)
            parts.append(f"столбец «{self.heading}» ({letter})" if self.heading else f"столбец {letter}")
        return capitalise(", ".join(parts) or "файл")

    def report(  # noqa: PLR0913 - the parts of a problem
        self,
        *,
        code: str,
        what: str,
        allowed: str = "",
        action: str = "",
        suggestions: tuple[str, ...] = (),
        cell: object = None,
        severity: Severity = Severity.ERROR,
    ) -> CellFinding:
        """Return a finding for this place; `cell` is the content of the cell."""
        problem = Problem(
            code=code, what=what, allowed=allowed, action=action, suggestions=suggestions, severity=severity
        )
        return CellFinding(place=self, problem=problem, cell=excerpt(cell))


WHOLE_FILE = CellPlace()


class CellFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A mistake at a place; `cell` is an excerpt of the cell's content."""

    place: CellPlace
    problem: Problem
    cell: str = ""

    @property
    def record_finding(self) -> Finding:
        """The finding as reports on records expect it, without a file."""
        found = finding_of_file("", self.problem)
        return replace(found, line=self.place.row, column=self.place.column)


class RefusedError(Exception):
    """A file is not a table that may be read; `finding` says why."""

    def __init__(self, finding: CellFinding) -> None:
        """Store the finding."""
        super().__init__(finding.problem.what)
        self.finding = finding


def sort_findings(findings: Sequence[CellFinding]) -> tuple[CellFinding, ...]:
    """Return findings by place, then code, without duplicates."""

    def order(finding: CellFinding) -> tuple[int, int, int, str, str]:
        place, problem = finding.place, finding.problem
        return (place.number, place.row, place.column, problem.code, problem.what)

    return tuple(sorted(dict.fromkeys(findings), key=order))


def excerpt(cell: object) -> str:
    """Return the content of a cell as a line of a report, as Russian Excel shows it."""
    if isinstance(cell, bool):
        return "ИСТИНА" if cell else "ЛОЖЬ"
    if isinstance(cell, float):
        return format_number(cell)
    if isinstance(cell, ShownDate):
        return cell.text or f"{cell.day:%d.%m.%Y}"
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return shorten("" if cell is None else str(cell))


def write_digits(number: float) -> str:
    """Return all digits of a number without an exponent: with one it looks shortened by Excel."""
    return f"{Decimal(repr(number)):f}"


CellAddress = tuple[int, int]
"""Row and column, from 1."""
CellRange = tuple[CellAddress, CellAddress]
"""The first cell and the last."""


class GridRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is not empty. `number` is its number as Excel shows it."""

    number: int
    cells: Sequence[CellValue]

    def cell(self, column: int) -> CellValue:
        """Return the cell of a column, counted from 0."""
        return self.cells[column] if column < len(self.cells) else None


class Grid(msgspec.Struct, kw_only=True):
    """A sheet of a workbook, or a CSV file, whose sheet has no name. `number` counts sheets from 1."""

    name: str
    number: int
    rows: list[GridRow] = []
    known: dict[int, set[int]] = {}
    """Cells with findings already, by row: nothing more is reported about them."""
    merged: list[CellRange] = []
    hidden: bool = False
    hidden_rows: set[int] = set()
    hidden_columns: list[tuple[int, int]] = []
    """Ranges of hidden columns, counted from 1."""
    filtered: bool = False
    """Whether a filter hides rows."""

    def place(self, row: int = 0, column: int = 0) -> CellPlace:
        """Return a place on the sheet, counted from 1; 0 stands for all rows or columns."""
        return CellPlace(sheet=self.name, number=self.number, row=row, column=column)

    @property
    def is_full(self) -> bool:
        """Whether it has more rows than are read."""
        return len(self.rows) > MAX_ROWS

    def cut_rows(self) -> Iterator[CellFinding]:
        """Drop the rows over the limit, and yield a finding if there are any."""
        if self.is_full:
            del self.rows[MAX_ROWS:]
            what = f"Строк больше {MAX_ROWS}: дальше не читается"
            action = "Разделите таблицу на несколько файлов."
            yield self.place().report(code="too-large-table", what=what, action=action)


class TableFile(msgspec.Struct, frozen=True, kw_only=True):
    """A table file as read: its sheets, and what is wrong with it."""

    grids: Sequence[Grid] = ()
    findings: Sequence[CellFinding] = ()

    def find_grid(self, name: str) -> Grid | None:
        """Return the sheet with a name; None if there is none."""
        return next((grid for grid in self.grids if grid.name == name), None)
