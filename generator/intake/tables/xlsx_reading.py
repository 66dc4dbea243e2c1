"""Reads workbooks of Excel: archive first, then values; whatever is wrong becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from generator.intake.tables.cell_findings import Fault, Place, of_file
from generator.intake.tables.grids import MOST_HEADINGS, MOST_ROWS, Book, Grid, Row, Value
from generator.intake.tables.xlsx_scan import RefusedError, SheetNotes, damaged
from generator.intake.tables.zip_guard import Archive, locked, look_through, no_workbook
from generator.model.findings import Problem

_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENDS = re.compile(r"_x000D_(?=\n|\Z)")


def read_xlsx(file: Path) -> Book:
    """Return what stands in a workbook.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        _refuse_others(file)
        archive = look_through(file)
        with _giving_up():
            book = CalamineWorkbook.from_path(file)
            read = [
                _grid(book.get_sheet_by_name(name), number, archive.sheets[name])
                for number, name in enumerate(book.sheet_names, start=1)
                if name in archive.sheets
            ]
    except RefusedError as error:
        return Book(faults=[error.fault])
    faults = [*_of_book(archive), *(fault for _, found in read for fault in found)]
    return Book(grids=[grid for grid, _ in read], faults=faults)


def _refuse_others(file: Path) -> None:
    """Refuse what begins as files of older programs do."""
    with file.open("rb") as stream:
        head = stream.read(len(_OLD))
        if head != _OLD:
            return
        if _LOCKED in stream.read(1 << 20):
            raise locked()
    what = "Это книга старого вида (.xls) или другой документ Office"
    raise no_workbook(what)


@contextmanager
def _giving_up() -> Iterator[None]:
    """Refuse a file at which the reader gives up: it is not Python, and raises what it likes."""
    try:
        yield
    except (OSError, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise damaged() from error


def _of_book(archive: Archive) -> Iterator[Fault]:
    if archive.macros:
        yield of_file(
            code="macros-in-table",
            what="В файле есть макросы",
            action="Сохраните его как обычную книгу Excel (.xlsx).",
        )
    if archive.outside:
        yield of_file(
            code="outside-links-in-table",
            what="Файл связан с другими книгами",
            action="Разорвите связи: «Данные» → «Изменить связи», и сохраните файл.",
        )


def _grid(sheet: CalamineSheet, number: int, notes: SheetNotes) -> tuple[Grid, list[Fault]]:
    faults = list(_of_sheet(sheet.name, number, notes))
    rows: list[Row] = []
    start = sheet.start
    left = [None] * (start[1] if start else 0)
    for index, cells in enumerate(sheet.to_python(skip_empty_area=True), start=start[0] + 1 if start else 1):
        values: list[Value] = [*left, *map(_value, cells[:MOST_HEADINGS])]
        if any(value is not None for value in values):
            rows.append(Row(number=index, cells=values))
        if len(rows) > MOST_ROWS:
            break
    known: dict[int, set[int]] = {}
    for row, column in (*notes.formulas, *notes.errors):
        known.setdefault(row, set()).add(column - 1)
    grid = Grid(
        name=sheet.name,
        number=number,
        rows=rows[:MOST_ROWS],
        known={row: frozenset(columns) for row, columns in known.items()},
    )
    return grid, [*faults, *too_long(grid, len(rows))]


def too_long(grid: Grid, rows: int) -> Iterator[Fault]:
    """Yield a fault if a table has more rows than are read."""
    if rows > MOST_ROWS:
        problem = Problem(
            code="too-large-table",
            what=f"Строк больше {MOST_ROWS}: дальше не читается",
            action="Разделите таблицу на несколько файлов.",
        )
        yield Fault(place=Place(sheet=grid.name, number=grid.number), problem=problem)


def _value(cell: object) -> Value:
    if isinstance(cell, str):
        return _ENDS.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")) or None
    return cell  # type: ignore[return-value]  # the reader gives nothing else


def _of_sheet(name: str, number: int, notes: SheetNotes) -> Iterator[Fault]:
    for row, column in notes.formulas:
        problem = Problem(
            code="formula-in-cell",
            what="В ячейке формула",
            allowed="Тексты, числа и даты.",
            action="Скопируйте ячейку и вставьте на её место значение: «Специальная вставка» → «Значения».",
        )
        yield Fault(place=Place(sheet=name, number=number, row=row, column=column), problem=problem)
    for row, column in notes.errors:
        problem = Problem(
            code="error-in-cell",
            what="В ячейке ошибка Excel",
            allowed="Тексты, числа и даты.",
            action="Впишите значение.",
        )
        yield Fault(place=Place(sheet=name, number=number, row=row, column=column), problem=problem)
    for (row, column), (last_row, last_column) in notes.merged:
        size = f"{last_row - row + 1}×{last_column - column + 1}"
        problem = Problem(
            code="merged-cells",
            what=f"Ячейки объединены ({size}): значение есть только у первой",
            action="Отмените объединение и впишите значение в каждую ячейку.",
        )
        yield Fault(place=Place(sheet=name, number=number, row=row, column=column), problem=problem)
