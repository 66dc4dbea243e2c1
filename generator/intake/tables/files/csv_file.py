"""CSV files: written so that Russian Excel opens them by a double click, read as people have them.

Output: «;» as delimiter, UTF-8 with a byte order mark. Excel takes text that begins with «=», «+», «-» or «@»
for a formula: such text is prefixed with an apostrophe, which an import removes. Input: files of Excel in its
variants, of LibreOffice, of web forms; encoding and delimiter are detected.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.base.garbled import mend_garbled
from generator.base.limits import MAX_COLUMNS
from generator.intake.tables.files.grids import (
    MOST_IN_CELL,
    WHOLE_FILE,
    CellFinding,
    CellPlace,
    Grid,
    GridRow,
    OutputCell,
    RefusedError,
    TableFile,
    write_digits,
)

ENCODING = "utf-8-sig"
DELIMITER = ";"
_RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_RUSSIAN = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
"""Russian encodings other than Unicode: of Windows, of DOS («CSV (MS-DOS)»), of Unix, of old Macs."""
_PAIRS = re.compile("(?=([а-яё]{2}))")
_USUAL = frozenset(
    re.findall(
        "[а-я]{2}",
        "ст но то на ен ов ни ра во ко не по ро пр ос ре ли го ол ор ан ер та ка ел те ат ал ть "
        "ет ла ва од ин ие ия ом ри ло ем де да об ог от он ле до за ес ик ки ак ит ис бо ве ив "
        "ны ую ая ый ой их ым шк уч ча чи ци ся ще ща жи же ше мо ме ма ти ту са со се си тр зо "
        "зн из им ил ",
    )
)
"""Common letter pairs in Russian."""
_ODD = re.compile("[^\\x00-\\x7fА-Яа-яЁё№«»—–…“”„’°±²³ ]|[а-яё][А-ЯЁ]")
"""What Russian texts do not contain: characters of other scripts, a capital after a small letter."""
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_NAMED = re.compile(r"\ufeff?\"?sep=(.)\"?\n", re.IGNORECASE)
"""How a file declares its delimiter for Excel."""
_MOSTLY = 20
_MOST_JUDGED = 2_000_000
"""Characters examined to detect encoding and delimiter."""
_DELIMITERS = ";,\t|"
_SAMPLE = 1 << 16
_SAVE = "Сохраните таблицу как «CSV UTF-8 (разделитель — запятая)» или как книгу Excel (.xlsx)."
_NO_TEXT = "Это не текст: не удалось узнать кодировку"
_FEWER = "Удалите лишние столбцы."


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
    """Return a text that no spreadsheet program takes for a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def unescape_formula(text: str) -> str:
    """Remove the apostrophe that `escape_formula` added."""
    return text[1:] if _GUARDED.match(text) else text


def _format_cell(cell: OutputCell) -> str:
    if cell is None:
        return ""
    # A comma: Russian Excel reads 1.5 as the first of May.
    return escape_formula(cell) if isinstance(cell, str) else write_digits(cell).replace(".", ",")


def read_csv(file: Path) -> TableFile:
    """Read a CSV file as a book of one sheet without a name.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        return _read_rows(decode_text(file.read_bytes()).replace("\r\n", "\n").replace("\r", "\n"))
    except RefusedError as error:
        return TableFile(findings=[error.finding])


def _read_rows(text: str) -> TableFile:
    named = _NAMED.match(text)
    text = text[named.end() :] if named else text
    csv.field_size_limit(max(_SAMPLE, len(text)))
    delimiter = named[1] if named else guess_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    grid = Grid(name="", number=1)
    number = widest = 0
    try:
        for number, cells in enumerate(reader, start=1):
            widest = max(widest, len(cells))
            texts = (cell.replace("_x000D_\n", "\n") for cell in cells[:MAX_COLUMNS])
            values = [unescape_formula(text) or None for text in texts]
            if any(value is not None for value in values):
                grid.rows.append(GridRow(number=number, cells=values))
            if grid.is_full:
                break
    except csv.Error as error:
        broken = CellPlace(row=number + 1).report(
            code="bad-quotes",
            what="Кавычки расставлены неверно: неясно, где кончается ячейка",
            allowed="Ячейка в кавычках целиком, кавычки внутри неё удвоены.",
            action="Откройте таблицу в Excel или LibreOffice и сохраните заново.",
        )
        raise RefusedError(broken) from error
    findings = [*grid.cut_rows(), *_find_overlong(grid)]
    if widest > MAX_COLUMNS:
        what = f"Столбцов больше {MAX_COLUMNS}: дальше не читается"
        findings.append(grid.place().report(code="too-large-table", what=what, action=_FEWER))
    return TableFile(grids=[grid], findings=findings)


def decode_text(data: bytes) -> str:
    """Decode bytes as text, detecting the encoding.

    Raises:
        RefusedError: they are not text, or UTF-8 except for a few.
    """
    text = _decode(data)
    if text is None or "\0" in text:
        raise _unknown_encoding(_NO_TEXT)
    return text


def _decode(data: bytes) -> str | None:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    zeros = Counter(index % 2 for index, byte in enumerate(data[:_SAMPLE]) if not byte)
    if marked is None and zeros:  # Latin letters and line ends of UTF-16 without a byte order mark
        marked = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    text = _decode_as(data, marked or "utf-8")
    if text is not None or marked:
        return mend_garbled(text) if text else text
    _refuse_mixed(data)
    texts = (_decode_as(data, encoding) for encoding in _RUSSIAN)
    return max(filter(None, texts), key=_count_usual, default=None)


def _unknown_encoding(what: str) -> RefusedError:
    return RefusedError(WHOLE_FILE.report(code="unknown-encoding", what=what, action=_SAVE))


def _refuse_mixed(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    broken, whole = text.count("\ufffd"), len(_CYRILLIC.findall(text))
    if whole > broken * _MOSTLY:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        what = f"Текст в UTF-8 повреждён: первый непонятный знак — в строке файла {line}"
        raise _unknown_encoding(what)


def _count_usual(text: str) -> int:
    """Score a text by its common Russian letter pairs, ignoring case, minus its odd characters."""
    pairs = Counter(_PAIRS.findall(text[:_MOST_JUDGED].lower()))
    odd = len(_ODD.findall(text[:_MOST_JUDGED]))
    return sum(number for pair, number in pairs.items() if pair in _USUAL) - odd


def _decode_as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def guess_delimiter(text: str) -> str:
    """Return the delimiter: the usual character that splits most rows into the same number of cells.

    The whole table is examined, since a title above it, or a text in it, may contain any of the characters.
    """
    return max(_DELIMITERS, key=lambda delimiter: _count_regular(text[:_MOST_JUDGED], delimiter))


def _count_regular(text: str, delimiter: str) -> int:
    """Return the number of delimiters in the rows of the most common width."""
    widths: Counter[int] = Counter()
    try:
        for cells in csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter):
            widths[len(cells)] += any(cells)
    except csv.Error:  # a cell cut in two by the end of the examined part
        pass
    return max(((width - 1) * number for width, number in widths.items()), default=0)


def _find_overlong(grid: Grid) -> Iterator[CellFinding]:
    """Yield findings for cells longer than any spreadsheet program allows."""
    for row in grid.rows:
        for column, cell in enumerate(row.cells, start=1):
            if isinstance(cell, str) and len(cell) > MOST_IN_CELL:
                yield grid.place(row.number, column).report(
                    code="too-long-cell",
                    what="Ячейка длиннее, чем бывают: кажется, не закрыта кавычка",
                    action="Откройте таблицу в Excel или LibreOffice, поправьте и сохраните заново.",
                )
