"""Reads workbooks of Excel and LibreOffice: archive, sheets, and cells as displayed."""

import errno
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.intake.tables.files.grids import WHOLE_FILE, CellFinding, Grid, RefusedError, TableFile
from generator.intake.tables.files.number_formats import NumberFormat, number_format
from generator.intake.tables.files.open_document import is_open_document, read_open_document
from generator.intake.tables.files.sheet_scanner import SheetScanner, StringScanner
from generator.intake.tables.files.zip_guard import (
    DAMAGED,
    DAMAGES,
    LOCKED,
    Attributes,
    Relation,
    WorkbookArchive,
    refuse_format,
)

_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ALLOWED = "Тексты, числа и даты."
_TRUE = frozenset({"1", "true"})


def read_workbook(file: Path) -> TableFile:
    """Read a workbook, or return why it cannot be read.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        _refuse_other_formats(file)
        with zipfile.ZipFile(file) as archive:
            return _read_parts(WorkbookArchive(archive))
    except RefusedError as error:
        return TableFile(findings=[error.finding])
    except DAMAGES:
        return TableFile(findings=[DAMAGED])
    except OSError as error:
        if error.errno not in {None, errno.EINVAL}:  # a real disk error, not a seek before the beginning
            raise
        return TableFile(findings=[DAMAGED])
    except RuntimeError:  # a part protected by a password
        return TableFile(findings=[LOCKED])


def _refuse_other_formats(file: Path) -> None:
    """Refuse files in the formats of older programs."""
    with file.open("rb") as stream:
        head = stream.read(len(_OLD))
        if head != _OLD:
            return
        if _LOCKED in stream.read(1 << 20):
            raise RefusedError(LOCKED)
    raise RefusedError(refuse_format("Это книга старого вида (.xls) или другой документ Office"))


def _read_parts(archive: WorkbookArchive) -> TableFile:
    main = archive.main_part()
    if not main:
        if is_open_document(archive):
            return read_open_document(archive)
        raise RefusedError(refuse_format("Это не книга Excel (.xlsx)"))
    relations = archive.relations(main)
    sheets = list(_list_sheets(archive.find_elements(main, "sheet"), relations))
    if not sheets or len({grid.name.casefold() for grid, _ in sheets}) < len(sheets):
        raise RefusedError(DAMAGED)
    from_1904 = any(one.get("date1904", "") in _TRUE for one in archive.find_elements(main, "workbookPr"))
    strings = StringScanner()
    for part in _find_parts(archive, relations, "sharedstrings"):
        archive.read(part, strings)
    formats: list[NumberFormat] = []
    for part in _find_parts(archive, relations, "styles"):
        formats = _read_formats(archive, part, from_1904=from_1904)
    grids: list[Grid] = []
    findings = [*_check_archive(archive)]
    for grid, relation in sheets:
        if relation is None or relation.part not in archive.names:
            findings.append(_report_unread(grid.name))
        elif relation.sort == "worksheet":
            scanner = SheetScanner(grid, strings.strings, formats)
            archive.read(relation.part, scanner)
            grids.append(grid)
            findings += [*_check_sheet(grid, scanner), *grid.cut_rows()]
    return TableFile(grids=grids, findings=findings)


def _list_sheets(
    listed: Iterator[Attributes], relations: Mapping[str, Relation]
) -> Iterator[tuple[Grid, Relation | None]]:
    """Yield the sheets of a workbook, still empty, with the relations that lead to their parts."""
    for number, sheet in enumerate(listed, start=1):
        relation = next((value for key, value in sheet.items() if key.rpartition(":")[2] == "id"), "")
        hidden = sheet.get("state", "visible") != "visible"
        yield Grid(name=sheet.get("name", ""), number=number, hidden=hidden), relations.get(relation)


def _find_parts(archive: WorkbookArchive, relations: Mapping[str, Relation], sort: str) -> Iterator[str]:
    found = [one.part for one in relations.values() if one.sort == sort and one.part in archive.names]
    yield from found[:1]


def _read_formats(archive: WorkbookArchive, part: str, *, from_1904: bool) -> list[NumberFormat]:
    """Return the number formats by their index in the list of styles, as cells refer to them."""
    listed = archive.find_elements(part, "numFmt")
    codes = {int(one["numFmtId"]): one.get("formatCode", "") for one in listed}
    made: dict[int, NumberFormat] = {}
    formats = []
    for one in archive.find_elements(part, "xf", within="cellXfs"):
        style = int(one.get("numFmtId", 0))
        if style not in made:
            made[style] = number_format(style, codes, from_1904=from_1904)
        formats.append(made[style])
    return formats


def _check_archive(archive: WorkbookArchive) -> Iterator[CellFinding]:
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in archive.names):
        action = "Сохраните его как обычную книгу Excel (.xlsx)."
        yield WHOLE_FILE.report(code="macros-in-table", what="В файле есть макросы", action=action)
    if any("/externallinks/" in name and "/_rels/" not in name for name in archive.names):
        action = "Разорвите связи: «Данные» → «Изменить связи», и сохраните файл."
        yield WHOLE_FILE.report(
            code="outside-links-in-table", what="Файл связан с другими книгами", action=action
        )


def _report_unread(name: str) -> CellFinding:
    return WHOLE_FILE.report(
        code="damaged-table",
        what=f"Лист «{name}» не прочитан: в файле нет того, что на нём стоит",
        action="Откройте файл в Excel или LibreOffice, посмотрите, цел ли лист, и сохраните как .xlsx.",
    )


def _check_sheet(grid: Grid, scanner: SheetScanner) -> Iterator[CellFinding]:
    for row, column in (*scanner.formulas, *scanner.errors):
        grid.known.setdefault(row, set()).add(column - 1)
    for cell in scanner.formulas:
        unknown = ", и её значение не сохранено" if cell in scanner.valueless else ""
        yield grid.place(*cell).report(
            code="formula-in-cell",
            what=f"В ячейке формула{unknown}",
            allowed=_ALLOWED,
            action="Скопируйте ячейку и вставьте на её место значение: «Специальная вставка» → «Значения».",
        )
    for cell in scanner.errors:
        yield grid.place(*cell).report(
            code="error-in-cell", what="В ячейке ошибка Excel", allowed=_ALLOWED, action="Впишите значение."
        )
