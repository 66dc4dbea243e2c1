"""Hostile table files, each made in a test and named after its problem."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from support.tables import ROW, STEPS, TITLES, practices, workbook

_MERGED = b'<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_BILLION = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><x>&z;</x>""" % b"".join(
    b'<!ENTITY %s "%s">' % (name, b"&%s;" % before * 10)
    for before, name in zip(b"abcdefghij".split(), b"b c d e f g h i j z".split(), strict=False)
)


def good(file: Path) -> Path:
    """Write a valid workbook."""
    return practices(file, [ROW])


def tamper_with(file: Path, change: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """Write a workbook with some parts changed; missing parts are added."""
    inner = good(file.with_suffix(".good.xlsx"))
    with zipfile.ZipFile(inner) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, bytes)(old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name](b""))
    inner.unlink()
    return file


def within(tag: bytes, more: bytes) -> Callable[[bytes], bytes]:
    """Return a change that inserts something before the end of an element."""
    return lambda part: part.replace(b"</%s>" % tag, more + b"</%s>" % tag)


def _raw(data: bytes) -> Callable[[Path], Path]:
    def write(file: Path) -> Path:
        file.write_bytes(data)
        return file

    return write


def _change_part(**change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    names = {"sheet": SHEET, "strings": STRINGS, "macros": "xl/vbaProject.bin"}
    names |= {"outside": "xl/externalLinks/externalLink1.xml", "book": "xl/workbook.xml"}
    names |= {"styles": "xl/styles.xml", "relations": "xl/_rels/workbook.xml.rels"}
    return lambda file: tamper_with(file, {names[name]: how for name, how in change.items()})


def _zip(*names: str) -> Callable[[Path], Path]:
    def write(file: Path) -> Path:
        with zipfile.ZipFile(file, "w") as parts:
            for name in names:
                parts.writestr(name, b"<x/>")
        return file

    return write


def _cut(file: Path) -> Path:
    data = good(file).read_bytes()
    file.write_bytes(data[: len(data) // 2])
    return file


def _lie_about_size(file: Path) -> Path:
    """A part that is larger than the archive states."""
    data = bytearray(tamper_with(file, {SHEET: within(b"sheetData", b" " * 5_000_000)}).read_bytes())
    with zipfile.ZipFile(file) as parts:
        size = parts.getinfo(SHEET).file_size.to_bytes(4, "little")
    file.write_bytes(bytes(data).replace(size, (3000).to_bytes(4, "little")))
    return file


def _lock(file: Path) -> Path:
    file.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    return file


def _cell(reference: bytes, inner: bytes, kind: bytes = b"n") -> bytes:
    row = reference.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return b'<row r="%s"><c r="%s" t="%s">%s</c></row>' % (row, reference, kind, inner)


def _sheets(**more: object) -> Callable[[Path], Path]:
    return lambda file: practices(file, [ROW], STEPS, more)


WORKBOOKS: Mapping[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (_raw(b""), "damaged-table"),
    "PDF": (_raw(b"%PDF-1.4\n" + bytes(range(256))), "not-a-table"),
    "picture": (_raw(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), "damaged-table"),
    "page": (_raw("<table><tr><td>Название</td></tr></table>".encode()), "damaged-table"),
    "cut": (_cut, "damaged-table"),
    "old": (_raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000), "not-a-table"),
    "locked": (_lock, "locked-table"),
    "document": (_zip("word/document.xml", "[Content_Types].xml"), "not-a-table"),
    "open document": (_zip("content.xml", "mimetype"), "not-a-table"),
    "only a book": (_zip("xl/workbook.xml"), "damaged-table"),
    "entities": (_change_part(strings=lambda _: _BILLION), "damaged-table"),
    "entities of a sheet": (_change_part(sheet=lambda _: _BILLION), "damaged-table"),
    "broken XML": (_change_part(sheet=lambda part: part[:-40]), "damaged-table"),
    "no XML": (_change_part(strings=lambda _: b"\xff\xfe\0\0"), "damaged-table"),
    "lying": (_lie_about_size, "damaged-table"),
    "far away": (
        _change_part(sheet=within(b"sheetData", _cell(b"XFD1048576", b"<v>1</v>"))),
        "too-large-table",
    ),
    "farther": (_change_part(sheet=within(b"sheetData", _cell(b"ZZZ9999999", b"<v>1</v>"))), "damaged-table"),
    "nowhere": (_change_part(sheet=within(b"sheetData", _cell(b"A0", b"<v>1</v>"))), "damaged-table"),
    "formula": (
        _change_part(sheet=within(b"sheetData", _cell(b"A9", b"<f>1+1</f><v>2</v>"))),
        "formula-in-cell",
    ),
    "shared formula": (
        _change_part(sheet=within(b"sheetData", _cell(b"B9", b'<f t="shared" si="0"/><v>2</v>'))),
        "formula-in-cell",
    ),
    "error": (_change_part(sheet=within(b"sheetData", _cell(b"A9", b"<v>#REF!</v>", b"e"))), "error-in-cell"),
    "merged": (
        _change_part(sheet=lambda part: part.replace(b"</sheetData>", b"</sheetData>" + _MERGED)),
        "merged-cells",
    ),
    "long token": (
        _change_part(sheet=within(b"worksheet", b"<!--%s-->" % (b"a" * 400_000))),
        "damaged-table",
    ),
    "many attributes": (
        _change_part(
            sheet=within(b"worksheet", b"<x %s/>" % b" ".join(b"a%d=''" % n for n in range(50_000)))
        ),
        "damaged-table",
    ),
    "depth": (_change_part(sheet=within(b"worksheet", b"<a>" * 200_000)), "damaged-table"),
    "long string": (
        _change_part(strings=within(b"sst", b"<si><t>%s</t></si>" % (b"a" * 1_000_000))),
        "too-large-table",
    ),
    "many styles": (
        _change_part(styles=within(b"cellXfs", b"<xf/>" * 200_000)),
        "too-large-table",
    ),
    "far string": (
        _change_part(sheet=within(b"sheetData", _cell(b"A9", b"<v>-1</v>", b"s"))),
        "damaged-table",
    ),
    "no number at all": (
        _change_part(sheet=within(b"sheetData", _cell(b"A9", b"<v>nan</v>"))),
        "damaged-table",
    ),
    "no such style": (
        _change_part(
            sheet=within(b"sheetData", b'<row r="9"><c r="A9" s="999"><v>1</v></c></row>'),
        ),
        "damaged-table",
    ),
    "formula without a value": (
        _change_part(sheet=within(b"sheetData", _cell(b"A9", b"<f>1+1</f>"))),
        "formula-in-cell",
    ),
    "lost sheet": (
        _change_part(relations=lambda part: part.replace(b"worksheets/sheet2.xml", b"worksheets/sheet9.xml")),
        "damaged-table",
    ),
    "macros": (_change_part(macros=lambda _: b"x" * 100), "macros-in-table"),
    "outside": (_change_part(outside=lambda _: b"<x/>"), "outside-links-in-table"),
    "no such string": (
        _change_part(sheet=within(b"sheetData", _cell(b"A9", b"<v>99999</v>", b"s"))),
        "damaged-table",
    ),
    "sheet twice": (
        _change_part(book=lambda part: part.replace("Шаги".encode(), "Практики".encode())),
        "damaged-table",
    ),
    "kind twice": (
        lambda file: workbook(file, {"Практики": [TITLES, ROW], "practices": [TITLES, ROW]}),
        "unknown-sheet",
    ),
    "dates before all dates": (_sheets(Начало=dt.timedelta(days=0)), "wrong-type"),
    "heading twice": (_sheets(Кратко="ещё раз"), "repeated-column"),
    "heading with a huge number": (_sheets(**{"steps.99999999999.title": "x"}), "unknown-column"),
    "heading of nothing": (_sheets(**{"Столбец\u202e\x1b[31m": "x"}), "unknown-column"),
    "list twice": (_sheets(**{"Метки": "вода", "tags.1": "опыты"}), "repeated-column"),
    "no headings": (lambda file: workbook(file, {"Практики": [["а", "б"], ["в"]]}), "no-headings"),
    "huge cell": (_sheets(Цель="о" * 32_000), "too-long"),
    "digits": (_sheets(Классы="9" * 5000), "wrong-type"),
    "no number": (_sheets(Классы="1e999"), "wrong-type"),
}

_HEAD = ";".join([*TITLES, "steps.1.title", "steps.1.text"])
_LINE = ";".join(f'"{cell}"' for cell in [*ROW, "Набрать", "Воды."])
TEXTS: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty-table"),
    "PDF as a text": (b"%PDF-1.4\n" + bytes(range(256)), "not-a-table"),
    "lines": (b"\n" * 100_000, "empty-table"),
    "zeros": (b"\0" * 1000, "unknown-encoding"),
    "zeros inside": (f"{_HEAD}\nа\0б\n".encode(), "unknown-encoding"),
    "half of UTF-16": (f"{_HEAD}\n{_LINE}\n".encode("utf-16")[:-1], "unknown-encoding"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 9, "no-headings"),
    "open quote": (f'{_HEAD}\n"Опыты с водой;{_LINE}'.encode(), "bad-quotes"),
    "huge cell": (f"{_HEAD}\n{_LINE}\n{'о' * 40_000};;\n".encode(), "too-long-cell"),
    "many columns": (f"{_HEAD};{'x;' * 200}\n{_LINE}\n".encode(), "unknown-column"),
    "no headings": (f"{_LINE}\n".encode(), "no-headings"),
    "too many columns": (f"{_HEAD};{'x;' * 20_000}\n{_LINE}\n".encode(), "too-large-table"),
    "UTF-8 with a broken sign": (
        f"{_HEAD}\n{_LINE}\n".encode().replace("С".encode(), b"\xd0", 1),
        "unknown-encoding",
    ),
    "error of Excel": (f"{_HEAD}\n{_LINE.replace('опыты', '#Н/Д')}\n".encode(), "error-in-cell"),
    "too narrow a column": (f"{_HEAD}\n{_LINE.replace('с. 3', '########')}\n".encode(), "error-in-cell"),
    "shortened number": (
        f"{_HEAD}\n{_LINE.replace('+7 861 000-00-00', '7,86E+10')}\n".encode(),
        "shortened-number",
    ),
    "column without a name": (f"{_HEAD};\n{_LINE};лишнее\n".encode(), "unknown-column"),
}
