"""Reads a table file, whatever its format; whatever is wrong becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from generator.intake.tables.csv_file import read_csv
from generator.intake.tables.grids import (
    MOST_BYTES,
    MOST_HEADINGS,
    MOST_ROWS,
    WHOLE_FILE,
    CellFinding,
    CellValue,
    Grid,
    GridRow,
    TableFile,
)
from generator.intake.tables.zip_guard import (
    DAMAGED,
    LOCKED,
    TOO_LARGE,
    ArchiveContents,
    RefusedError,
    SheetNotes,
    inspect_archive,
    refuse_format,
)

_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ALLOWED = "Тексты, числа и даты."
_ENDS = re.compile(r"_x000D_(?=\n|\Z)")


def read_table(file: Path) -> TableFile:
    """Return what stands in a table file: text if its name ends as that of one, else a workbook.

    Raises:
        OSError: the file cannot be read.
    """
    if not file.is_file():
        return TableFile(findings=[refuse_format("Это не обычный файл")])
    if file.stat().st_size > MOST_BYTES:
        return TableFile(findings=[TOO_LARGE])
    if file.suffix.lower() not in _TEXTS:
        return _read_workbook(file)
    with file.open("rb") as stream:
        if stream.read(len(_ZIP)) == _ZIP:  # a workbook under the name of a text
            return _read_workbook(file)
    return read_csv(file)


def _read_workbook(file: Path) -> TableFile:
    """Return what stands in a workbook of Excel: the archive is inspected before its values are read."""
    try:
        _refuse_other_formats(file)
        archive = inspect_archive(file)
    except RefusedError as error:
        return TableFile(findings=[error.finding])
    try:
        book = CalamineWorkbook.from_path(file)
        read = [
            _read_grid(book.get_sheet_by_name(name), number, archive.sheets[name])
            for number, name in enumerate(book.sheet_names, start=1)
            if name in archive.sheets
        ]
    except (OSError, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - the reader is not Python, and raises what it likes
        return TableFile(findings=[DAMAGED])
    findings = [*_check_archive(archive), *(finding for _, found in read for finding in found)]
    return TableFile(grids=[grid for grid, _ in read], findings=findings)


def _refuse_other_formats(file: Path) -> None:
    """Refuse what begins as files of older programs do."""
    with file.open("rb") as stream:
        head = stream.read(len(_OLD))
        if head != _OLD:
            return
        if _LOCKED in stream.read(1 << 20):
            raise RefusedError(LOCKED)
    raise RefusedError(refuse_format("Это книга старого вида (.xls) или другой документ Office"))


def _check_archive(archive: ArchiveContents) -> Iterator[CellFinding]:
    if archive.macros:
        action = "Сохраните его как обычную книгу Excel (.xlsx)."
        yield WHOLE_FILE.report(code="macros-in-table", what="В файле есть макросы", action=action)
    if archive.outside:
        action = "Разорвите связи: «Данные» → «Изменить связи», и сохраните файл."
        yield WHOLE_FILE.report(
            code="outside-links-in-table", what="Файл связан с другими книгами", action=action
        )


def _read_grid(sheet: CalamineSheet, number: int, notes: SheetNotes) -> tuple[Grid, list[CellFinding]]:
    rows: list[GridRow] = []
    start = sheet.start
    left = [None] * (start[1] if start else 0)
    for index, cells in enumerate(sheet.to_python(skip_empty_area=True), start=start[0] + 1 if start else 1):
        values: list[CellValue] = [*left, *map(_read_cell, cells[:MOST_HEADINGS])]
        if any(value is not None for value in values):
            rows.append(GridRow(number=index, cells=values))
        if len(rows) > MOST_ROWS:
            break
    known: dict[int, frozenset[int]] = {}
    for row, column in (*notes.formulas, *notes.errors):
        known[row] = known.get(row, frozenset()) | {column - 1}
    grid = Grid(name=sheet.name, number=number, rows=rows[:MOST_ROWS], known=known)
    return grid, [*_check_sheet(grid, notes), *grid.check_row_count(len(rows))]


def _read_cell(cell: object) -> CellValue:
    if isinstance(cell, str):
        return _ENDS.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")) or None
    return cell  # type: ignore[return-value]  # the reader gives nothing else


def _check_sheet(grid: Grid, notes: SheetNotes) -> Iterator[CellFinding]:
    for cell in notes.formulas:
        yield grid.place(*cell).report(
            code="formula-in-cell",
            what="В ячейке формула",
            allowed=_ALLOWED,
            action="Скопируйте ячейку и вставьте на её место значение: «Специальная вставка» → «Значения».",
        )
    for cell in notes.errors:
        yield grid.place(*cell).report(
            code="error-in-cell", what="В ячейке ошибка Excel", allowed=_ALLOWED, action="Впишите значение."
        )
    for (row, column), (last_row, last_column) in notes.merged:
        size = f"{last_row - row + 1}×{last_column - column + 1}"
        yield grid.place(row, column).report(
            code="merged-cells",
            what=f"Ячейки объединены ({size}): значение есть только у первой",
            action="Отмените объединение и впишите значение в каждую ячейку.",
        )
