"""What is wrong with a table, and where: sheet, row, column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from xlsxwriter.utility import xl_col_to_name

from generator.base.russian import format_number, shorten
from generator.model.findings import Finding, Problem
from generator.source.locations import finding_of_file


class CellPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a table file. Rows and columns count from 1; 0 stands for all of them.

    `sheet` is empty where the file has no sheets, or where the whole file is meant; `number` is the place
    of the sheet in the file. `heading` is what the column is called.
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
        words = ", ".join(parts) or "файл"
        return words[0].upper() + words[1:]

    def report(  # noqa: PLR0913 - the parts of a problem
        self,
        *,
        code: str,
        what: str,
        allowed: str = "",
        action: str = "",
        suggestions: tuple[str, ...] = (),
        cell: object = None,
    ) -> CellFinding:
        """Return a finding at this place; `cell` is what stands in the cell."""
        problem = Problem(code=code, what=what, allowed=allowed, action=action, suggestions=suggestions)
        return CellFinding(place=self, problem=problem, cell=excerpt(cell))


WHOLE_FILE = CellPlace()


class CellFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong at a place; `cell` is an excerpt of what stands there."""

    place: CellPlace
    problem: Problem
    cell: str = ""

    @property
    def record_finding(self) -> Finding:
        """The finding as reports of records take it, without a file."""
        found = finding_of_file("", self.problem)
        return replace(found, line=self.place.row, column=self.place.column)

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Sorting key: by place, then code."""
        place = self.place
        return (place.number, place.row, place.column, self.problem.code, self.problem.what)


def sort_findings(findings: Sequence[CellFinding]) -> tuple[CellFinding, ...]:
    """Return findings by place, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order))


def excerpt(cell: object) -> str:
    """Return what a cell holds as a line of a report, as Russian Excel shows it."""
    if isinstance(cell, float):
        return format_number(cell)
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return shorten("" if cell is None else str(cell))
