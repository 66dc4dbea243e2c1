"""Separates records from the other rows below the headings of a sheet: totals, column numbers, groups.

Registers are made to be printed: what only helps the eye is skipped and reported, merged cells are filled,
and hidden cells are not read.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import msgspec
from msgspec.structs import replace
from xlsxwriter.utility import xl_col_to_name

from generator.base.russian import count, fold_text, join_words, quote_all
from generator.intake.tables.columns.column_meaning import ColumnMeaning
from generator.intake.tables.columns.headings import is_ordinal
from generator.intake.tables.files.grids import CellAddress, CellFinding, CellValue, Grid, GridRow, excerpt
from generator.intake.tables.layout import TITLE
from generator.model.findings import Severity

_TOTAL = re.compile(r"(?:итого|всего|итог)\b")
_FIGURE = re.compile(r"[^\W\d_]{0,12}[\s:—-]*[0-9][0-9\s.,]*%?\s?[^\W\d_]{0,12}\Z")
_LEAST_NUMBERED = 3
_LEAST_REPEATED = 2
_LONGEST_FIGURE = 6
_MOST_JOINED = 3
_ROWS = ("строка", "строки", "строк")


class BodyReader(msgspec.Struct, kw_only=True, dict=True):
    """Reads the rows below the headings of one sheet; says what was done with those that are no records.

    `titles` are the headings by column index; `slots` are the columns with values of records.
    """

    grid: Grid
    titles: Mapping[int, str]
    slots: Mapping[int, ColumnMeaning]
    notes: list[str] = []
    findings: list[CellFinding] = []
    aside: set[int] = set()
    """The numbers of rows that were skipped: mistakes in them do not matter."""
    groups: Mapping[int, str] = {}
    """The heading of the group to which a row belongs, by the row's number."""
    joined: int = 0
    """Number of records whose title is merged over several rows."""
    last: int = 0
    """The number of the last row with a title."""

    def read(self, rows: Sequence[GridRow]) -> Sequence[GridRow]:
        """Return the rows that are records."""
        start = rows[0].number if rows else 0
        self.last = max(
            (row.number for row in rows if self.main is not None and row.cell(self.main)), default=0
        )
        rows = self._drop_hidden(rows)
        rows = self._drop(rows[:2], self._is_numbering, "номера столбцов") + list(rows[2:])
        rows = self._fill_merged(rows, start)
        rows = self._drop(rows, self._is_heading, "названия столбцов ещё раз")
        rows = self._drop(rows, self._is_total, "итоги")
        self.groups = self._find_groups(rows)
        rows = self._drop(rows, self._is_group, "заголовок группы или примечание")
        return self._drop(rows, self._is_number_alone, "пустая строка с номером")

    @cached_property
    def main(self) -> int | None:
        """The column of the titles of records, or of those that a list belongs to."""
        return next((index for index, one in self.slots.items() if one.way in {TITLE, ()}), None)

    def _find_groups(self, rows: Sequence[GridRow]) -> Mapping[int, str]:
        """Return the heading of the group of each row, by the row's number."""
        found, here = dict[int, str](), ""
        for row in rows:
            if self._is_group(row):
                here = next(str(cell) for cell in row.cells if cell is not None)
            elif here:
                found[row.number] = here
        return found

    def _drop(self, rows: Sequence[GridRow], test: Callable[[GridRow], bool], what: str) -> list[GridRow]:
        """Return the rows that fail a test, and note the others as skipped."""
        dropped = [row for row in rows if test(row)]
        if dropped:
            self.notes.append(f"{self._name_rows(dropped)} — {what}, не прочитано")
            self.aside.update(row.number for row in dropped)
        return [row for row in rows if row.number not in self.aside]

    def _name_rows(self, rows: Iterable[GridRow]) -> str:
        numbers = [row.number for row in rows]
        return f"{_ROWS[0] if len(numbers) == 1 else _ROWS[1]} {list_ranges(numbers)}"

    def _drop_hidden(self, rows: Sequence[GridRow]) -> Sequence[GridRow]:
        hidden = [row for row in rows if row.number in self.grid.hidden_rows]
        if not hidden:
            return rows
        numbers = [row.number for row in hidden]
        why = " фильтром" if self.grid.filtered else ""
        self.findings.append(
            self.grid.place(numbers[0]).report(
                code="hidden-cells",
                what=f"Скрыто{why} и не прочитано: {count(len(numbers), *_ROWS)} ({list_ranges(numbers)})",
                action="Если это записи, покажите строки и проверьте снова; если нет, удалите их.",
                severity=Severity.WARNING,
            )
        )
        self.aside.update(numbers)
        return [row for row in rows if row.number not in self.aside]

    def _is_numbering(self, row: GridRow) -> bool:
        """Return whether a row numbers the columns from 1."""
        cells = [_figure(cell) for cell in row.cells if cell is not None]
        return len(cells) >= _LEAST_NUMBERED and cells == [*range(1, len(cells) + 1)]

    def _is_heading(self, row: GridRow) -> bool:
        same = [
            fold_text(str(cell)) == fold_text(self.titles.get(index, ""))
            for index, cell in enumerate(row.cells)
            if cell is not None
        ]
        return sum(same) >= _LEAST_REPEATED and sum(same) * 2 > len(same)

    def _is_total(self, row: GridRow) -> bool:
        first, *others = [cell for cell in row.cells if cell is not None]
        if not isinstance(first, str) or not _TOTAL.match(fold_text(first)):
            return False
        return all(not isinstance(cell, str) or _FIGURE.match(cell.strip()) for cell in others) and (
            bool(others) or len(first.split()) <= _LEAST_NUMBERED
        )

    def _is_group(self, row: GridRow) -> bool:
        """Return whether a row has one text that is not a record's title: a group heading or a remark."""
        filled = [index for index, cell in enumerate(row.cells) if cell is not None]
        if len(filled) != 1 or not isinstance(row.cells[filled[0]], str):
            return False
        index, wide = filled[0], (row.number, filled[0] + 1) in self._wide
        below = index != self.main and row.number > self.last  # a remark: no title follows
        return wide or (self.main is not None and (index not in self.slots or below))

    def _is_number_alone(self, row: GridRow) -> bool:
        """Return whether a row has only numbers, in columns that are not used for records."""
        filled = {index: cell for index, cell in enumerate(row.cells) if cell is not None}
        return (
            self.main is not None
            and not filled.keys() & self.slots.keys()
            and all(not isinstance(cell, str) or _FIGURE.match(cell.strip()) for cell in filled.values())
        )

    @cached_property
    def _wide(self) -> Collection[tuple[int, int]]:
        """The first cells of ranges merged across columns of one row."""
        return {first for first, last in self.grid.merged if first[0] == last[0] and first[1] < last[1]}

    def _fill_merged(self, rows: Sequence[GridRow], start: int) -> Sequence[GridRow]:
        """Return rows in which each cell of a merged range has its value."""
        ranges = [one for one in self.grid.merged if start and one[1][0] >= start]
        by_number = {row.number: row for row in rows}
        for (first, left), (last, right) in ranges:
            if self.main is not None and left == right == self.main + 1:
                joined = [by_number[one] for one in range(first, last + 1) if one in by_number]
                self._join_rows(joined, by_number)
        if self.joined > _MOST_JOINED:
            times = count(self.joined - _MOST_JOINED, "раз", "раза", "раз")
            self.notes.append(f"и так ещё {times}: строки одного названия — одна запись")
        filled: dict[int, list[int]] = {}
        for (first, left), (last, right) in ranges:
            cells = [number for number in range(first, last + 1) if number in by_number]
            if left != right:
                self._report_block((first, left), (last, right), by_number)
            elif cells and by_number[cells[0]].number == first:
                for number in cells[1:]:
                    by_number[number] = _put(by_number[number], left - 1, by_number[first].cell(left - 1))
                if len(cells) > 1:
                    filled.setdefault(left - 1, []).extend(cells[1:])
        for index, numbers in filled.items():
            title = self.titles.get(index) or "без названия"
            self.notes.append(
                f"столбец «{title}»: значение объединённых ячеек взято и для строк {list_ranges(numbers)}"
            )
        return [by_number[number] for number in sorted(by_number)]

    def _join_rows(self, rows: Sequence[GridRow], by_number: dict[int, GridRow]) -> None:
        """Merge the rows over which a title is merged."""
        if len(rows) <= 1:
            return
        width = max(len(row.cells) for row in rows)
        cells = [_join_cells([row.cell(index) for row in rows]) for index in range(width)]
        by_number[rows[0].number] = replace(rows[0], cells=cells)
        for row in rows[1:]:
            del by_number[row.number]
        self.joined += 1
        if self.joined <= _MOST_JOINED:
            name = self._name_rows(rows)
            self.notes.append(f"{name} — одна запись: её название стоит в объединённых ячейках")

    def _report_block(self, first: CellAddress, last: CellAddress, by_number: Mapping[int, GridRow]) -> None:
        row = by_number.get(first[0])
        if row is None or (first[0] == last[0] and (self._is_group(row) or self._is_total(row))):
            return
        size = f"{last[0] - first[0] + 1}×{last[1] - first[1] + 1}"
        self.findings.append(
            self.grid.place(*first).report(
                code="merged-cells",
                what=f"Ячейки объединены ({size}): значение есть только у первой",
                action="Отмените объединение и впишите значение в каждую ячейку.",
                cell=row.cell(first[1] - 1),
            )
        )


