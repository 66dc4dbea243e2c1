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
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from generator.intake.tables.xlsx_scan import (
    RefusedError,
    SheetNotes,
    SheetScanner,
    damaged_file,
    make_parser,
)

MOST_UNPACKED = 600_000_000
"""Ten thousand records make 85 MB of XML."""
MOST_PARTS = 5_000
MOST_CELLS = 10_000_000
"""The reader keeps a place for every cell between the first and the last."""
_MACROS = re.compile(r"xl/vbaProject\.bin\Z|xl/macrosheets/", re.IGNORECASE)
_OUTSIDE = re.compile(r"xl/externalLinks/[^_]", re.IGNORECASE)
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
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


@dataclass(frozen=True, kw_only=True)
class ArchiveContents:
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
        raise damaged_file() from error
    except OSError as error:
        if error.errno not in {None, errno.EINVAL}:  # the disk's own; not a place before the beginning
            raise
        raise damaged_file() from error
    except RuntimeError as error:  # a part that is locked by a password
        raise locked_file() from error


def locked_file() -> RefusedError:
    """Return the refusal of a file that is locked by a password."""
    action = "Снимите пароль: «Файл» → «Сведения» → «Защита книги»."
    return RefusedError(code="locked-table", what="Файл защищён паролем", action=action)


def wrong_file(what: str) -> RefusedError:
    """Return the refusal of a file of another kind."""
    return RefusedError(code="not-a-table", what=what, action=_SAVE_AS)


def _inspect(parts: zipfile.ZipFile) -> ArchiveContents:
    names = parts.namelist()
    if _WORKBOOK not in names:
        what = "Это не книга Excel (.xlsx)"
        raise wrong_file(what)
    unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > MOST_UNPACKED or len(names) > MOST_PARTS:
        raise too_large_file()
    sheets = list(_list_sheets(parts))
    if len({name.casefold() for name, _ in sheets}) < len(sheets):
        raise damaged_file()
    notes = {part.filename: _scan(parts, part) for part in parts.infolist() if _is_xml(part.filename)}
    cells = sum((one.high - one.low + 1) * one.right for one in notes.values())
    if cells > MOST_CELLS:
        what = "Заполненные ячейки слишком далеко друг от друга"
        action = f"Удалите лишние строки и столбцы: последняя заполненная ячейка — {_find_farthest(notes)}."
        raise RefusedError(code="too-large-table", what=what, action=action)
    return ArchiveContents(
        sheets={name: notes[part] for name, part in sheets if part in notes},
        macros=any(map(_MACROS.match, names)),
        outside=any(map(_OUTSIDE.match, names)),
    )


def too_large_file() -> RefusedError:
    """Return the refusal of a file that would take too much memory."""
    action = "Удалите картинки и лишние листы или разделите таблицу на несколько файлов."
    return RefusedError(code="too-large-table", what="Файл слишком большой", action=action)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _find_farthest(notes: Mapping[str, SheetNotes]) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - a sound table needs none

    widest = max(notes.values(), key=lambda one: (one.high - one.low + 1) * one.right)
    return str(xl_rowcol_to_cell(widest.high - 1, widest.right - 1))


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


def _scan(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> SheetNotes:
    with parts.open(part) as stream:
        return SheetScanner().scan(stream)
