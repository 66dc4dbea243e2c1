"""Guards against hostile workbooks: a stranger's ZIP archive of XML is read within limits.

Parts are found as Excel finds them: by relations and regardless of case. What is not a workbook, too large,
broken or malicious XML is refused, in little time and memory.
"""

import lzma
import math
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import unquote
from xml.parsers import expat

import msgspec
from xlsxwriter.utility import xl_rowcol_to_cell

from generator.base.limits import (
    MAX_CELL_TEXT,
    MAX_CELL_TEXTS,
    MAX_ELEMENTS,
    MAX_LISTED,
    MAX_PARTS,
    MAX_TOKEN,
    MAX_UNPACKED,
    MAX_XML_DEPTH,
)
from generator.intake.tables.files.grids import WHOLE_FILE, CellFinding, RefusedError

_SAVE = "Откройте файл в Excel или LibreOffice и сохраните заново как .xlsx."
_CHUNK = 1 << 15
_LAST_COLUMN = 16_384
_DOCUMENT = "officedocument"
DAMAGED = WHOLE_FILE.report(code="damaged-table", what="Файл повреждён или это не книга Excel", action=_SAVE)
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
DAMAGES = (
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
"""What libraries raise for damaged archives and XML."""
Attributes = Mapping[str, str]


def refuse_format(what: str) -> CellFinding:
    """Return the finding for a file in another format."""
    action = "Сохраните таблицу как .xlsx: «Файл» → «Сохранить как»."
    return WHOLE_FILE.report(code="not-a-table", what=what, action=action)


class PartReader:
    """Handles the elements of one part; this base class ignores all."""

    text: list[str] | None = None
    """Collects the current text; None to ignore it."""
    size = 0
    """Characters of the text so far; reset it when another one begins."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Handle the start of an element, named without its prefix."""

    def end(self, tag: str) -> None:
        """Handle the end of an element."""


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """A relation to another part: its type, and the part's name in the archive."""

    sort: str
    part: str


class WorkbookArchive:
    """The parts of a workbook, by case-insensitive names.

    Reading may raise `RefusedError`, or one of `DAMAGES`, or RuntimeError if a part is locked.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Take an archive.

        Raises:
            RefusedError: it has too many parts, or two with the same name.
        """
        names = archive.namelist()
        if len(names) > MAX_PARTS:
            raise RefusedError(TOO_LARGE)
        self.names = {_plain_name(name): name for name in names}
        if len(self.names) < len(names):
            raise RefusedError(DAMAGED)
        self._archive = archive
        self._left = {"bytes": MAX_UNPACKED, "elements": MAX_ELEMENTS, "texts": MAX_CELL_TEXTS}

    def main_part(self) -> str:
        """Return the name of the workbook's main part; empty if there is none."""
        relations = self.relations("")
        led = next((one.part for one in relations.values() if one.sort == _DOCUMENT), "xl/workbook.xml")
        return led if led in self.names else ""

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return the relations of a part by id; those that lead out of the archive have no part."""
        folder, name = posixpath.split(part)
        found: dict[str, Relation] = {}
        listing = _plain_name(f"{folder}/_rels/{name}.rels")
        for one in self.find_elements(listing, "Relationship") if listing in self.names else ():
            target = unquote(one.get("Target", "")).replace("\\", "/")
            outside = one.get("TargetMode", "").lower() == "external"
            way = "" if outside else _plain_name(posixpath.normpath(posixpath.join("/", folder, target)))
            sort = one.get("Type", "").rpartition("/")[2].lower()
            found[one.get("Id", "")] = Relation(sort=sort, part=way)
        return found

    def find_elements(self, part: str, tag: str, *, within: str = "") -> Iterator[Attributes]:
        """Return the attributes of a part's elements with one name, perhaps within one element."""
        finder = _Finder(tag, within)
        self.read(part, finder)
        return iter(finder.found)

    def read(self, part: str, reader: PartReader) -> None:
        """Feed a part to a reader."""
        if self._archive.getinfo(self.names[part]).file_size > self._left["bytes"]:
            raise RefusedError(TOO_LARGE)
        parser = _make_parser(reader, self._left)
        fed = seen = 0
        with self._archive.open(self.names[part]) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat's own parameter
                fed += len(chunk)
                seen = max(seen, parser.CurrentByteIndex)
                self._left["bytes"] -= len(chunk)
                if fed - seen > MAX_TOKEN:
                    raise RefusedError(DAMAGED)
                if self._left["bytes"] < 0:
                    raise RefusedError(TOO_LARGE)
        parser.Parse(b"", True)  # noqa: FBT003


class _Finder(PartReader):
    def __init__(self, tag: str, within: str) -> None:
        self._tag, self._within = tag, within
        self._inside = not within
        self.found: list[Attributes] = []

    def end(self, tag: str) -> None:
        self._inside = self._inside and tag != self._within

    def start(self, tag: str, attributes: Attributes) -> None:
        self._inside = self._inside or tag == self._within
        if tag == self._tag and self._inside:
            self.found.append(attributes)
        if len(self.found) > MAX_LISTED:
            raise RefusedError(TOO_LARGE)


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _make_parser(reader: PartReader, left: dict[str, int]) -> expat.XMLParserType:
    """Return a parser that passes on elements within limits; `left` is what all parts may still use."""
    depth = seen = 0
    most = left["elements"]
    take_start, take_end = reader.start, reader.end

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, seen
        depth, seen = depth + 1, seen + 1
        if depth > MAX_XML_DEPTH:
            raise RefusedError(DAMAGED)
        if seen > most:
            raise RefusedError(TOO_LARGE)
        left["elements"] = most - seen
        take_start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        take_end(name.rpartition(":")[2] if ":" in name else name)

    def data(text: str) -> None:
        if reader.text is not None:
            reader.text.append(text)
            left["texts"] -= len(text)
            reader.size += len(text)
            if left["texts"] < 0 or reader.size > MAX_CELL_TEXT:
                raise RefusedError(TOO_LARGE)

    parser = expat.ParserCreate()
    parser.buffer_text, parser.buffer_size = True, _CHUNK
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    return parser


def _refuse_doctype(*_: object) -> None:
    """Refuse a document type: workbooks have none, and it can define endlessly growing entities."""
    what = "Внутри файла описание документа (DOCTYPE), которого в книгах Excel не бывает"
    raise RefusedError(WHOLE_FILE.report(code="damaged-table", what=what, action=_SAVE))


def too_far(row: int, column: int) -> CellFinding:
    """Return the finding for a cell beyond the limits of tables."""
    farthest = xl_rowcol_to_cell(row - 1, min(column, _LAST_COLUMN) - 1)
    return WHOLE_FILE.report(
        code="too-large-table",
        what="Заполненные ячейки слишком далеко друг от друга",
        action=f"Удалите лишние строки и столбцы: последняя заполненная ячейка — {farthest}.",
    )


def read_number(text: str) -> float:
    """Return the number in an attribute or a text of XML.

    Raises:
        RefusedError: it is infinite, or written as in a program.
        ValueError: it is none.
    """
    number = float(text)
    if not math.isfinite(number) or "_" in text:
        raise RefusedError(DAMAGED)
    return number