def list_ranges(numbers: Sequence[int]) -> str:
    """Return numbers in order as people list them: «5–8, 12»."""
    ordered = sorted(set(numbers))
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after > before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after > before + 1), ordered[-1]]
    pairs = zip(starts, ends, strict=True)
    return ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in pairs)


def find_hidden_columns(grid: Grid, rows: Sequence[GridRow]) -> Collection[int]:
    """Return the indexes of hidden columns that are not empty."""
    ranges = [range(first - 1, last) for first, last in grid.hidden_columns]
    return {
        index
        for row in (rows if ranges else ())
        for index, cell in enumerate(row.cells)
        if cell is not None and any(index in one for one in ranges)
    }


def report_hidden_columns(
    grid: Grid, hidden: Collection[int], titles: Mapping[int, str]
) -> Iterator[CellFinding]:
    """Yield the warning that hidden columns were not read."""
    if hidden:
        names = quote_all(titles.get(index) or xl_col_to_name(index) for index in sorted(hidden))
        yield grid.place().report(
            code="hidden-cells",
            what=f"Скрыто и не прочитано: {'столбец' if len(names) == 1 else 'столбцы'} {join_words(names)}",
            action="Если это часть записей, покажите столбцы и проверьте снова; если нет, удалите их.",
            severity=Severity.WARNING,
        )


