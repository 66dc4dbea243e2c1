"""Spreadsheets of LibreOffice are read as workbooks of Excel are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.open_documents import open_document, write_document
from support.registers import PLAIN_HEADINGS, PLAIN_ROWS, make_empty_atlas
from support.tables import load

from generator.intake.tables.files.reading import read_table

FILTERED = ' table:visibility="filter"'
NOTE = "<text:p>нет</text:p>"
CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
TALL = (
    '<table:table><table:table-row table:number-rows-repeated="1000000">'
    + CELL.format(' table:number-columns-repeated="900"', "а")
    + "</table:table-row></table:table>"
)
WIDE = (
    '<table:table><table:table-row><table:table-cell table:number-columns-repeated="90000"/>'
    + CELL.format("", "а")
    + "</table:table-row></table:table>"
)


def read_row(tmp_path: Path, cells: str, head: str = "") -> list[object]:
    file = write_document(
        tmp_path / "a.ods",
        f'<table:table table:name="Лист">{head}<table:table-row>{cells}</table:table-row></table:table>',
    )
    read = read_table(file)
    assert not read.findings, read.findings
    return list(read.grids[0].rows[0].cells)


def test_a_register_is_taken(tmp_path: Path) -> None:
    root = make_empty_atlas(tmp_path / "atlas")
    source = "Приказ института развития образования от 12.04.2025 № 7"
    rows: list[Sequence[object]] = [
        ["Реестр"],
        [],
        [*PLAIN_HEADINGS],
        *[[*row, source] for row in PLAIN_ROWS],
        ["Итого", 3],
    ]
    file = open_document(tmp_path / "реестр.ods", {"Лист1": rows})

    told = load(root, file, "--write", "--answer", str(tmp_path / "ответ.xlsx"))

    assert "Записано в атлас: 3" in told.out, told.out
    assert (tmp_path / "ответ.xlsx").is_file()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (CELL.format("", "а"), "а"),
        (CELL.format("", "а</text:p><text:p>б"), "а\nб"),
        (CELL.format("", "а<text:s text:c='2'/>б<text:line-break/>в<text:tab/>г"), "а  б\nв\tг"),
        (CELL.format("", "<text:span>а</text:span>б"), "аб"),
        ('<table:table-cell office:value-type="float" office:value="2.5"/>', 2.5),
        (
            CELL.format("", "50 %").replace('"string"', '"percentage" office:value=".5"'),
            "50 %",
        ),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', True),
        ('<table:table-cell office:value-type="date" office:date-value="2026-09-01"/>', dt.date(2026, 9, 1)),
        (
            '<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/>',
            dt.timedelta(hours=10, minutes=30),
        ),
        (
            CELL.format("", "да").replace(
                "<text:p>", f"<office:annotation>{NOTE}</office:annotation><text:p>"
            ),
            "да",
        ),
    ],
)
def test_a_cell_is_read_as_it_is_shown(cell: str, value: object, tmp_path: Path) -> None:
    assert read_row(tmp_path, cell) == [value]


def test_repeated_empty_and_merged_cells_keep_their_places(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell table:number-columns-repeated="2"/>'
        + CELL.format(' table:number-columns-repeated="2"', "а")
        + CELL.format(' table:number-columns-spanned="2" table:number-rows-spanned="3"', "б")
        + "<table:covered-table-cell/>"
        + CELL.format("", "в")
        + '<table:table-cell table:number-columns-repeated="16377"/>'
    )
    head = '<table:table-row table:number-rows-repeated="4"/>'
    assert read_row(tmp_path, cells, head) == [None, None, "а", "а", "б", None, "в"]
    (grid,) = read_table(tmp_path / "a.ods").grids
    assert (grid.rows[0].number, grid.merged) == (5, [((5, 5), (7, 6))])


def test_what_is_hidden_is_known(tmp_path: Path) -> None:
    row = f"<table:table-row{{}}>{CELL.format('', 'а')}</table:table-row>"
    tables = (
        '<style:style style:name="s"><style:table-properties table:display="false"/></style:style>'
        f'<table:table table:name="Первый"><table:table-column table:visibility="collapse"/>'
        f"{row.format('')}{row.format(FILTERED)}</table:table>"
        f'<table:table table:name="Второй" table:style-name="s">{row.format("")}</table:table>'
    )
    first, second = read_table(write_document(tmp_path / "a.ods", tables)).grids
    assert (first.hidden, first.hidden_columns, first.hidden_rows, first.filtered) == (
        False,
        [(1, 1)],
        {2},
        True,
    )
    assert second.hidden


@pytest.mark.parametrize(
    ("tables", "parts", "code"),
    [
        ("", {}, "damaged-table"),
        ("<table:table>", {}, "damaged-table"),
        ("", {"kind": "application/vnd.oasis.opendocument.text"}, "not-a-table"),
        ("<table:table/>", {"manifest": "<manifest:encryption-data/>"}, "locked-table"),
        (
            TALL,
            {},
            "too-large-table",
        ),
        (
            WIDE,
            {},
            "too-large-table",
        ),
        ('<table:table><table:table-row table:number-rows-repeated="0"/></table:table>', {}, "damaged-table"),
    ],
)
def test_hostile_documents_are_refused(tables: str, parts: dict[str, str], code: str, tmp_path: Path) -> None:
    found = read_table(write_document(tmp_path / "a.ods", tables, **parts)).findings
    assert [one.problem.code for one in found] == [code]
