"""Faults: what is wrong with a table, and where: sheet, row, column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from xlsxwriter.utility import xl_col_to_name

from generator.base.russian import format_number, shorten
from generator.model.findings import Finding, Problem


class Place(msgspec.Struct, frozen=True, kw_only=True):
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


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong at a place; `cell` is what stands in the cell."""

    place: Place
    problem: Problem
    cell: str = ""

    @property
    def finding(self) -> Finding:
        """The fault as the reports of records know findings: of no file."""
        problem, place = self.problem, self.place
        return Finding(
            path="",
            line=place.row,
            column=place.column,
            code=problem.code,
            severity=problem.severity,
            what=problem.what,
            allowed=problem.allowed,
            action=problem.action,
            near=problem.suggestions,
        )

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Sorting key: by place, then code."""
        place = self.place
        return (place.number, place.row, place.column, self.problem.code, self.problem.what)


def of_file(*, code: str, what: str, action: str) -> Fault:
    """Return a fault of a file as a whole."""
    return Fault(place=Place(), problem=Problem(code=code, what=what, action=action))


def in_order(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return faults by place, each once."""
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.order))


def excerpt(cell: object) -> str:
    """Return what a cell holds as a line of a report, as Russian Excel shows it."""
    if isinstance(cell, float):
        return format_number(cell)
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return shorten("" if cell is None else str(cell))