def describe_skipped_columns(titles: Sequence[str]) -> Iterator[str]:
    """Yield notes about skipped columns: those that number the rows or were added by survey software."""
    numbers = [title for title in titles if is_ordinal(title)]
    others = [title for title in titles if title not in numbers]
    for names, what in ((numbers, "номера строк"), (others, "записано опросом, не часть записи")):
        if names:
            word = "столбец" if len(names) == 1 else "столбцы"
            yield f"{word} {join_words(quote_all(names))} — {what}, не прочитано"


def _put(row: GridRow, index: int, value: CellValue) -> GridRow:
    cells = [*row.cells, *[None] * (index + 1 - len(row.cells))]
    if cells[index] is None:
        cells[index] = value
    return replace(row, cells=cells)


def _join_cells(cells: Iterable[CellValue]) -> CellValue:
    filled: Sequence[CellValue] = [cell for cell in cells if cell is not None]
    if len(filled) > 1:
        return "\n".join(cell if isinstance(cell, str) else excerpt(cell) for cell in filled)
    return next(iter(filled), None)


def _figure(cell: CellValue) -> float | None:
    """Return the whole number in a cell; None if there is none."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    text = str(cell).strip().strip("().").removesuffix(".0")
    return int(text) if len(text) < _LONGEST_FIGURE and text.isdecimal() else None
