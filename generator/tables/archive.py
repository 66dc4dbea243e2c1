"""Archive: a workbook is a ZIP archive of XML from a stranger; it is looked through before it is read.

The reader of values is quick and trusting: it would take as much memory as a sheet says it needs, and it
does not tell formulas from values. Here the archive is read once, in little memory, and refused where it
is no workbook, too large, broken or no honest XML; formulas and errors are noted on the way.
"""

from __future__ import annotations

import errno
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from xml.parsers import expat

from generator.tables.faults import Fault, of_file

MOST_UNPACKED = 600_000_000
"""Ten thousand records make 85 MB of XML."""
MOST_PARTS = 5_000
MOST_CELLS = 10_000_000
"""The reader keeps a place for every cell between the first and the last."""
MOST_NOTED = 500
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_MACROS = re.compile(r"xl/vbaProject\.bin\Z|xl/macrosheets/", re.IGNORECASE)
_OUTSIDE = re.compile(r"xl/externalLinks/[^_]", re.IGNORECASE)
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SAVE = "Откройте файл в Excel или LibreOffice и сохраните заново как .xlsx."
_SAVE_AS = "Сохраните таблицу как .xlsx: «Файл» → «Сохранить как»."
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    expat.ExpatError,
    NotImplementedError,
    EOFError,
    ValueError,
    LookupError,
    ArithmeticError,
)
"""What readers of archives and of XML raise over damaged ones."""
Cell = tuple[int, int]
"""Row and column, from 1."""


class RefusedError(Exception):
    """The file is no workbook that may be read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        super().__init__(fault.problem.what)
        self.fault = fault


@dataclass(kw_only=True)
class SheetNotes:
    """What was seen on a sheet: cells with formulas and errors, merged ranges, how far it reaches."""

    formulas: list[Cell] = field(default_factory=list)
    errors: list[Cell] = field(default_factory=list)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    low: int = 0
    high: int = 0
    right: int = 0


@dataclass(frozen=True, kw_only=True)
class Archive:
    """What was seen in a workbook: its sheets by name, in order, and what it holds beside them."""

    sheets: Mapping[str, SheetNotes]
    macros: bool
    outside: bool


def look_through(file: Path) -> Archive:
    """Return what is seen in a workbook.

    Raises:
        RefusedError: it is no workbook, or none that may be read.
        OSError: the file cannot be read.
    """
    try:
        with zipfile.ZipFile(file) as parts:
            return _seen(parts)
    except _DAMAGED as error:
        raise damaged() from error
    except OSError as error:
        if error.errno not in {None, errno.EINVAL}:  # the disk's own; not a place before the beginning
            raise
        raise damaged() from error
    except RuntimeError as error:  # a part that is locked by a password
        raise locked() from error


def damaged() -> RefusedError:
    """Return the refusal of a file that cannot be understood."""
    what = "Файл повреждён или это не книга Excel"
    return RefusedError(of_file(code="damaged-table", what=what, action=_SAVE))


def locked() -> RefusedError:
    """Return the refusal of a file that is locked by a password."""
    action = "Снимите пароль: «Файл» → «Сведения» → «Защита книги»."
    return RefusedError(of_file(code="locked-table", what="Файл защищён паролем", action=action))


def no_workbook(what: str) -> RefusedError:
    """Return the refusal of a file of another kind."""
    return RefusedError(of_file(code="not-a-table", what=what, action=_SAVE_AS))


def _seen(parts: zipfile.ZipFile) -> Archive:
    names = parts.namelist()
    if _WORKBOOK not in names:
        what = "Это не книга Excel (.xlsx)"
        raise no_workbook(what)
    unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > MOST_UNPACKED or len(names) > MOST_PARTS:
        raise too_large()
    notes = {part.filename: _scanned(parts, part) for part in parts.infolist() if _is_xml(part.filename)}
    cells = sum((one.high - one.low + 1) * one.right for one in notes.values())
    if cells > MOST_CELLS:
        what = "Заполненные ячейки слишком далеко друг от друга"
        action = f"Удалите лишние строки и столбцы: последняя заполненная ячейка — {_farthest(notes)}."
        raise RefusedError(of_file(code="too-large-table", what=what, action=action))
    return Archive(
        sheets={name: notes[part] for name, part in _sheets(parts) if part in notes},
        macros=any(map(_MACROS.match, names)),
        outside=any(map(_OUTSIDE.match, names)),
    )


def too_large() -> RefusedError:
    """Return the refusal of a file that would take too much memory."""
    action = "Удалите картинки и лишние листы или разделите таблицу на несколько файлов."
    return RefusedError(of_file(code="too-large-table", what="Файл слишком большой", action=action))


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _farthest(notes: Mapping[str, SheetNotes]) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - a sound table needs none

    widest = max(notes.values(), key=lambda one: (one.high - one.low + 1) * one.right)
    return str(xl_rowcol_to_cell(widest.high - 1, widest.right - 1))


def _sheets(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the names of the sheets and the parts in which they stand."""
    relations = _elements(parts, _RELATIONS, "Relationship")
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    for sheet in _elements(parts, _WORKBOOK, "sheet"):
        relation = next((value for key, value in sheet.items() if key.rpartition(":")[2] == "id"), "")
        target = targets.get(relation, "")
        yield sheet.get("name", ""), str(PurePosixPath("xl") / target).lstrip("/")


