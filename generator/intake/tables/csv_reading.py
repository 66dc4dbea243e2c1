"""Reads CSV files as people have them: of Excel in its several ways, of LibreOffice, of forms on the web.

None of them says in what encoding it is and what parts its cells: both are found out.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from pathlib import Path

from generator.intake.tables.cell_findings import WHOLE_FILE, CellFinding, CellPlace
from generator.intake.tables.csv_file import unescape_formula
from generator.intake.tables.grids import MOST_HEADINGS, MOST_ROWS, CellValue, Grid, GridRow, TableFile
from generator.intake.tables.workbook import MOST_IN_CELL
from generator.intake.tables.xlsx_reading import check_row_count

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUSSIAN = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
"""Encodings of Russian that are not Unicode: of Windows, of DOS («CSV (MS-DOS)»), of Unix, of old Macs."""
_USUAL = re.compile("[оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё ,.;\n]")
_DELIMITERS = ";,\t"
_SAMPLE = 1 << 16


def read_csv(file: Path) -> TableFile:
    """Return what stands in a CSV file, as a book of one sheet without a name.

    Raises:
        OSError: the file cannot be read.
    """
    text = decode_text(file.read_bytes())
    if text is None or "\0" in text:
        what = "Это не текст: не удалось узнать кодировку"
        return TableFile(findings=[WHOLE_FILE.report(code="unknown-encoding", what=what, action=_SAVE)])
    rows: list[GridRow] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    csv.field_size_limit(max(_SAMPLE, len(text)))
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=guess_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            values = [_read_cell(cell) for cell in cells[:MOST_HEADINGS]]
            if any(value is not None for value in values):
                rows.append(GridRow(number=number, cells=values))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        return TableFile(findings=[_broken_quotes(number + 1)])
    grid = Grid(name="", number=1, rows=rows[:MOST_ROWS])
    return TableFile(grids=[grid], findings=[*check_row_count(grid, len(rows)), *_find_overlong(grid)])


_SAVE = "Сохраните таблицу как «CSV UTF-8 (разделитель — запятая)» или как книгу Excel (.xlsx)."


def decode_text(data: bytes) -> str | None:
    """Return bytes as text, None if they are none."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    zeros = Counter(index % 2 for index, byte in enumerate(data[:_SAMPLE]) if not byte)
    if marked is None and zeros:  # Latin letters and line ends of UTF-16 without its mark
        marked = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    text = _decode_as(data, marked or "utf-8")
    if text is not None or marked:
        return text
    texts = (_decode_as(data, encoding) for encoding in _RUSSIAN)
    return max((text for text in texts if text), key=_count_usual, default=None)


def _decode_as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _count_usual(text: str) -> int:
    """Return how much of a text are letters that Russian texts are made of."""
    return len(_USUAL.findall(text[:_SAMPLE]))


def guess_delimiter(text: str) -> str:
    """Return what parts the cells: of the usual signs that which parts the first rows into most cells."""
    return max(_DELIMITERS, key=lambda sign: _width(text, sign))


def _width(text: str, sign: str) -> int:
    try:
        row = next(csv.reader(io.StringIO(text[:_SAMPLE], newline="\n"), delimiter=sign), [])
    except csv.Error:
        return 0
    return len(row)


def _read_cell(cell: str) -> CellValue:
    return unescape_formula(cell.replace("_x000D_\n", "\n")) or None


def _broken_quotes(row: int) -> CellFinding:
    return CellPlace(row=row).report(
        code="bad-quotes",
        what="Кавычки расставлены неверно: неясно, где кончается ячейка",
        allowed="Ячейка в кавычках целиком, кавычки внутри неё удвоены.",
        action="Откройте таблицу в Excel или LibreOffice и сохраните заново.",
    )


def _find_overlong(grid: Grid) -> list[CellFinding]:
    """Return findings of cells longer than any spreadsheet program allows."""
    return [
        grid.place(row.number, column).report(
            code="too-long-cell",
            what="Ячейка длиннее, чем бывают: кажется, не закрыта кавычка",
            action="Откройте таблицу в Excel или LibreOffice, поправьте и сохраните заново.",
        )
        for row in grid.rows
        for column, cell in enumerate(row.cells, start=1)
        if isinstance(cell, str) and len(cell) > MOST_IN_CELL
    ]
