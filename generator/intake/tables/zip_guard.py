"""Guards against hostile workbooks: a ZIP archive of XML from a stranger is inspected before it is read.

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
from pathlib import Path, PurePosixPath
from typing import IO
from xml.parsers import expat

import msgspec
from xlsxwriter.utility import xl_rowcol_to_cell

from generator.intake.tables.grids import WHOLE_FILE, CellFinding

SAVE = "Откройте файл в Excel или LibreOffice и сохраните заново как .xlsx."
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_NOTED = 500
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
CellAddress = tuple[int, int]
"""Row and column, from 1."""
MOST_UNPACKED = 600_000_000
"""Ten thousand records make 85 MB of XML."""
MOST_PARTS = 5_000
MOST_CELLS = 10_000_000
"""The reader keeps a place for every cell between the first and the last."""
_MACROS = re.compile(r"xl/vbaProject\.bin\Z|xl/macrosheets/", re.IGNORECASE)
_OUTSIDE = re.compile(r"xl/externalLinks/[^_]", re.IGNORECASE)
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
DAMAGED = WHOLE_FILE.report(code="damaged-table", what="Файл повреждён или это не книга Excel", action=SAVE)
LOCKED = WHOLE_FILE.report(
    code="locked-table",
    what="Файл защищён паролем",
    action="Снимите пароль: «Файл» → «Сведения» → «Защита книги».",
)
TOO_LARGE = WHOLE_FILE.report(
    code="too-large-table",
    what="Файл слишком большой",
    action="Удалите картинки и лишние листы или разделите таблицу на несколько файлов.",
)
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


class RefusedError(Exception):
    """The file is no workbook that may be read; `finding` says why."""

    def __init__(self, finding: CellFinding) -> None:
        """Carry the finding."""
        super().__init__(finding.problem.what)
        self.finding = finding


class SheetNotes(msgspec.Struct, kw_only=True):
    """What was seen on a sheet: cells with formulas and errors, merged ranges, how far it reaches."""

    formulas: list[CellAddress] = []
    errors: list[CellAddress] = []
    merged: list[tuple[CellAddress, CellAddress]] = []
    low: int = 0
    high: int = 0
    right: int = 0


class ArchiveContents(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen in a workbook: its sheets by name, in order, and what it holds beside them."""

    sheets: Mapping[str, SheetNotes]
    macros: bool
    outside: bool


def inspect_archive(file: Path) -> ArchiveContents:
    """Return what is seen in a workbook.

    Raises:
        RefusedError: it is no workbook, or none that may be read.
        OSError: the file cannot be read.
    """
    try:
        with zipfile.ZipFile(file) as parts:
            return _inspect(parts)
    except _DAMAGED as error:
        raise RefusedError(DAMAGED) from error
    except OSError as error:
        if error.errno not in {None, errno.EINVAL}:  # the disk's own; not a place before the beginning
            raise
        raise RefusedError(DAMAGED) from error
    except RuntimeError as error:  # a part that is locked by a password
        raise RefusedError(LOCKED) from error


def refuse_format(what: str) -> CellFinding:
    """Return the finding of a file of another kind."""
    action = "Сохраните таблицу как .xlsx: «Файл» → «Сохранить как»."
    return WHOLE_FILE.report(code="not-a-table", what=what, action=action)


def _inspect(parts: zipfile.ZipFile) -> ArchiveContents:
    names = parts.namelist()
    if _WORKBOOK not in names:
        raise RefusedError(refuse_format("Это не книга Excel (.xlsx)"))
    unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > MOST_UNPACKED or len(names) > MOST_PARTS:
        raise RefusedError(TOO_LARGE)
    sheets = list(_list_sheets(parts))
    if len({name.casefold() for name, _ in sheets}) < len(sheets):
        raise RefusedError(DAMAGED)
    notes: dict[str, SheetNotes] = {}
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            with parts.open(name) as stream:
                notes[name] = SheetScanner().scan(stream)
    cells = sum((one.high - one.low + 1) * one.right for one in notes.values())
    if cells > MOST_CELLS:
        what = "Заполненные ячейки слишком далеко друг от друга"
        widest = max(notes.values(), key=lambda one: (one.high - one.low + 1) * one.right)
        farthest = xl_rowcol_to_cell(widest.high - 1, widest.right - 1)
        action = f"Удалите лишние строки и столбцы: последняя заполненная ячейка — {farthest}."
        raise RefusedError(WHOLE_FILE.report(code="too-large-table", what=what, action=action))
    return ArchiveContents(
        sheets={name: notes[part] for name, part in sheets if part in notes},
        macros=any(map(_MACROS.match, names)),
        outside=any(map(_OUTSIDE.match, names)),
    )


def _list_sheets(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the names of the sheets and the parts in which they stand."""
    relations = _find_elements(parts, _RELATIONS, "Relationship")
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    for sheet in _find_elements(parts, _WORKBOOK, "sheet"):
        relation = next((value for key, value in sheet.items() if key.rpartition(":")[2] == "id"), "")
        target = targets.get(relation, "")
        yield sheet.get("name", ""), str(PurePosixPath("xl") / target).lstrip("/")


def _find_elements(parts: zipfile.ZipFile, name: str, tag: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        if element.rpartition(":")[2] == tag:
            found.append(attributes)

    parser = make_parser()
    parser.StartElementHandler = start
    if name in parts.namelist():
        with parts.open(name) as stream:
            parser.ParseFile(stream)
    return found


def make_parser() -> expat.XMLParserType:
    """Return a parser of XML that refuses document types."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_: object) -> None:
    """Refuse a document type: workbooks have none, and entities that grow without end stand there."""
    what = "Внутри файла описание документа (DOCTYPE), которого в книгах Excel не бывает"
    raise RefusedError(WHOLE_FILE.report(code="damaged-table", what=what, action=SAVE))


class SheetScanner:
    """Notes what stands on a sheet; in other parts it finds nothing to note."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.notes = SheetNotes()
        self._row = self._column = 0
        self._formula = False
        self._kind = self._reference = ""

    def scan(self, stream: IO[bytes]) -> SheetNotes:
        """Return what stands in a part.

        Raises:
            RefusedError: it is no honest part of a workbook.
            ExpatError: it is no XML.
        """
        parser = make_parser()
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
            self._note_filled()
        elif tag == "f":
            self._formula = True
            if len(self.notes.formulas) < MOST_NOTED:
                self.notes.formulas.append(self._here)
        elif tag == "row":
            self._row, self._column = int(attributes["r"]) if "r" in attributes else self._here[0] + 1, 0
            self._reference = ""
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            if len(self.notes.merged) < MOST_NOTED:
                self.notes.merged.append((_cell(first), _cell(last or first)))

    @property
    def _here(self) -> CellAddress:
        """The cell under way. Empty ones come by the million: nobody asks where they are."""
        if self._reference:
            self._row, self._column = _cell(self._reference)
            self._reference = ""
        return self._row, self._column

    def _note_filled(self) -> None:
        row, column = self._here
        if row > LAST_ROW or column > LAST_COLUMN:
            raise RefusedError(DAMAGED)
        notes = self.notes
        notes.low = min(notes.low or row, row)
        notes.high, notes.right = max(notes.high, row), max(notes.right, column)
        if self._kind == "e" and not self._formula and len(notes.errors) < MOST_NOTED:
            notes.errors.append((row, column))


def _cell(reference: str) -> CellAddress:
    found = _REFERENCE.match(reference)
    if found is None:
        raise RefusedError(DAMAGED)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
