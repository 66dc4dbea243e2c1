"""The limits of a table: the last value inside is read, the first outside is refused, with little memory."""

from __future__ import annotations

import os
import pickle
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from support.hostile_tables import SHEET, STRINGS, tamper_with, within

from generator.base.limits import MAX_CELL_TEXT, MAX_COLUMNS, MAX_LISTED, MAX_ROWS, MAX_TOKEN, MAX_XML_DEPTH
from generator.intake.tables.files.reading import read_table

MEMORY = 300_000
"""KiB by which a reader may grow: a workbook of full size takes a third of it."""
_CHUNK = 1 << 17
"""A token is measured by pieces of the part, so it may be so much longer."""


def _column(number: int) -> bytes:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters.encode()


def deep(levels: int) -> Callable[[Path], Path]:
    inner = levels - 1  # the element `worksheet` is the first level
    return lambda file: tamper_with(file, {SHEET: within(b"worksheet", b"<a>" * inner + b"</a>" * inner)})


def token(size: int) -> Callable[[Path], Path]:
    return lambda file: tamper_with(file, {SHEET: within(b"worksheet", b"<!--%s-->" % (b"a" * size))})


def wide(columns: int) -> Callable[[Path], Path]:
    cell = b'<row r="9"><c r="%s9"><v>1</v></c></row>' % _column(columns)
    return lambda file: tamper_with(file, {SHEET: within(b"sheetData", cell)})


def string(size: int) -> Callable[[Path], Path]:
    text = b"<si><t>%s</t></si>" % (b"a" * size)
    return lambda file: tamper_with(file, {STRINGS: within(b"sst", text)})


def styles(number: int) -> Callable[[Path], Path]:
    def change(part: bytes) -> bytes:
        more = number - part.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0].count(b"<xf ")
        return within(b"cellXfs", b"<xf/>" * more)(part)

    return lambda file: tamper_with(file, {"xl/styles.xml": change})


def lines(number: int) -> Callable[[Path], Path]:
    def write(file: Path) -> Path:
        text = file.with_suffix(".csv")
        text.write_bytes(b"a\n" * number)
        return text

    return write


def cells(number: int) -> Callable[[Path], Path]:
    def write(file: Path) -> Path:
        text = file.with_suffix(".csv")
        text.write_bytes(b"a;" * (number - 1) + b"a\n")
        return text

    return write


EDGES = {
    "levels of XML": (deep(MAX_XML_DEPTH), deep(MAX_XML_DEPTH + 1), "damaged-table"),
    "token": (token(MAX_TOKEN - 100), token(MAX_TOKEN + _CHUNK), "damaged-table"),
    "columns of a sheet": (wide(MAX_COLUMNS), wide(MAX_COLUMNS + 1), "too-large-table"),
    "characters of a text": (string(MAX_CELL_TEXT), string(MAX_CELL_TEXT + 1), "too-large-table"),
    "formats": (styles(MAX_LISTED), styles(MAX_LISTED + 1), "too-large-table"),
    "rows of a text": (lines(9), lines(MAX_ROWS + 1), "too-large-table"),  # where its edge is: `TOTALS`
    "columns of a text": (cells(MAX_COLUMNS), cells(MAX_COLUMNS + 1), "too-large-table"),
}


@pytest.mark.parametrize("name", EDGES)
def test_the_edge_of_a_bound(name: str, tmp_path: Path) -> None:
    inside, outside, code = EDGES[name]
    told, grown = read_apart(inside(tmp_path / "inside.xlsx"))
    assert {"too-large-table", "damaged-table"}.isdisjoint(told)
    assert grown < MEMORY
    told, grown = read_apart(outside(tmp_path / "outside.xlsx"))
    assert code in told
    assert grown < MEMORY


def filled(places: int) -> Callable[[Path], Path]:
    row = b"".join(b'<c r="%s9"><v>1</v></c>' % _column(one + 1) for one in range(places))
    return lambda file: tamper_with(file, {SHEET: within(b"sheetData", b'<row r="9">%s</row>' % row)})


def formulas(number: int) -> Callable[[Path], Path]:
    cells = b"".join(b'<c r="%s9"><f>1</f><v>1</v></c>' % _column(one + 1) for one in range(number))
    return lambda file: tamper_with(file, {SHEET: within(b"sheetData", b'<row r="9">%s</row>' % cells)})


def elements(number: int) -> Callable[[Path], Path]:
    return lambda file: tamper_with(file, {SHEET: within(b"worksheet", b"<a/>" * number)})


TOTALS = {
    "cells of a sheet": (filled, "files.sheet_scanner.MAX_CELLS", 300),
    "rows of a text": (lines, "files.grids.MAX_ROWS", 300),
    "formulas": (formulas, "files.sheet_scanner.MAX_CELL_NOTES", 60),
    "characters of all texts": (string, "files.zip_guard.MAX_CELL_TEXTS", 3_000),
    "elements": (elements, "files.zip_guard.MAX_ELEMENTS", 2_500),
}
"""What a full-sized file would take long to reach: how it is made, the bound, and a small value for it."""


@pytest.mark.parametrize("name", TOTALS)
def test_a_bound_of_a_whole_file_moves_its_edge_by_as_much(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, bound, small = TOTALS[name]
    edges = []
    for limit in (small, small + 7):
        monkeypatch.setattr(f"generator.intake.tables.{bound}", limit)
        edges.append(most_that_is_read(lambda number: make(number)(tmp_path / "a.xlsx"), limit))
    assert 0 < edges[0] <= small
    assert edges[1] - edges[0] == 7


def most_that_is_read(make: Callable[[int], Path], limit: int) -> int:
    """Return the size that may be created before a table is refused as too large."""
    least, most = 0, limit + 1
    while most - least > 1:
        middle = (least + most) // 2
        refused = "too-large-table" in {one.problem.code for one in read_table(make(middle)).findings}
        least, most = (least, middle) if refused else (middle, most)
    return least


def test_the_edge_of_a_file_s_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = lines(9)(tmp_path / "a.xlsx")
    size = file.stat().st_size
    for limit, codes in ((size, set[str]()), (size - 1, {"too-large-table"})):
        monkeypatch.setattr("generator.intake.tables.files.reading.MAX_TABLE_BYTES", limit)
        assert {one.problem.code for one in read_table(file).findings} == codes


def read_apart(file: Path) -> tuple[set[str], int]:
    """Return the codes that a separate process finds in a table, and the growth of its memory in KiB."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        told: object
        try:
            told = {one.problem.code for one in read_table(file).findings}
        except BaseException as error:  # noqa: BLE001 - the parent fails of it
            told = repr(error)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        os.write(writing, pickle.dumps((told, grown)))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told, grown = pickle.loads(stream.read())  # noqa: S301 - our own child wrote it
    os.waitpid(child, 0)
    assert isinstance(told, set), told
    return told, grown
