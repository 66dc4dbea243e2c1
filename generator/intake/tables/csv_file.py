"""CSV files: written as Russian Excel opens them by a double click, read as people have them.

Out: «;» between cells, UTF-8 with its mark. Excel takes what begins with «=», «+», «-» or «@» for a formula:
such texts get an apostrophe before them, and an import takes it away again. In: files of Excel in its several
ways, of LibreOffice, of forms on the web; in what encoding they are and what parts cells is found out.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.intake.tables.grids import (
    MOST_HEADINGS,
    MOST_ROWS,
    WHOLE_FILE,
    CellFinding,
    CellPlace,
    Grid,
    GridRow,
    OutputCell,
    TableFile,
)
from generator.intake.tables.workbook import MOST_IN_CELL

ENCODING = "utf-8-sig"
DELIMITER = ";"
_RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_RUSSIAN = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
"""Encodings of Russian that are not Unicode: of Windows, of DOS («CSV (MS-DOS)»), of Unix, of old Macs."""
_USUAL = re.compile("[оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё ,.;\n]")
_DELIMITERS = ";,\t"
_SAMPLE = 1 << 16
_SAVE = "Сохраните таблицу как «CSV UTF-8 (разделитель — запятая)» или как книгу Excel (.xlsx)."


def write_csv(file: Path, rows: Iterable[Sequence[OutputCell]]) -> None:
    """Write a table.

    Raises:
        OSError: the file cannot be written.
    """
    with file.open("w", encoding=ENCODING, newline="") as stream:
        csv.writer(stream, delimiter=DELIMITER).writerows(
            [_format_cell(cell) for cell in row] for row in rows
        )


def escape_formula(text: str) -> str:
    """Return a text that no program of tables takes for a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def unescape_formula(text: str) -> str:
    """Return a text without the apostrophe that `escape_formula` put before it."""
    return text[1:] if _GUARDED.match(text) else text


def _format_cell(cell: OutputCell) -> str:
    if cell is None:
        return ""
    # A comma: Russian Excel takes 1.5 for the first of May.
    return escape_formula(cell) if isinstance(cell, str) else repr(cell).replace(".", ",")


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
            texts = (cell.replace("_x000D_\n", "\n") for cell in cells[:MOST_HEADINGS])
            values = [unescape_formula(text) or None for text in texts]
            if any(value is not None for value in values):
                rows.append(GridRow(number=number, cells=values))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        broken = CellPlace(row=number + 1).report(
            code="bad-quotes",
            what="Кавычки расставлены неверно: неясно, где кончается ячейка",
            allowed="Ячейка в кавычках целиком, кавычки внутри неё удвоены.",
            action="Откройте таблицу в Excel или LibreOffice и сохраните заново.",
        )
        return TableFile(findings=[broken])
    grid = Grid(name="", number=1, rows=rows[:MOST_ROWS])
    return TableFile(grids=[grid], findings=[*grid.check_row_count(len(rows)), *_find_overlong(grid)])


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
    return max(filter(None, texts), key=lambda one: len(_USUAL.findall(one[:_SAMPLE])), default=None)


def _decode_as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def guess_delimiter(text: str) -> str:
    """Return what parts the cells: of the usual signs that which parts the first rows into most cells."""

    def count_cells(sign: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(text[:_SAMPLE], newline="\n"), delimiter=sign), []))
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=count_cells)


def _find_overlong(grid: Grid) -> Iterator[CellFinding]:
    """Yield findings of cells longer than any spreadsheet program allows."""
    for row in grid.rows:
        for column, cell in enumerate(row.cells, start=1):
            if isinstance(cell, str) and len(cell) > MOST_IN_CELL:
                yield grid.place(row.number, column).report(
                    code="too-long-cell",
                    what="Ячейка длиннее, чем бывают: кажется, не закрыта кавычка",
                    action="Откройте таблицу в Excel или LibreOffice, поправьте и сохраните заново.",
                )