def _elements(parts: zipfile.ZipFile, name: str, tag: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        if element.rpartition(":")[2] == tag:
            found.append(attributes)

    parser = _parser()
    parser.StartElementHandler = start
    if name in parts.namelist():
        with parts.open(name) as stream:
            parser.ParseFile(stream)
    return found


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_: object) -> None:
    """Refuse a document type: workbooks have none, and entities that grow without end stand there."""
    what = "Внутри файла описание документа (DOCTYPE), которого в книгах Excel не бывает"
    raise RefusedError(of_file(code="damaged-table", what=what, action=_SAVE))


def _scanned(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> SheetNotes:
    with parts.open(part) as stream:
        return _Scanner().scan(stream)


class _Scanner:
    """Notes what stands on a sheet; in other parts it finds nothing to note."""

    def __init__(self) -> None:
        self.notes = SheetNotes()
        self._row = self._column = 0
        self._formula = False
        self._kind = self._reference = ""

    def scan(self, stream: IO[bytes]) -> SheetNotes:
        parser = _parser()
        parser.StartElementHandler = self._start
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own parameter
        parser.Parse(b"", True)  # noqa: FBT003
        return self.notes

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            if "r" not in attributes:
                self._column = self._here[1] + 1
            self._kind, self._formula = attributes.get("t", ""), False
            self._reference = attributes.get("r", "")
        elif tag in {"v", "is"}:
            self._filled()
        elif tag == "f":
            self._formula = True
            _note(self.notes.formulas, self._here)
        elif tag == "row":
            self._row, self._column = int(attributes["r"]) if "r" in attributes else self._here[0] + 1, 0
            self._reference = ""
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            if len(self.notes.merged) < MOST_NOTED:
                self.notes.merged.append((_cell(first), _cell(last or first)))

    @property
    def _here(self) -> Cell:
        """The cell under way. Empty ones come by the million: nobody asks where they are."""
        if self._reference:
            self._row, self._column = _cell(self._reference)
            self._reference = ""
        return self._row, self._column

    def _filled(self) -> None:
        row, column = self._here
        if row > LAST_ROW or column > LAST_COLUMN:
            raise damaged()
        notes = self.notes
        notes.low = min(notes.low or row, row)
        notes.high, notes.right = max(notes.high, row), max(notes.right, column)
        if self._kind == "e" and not self._formula:
            _note(notes.errors, (row, column))


def _note(noted: list[Cell], cell: Cell) -> None:
    if len(noted) < MOST_NOTED:
        noted.append(cell)


def _cell(reference: str) -> Cell:
    found = _REFERENCE.match(reference)
    if found is None:
        raise damaged()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
