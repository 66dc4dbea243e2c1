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

from generator.intake.tables.cell_findings import Fault, Place, of_file
from generator.intake.tables.csv_file import unguarded
from generator.intake.tables.grids import MOST_HEADINGS, MOST_ROWS, Book, Grid, Row, Value
from generator.intake.tables.workbook import MOST_IN_CELL
from generator.intake.tables.xlsx_reading import too_long
from generator.model.findings import Problem

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


def read_csv(file: Path) -> Book:
    """Return what stands in a CSV file, as a book of one sheet without a name.

    Raises:
        OSError: the file cannot be read.
    """
    text = decoded(file.read_bytes())
    if text is None or "\0" in text:
        what = "Это не текст: не удалось узнать кодировку"
        return Book(faults=[of_file(code="unknown-encoding", what=what, action=_SAVE)])
    rows: list[Row] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    csv.field_size_limit(max(_SAMPLE, len(text)))
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            values = [_value(cell) for cell in cells[:MOST_HEADINGS]]
            if any(value is not None for value in values):
                rows.append(Row(number=number, cells=values))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        return Book(faults=[_bad_quotes(number + 1)])
    grid = Grid(name="", number=1, rows=rows[:MOST_ROWS])
    return Book(grids=[grid], faults=[*too_long(grid, len(rows)), *_swallowed(rows)])


_SAVE = "Сохраните таблицу как «CSV UTF-8 (разделитель — запятая)» или как книгу Excel (.xlsx)."


def decoded(data: bytes) -> str | None:
    """Return bytes as text, None if they are none."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    zeros = Counter(index % 2 for index, byte in enumerate(data[:_SAMPLE]) if not byte)
    if marked is None and zeros:  # Latin letters and line ends of UTF-16 without its mark
        marked = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    text = _as(data, marked or "utf-8")
    if text is not None or marked:
        return text
    texts = (_as(data, encoding) for encoding in _RUSSIAN)
    return max((text for text in texts if text), key=_likely, default=None)


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likely(text: str) -> int:
    """Return how much of a text are letters that Russian texts are made of."""
    return len(_USUAL.findall(text[:_SAMPLE]))


def delimiter(text: str) -> str:
    """Return what parts the cells: of the usual signs that which parts the first rows into most cells."""
    return max(_DELIMITERS, key=lambda sign: _width(text, sign))


def _width(text: str, sign: str) -> int:
    try:
        row = next(csv.reader(io.StringIO(text[:_SAMPLE], newline="\n"), delimiter=sign), [])
    except csv.Error:
        return 0
    return len(row)


def _value(cell: str) -> Value:
    return unguarded(cell.replace("_x000D_\n", "\n")) or None


def _bad_quotes(row: int) -> Fault:
    problem = Problem(
        code="bad-quotes",
        what="Кавычки расставлены неверно: неясно, где кончается ячейка",
        allowed="Ячейка в кавычках целиком, кавычки внутри неё удвоены.",
        action="Откройте таблицу в Excel или LibreOffice и сохраните заново.",
    )
    return Fault(place=Place(row=row), problem=problem)


def _swallowed(rows: list[Row]) -> list[Fault]:
    """Return faults of cells that hold more than any program of tables lets them hold."""
    problem = Problem(
        code="too-long-cell",
        what="Ячейка длиннее, чем бывают: кажется, не закрыта кавычка",
        action="Откройте таблицу в Excel или LibreOffice, поправьте и сохраните заново.",
    )
    return [
        Fault(place=Place(number=1, row=row.number, column=column), problem=problem)
        for row in rows
        for column, cell in enumerate(row.cells, start=1)
        if isinstance(cell, str) and len(cell) > MOST_IN_CELL
    ]
