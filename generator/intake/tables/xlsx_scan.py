"""One streaming pass over a sheet for what the reader of values does not report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from generator.intake.tables.grids import WHOLE_FILE

SAVE = "Откройте файл в Excel или LibreOffice и сохраните заново как .xlsx."
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_NOTED = 500
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
CellAddress = tuple[int, int]
"""Row and column, from 1."""


class RefusedError(Exception):
    """The file is no workbook that may be read; `finding` says why."""

    def __init__(self, code: str, what: str, action: str) -> None:
        """Make the finding."""
        super().__init__(what)
        self.finding = WHOLE_FILE.report(code=code, what=what, action=action)


@dataclass(kw_only=True)
class SheetNotes:
    """What was seen on a sheet: cells with formulas and errors, merged ranges, how far it reaches."""

    formulas: list[CellAddress] = field(default_factory=list)
    errors: list[CellAddress] = field(default_factory=list)
    merged: list[tuple[CellAddress, CellAddress]] = field(default_factory=list)
    low: int = 0
    high: int = 0
    right: int = 0


def damaged_file(what: str = "Файл повреждён или это не книга Excel") -> RefusedError:
    """Return the refusal of a file that cannot be understood."""
    return RefusedError(code="damaged-table", what=what, action=SAVE)


def make_parser() -> expat.XMLParserType:
    """Return a parser of XML that refuses document types."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_: object) -> None:
    """Refuse a document type: workbooks have none, and entities that grow without end stand there."""
    what = "Внутри файла описание документа (DOCTYPE), которого в книгах Excel не бывает"
    raise damaged_file(what)


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
            _note(self.notes.formulas, self._here)
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
            raise damaged_file()
        notes = self.notes
        notes.low = min(notes.low or row, row)
        notes.high, notes.right = max(notes.high, row), max(notes.right, column)
        if self._kind == "e" and not self._formula:
            _note(notes.errors, (row, column))


def _note(noted: list[CellAddress], cell: CellAddress) -> None:
    if len(noted) < MOST_NOTED:
        noted.append(cell)


def _cell(reference: str) -> CellAddress:
    found = _REFERENCE.match(reference)
    if found is None:
        raise damaged_file()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
