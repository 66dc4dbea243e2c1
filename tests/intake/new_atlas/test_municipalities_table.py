"""All mistakes in a table of municipalities are reported in one pass, by row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from support.new_atlas import REGIONS, begin

from generator.intake.new_atlas.municipalities_table import MunicipalitiesTable, read_municipalities
from generator.intake.new_atlas.write_atlas import default_types

KRASNOYARSK = REGIONS / "krasnoyarsk.csv"
WRONG = """\
ОКТМО;Муниципалитет;Тип;Центр;Широта;Долгота
4701000;городской округ город Красноярск;городской округ;г Красноярск;56,00912;92,87259
03503000;Ачинский муниципальный округ;муниципальный округ;г Ачинск;56,27;90,49
04504000;городской округ город Красноярск;городской окрук;г Красноярск;север;192
;;;;;
04504000;Кежемский край;;;56,1;92
12;Манский муниципальный район;;с Шалинское;;92
"""


def read(file: Path) -> MunicipalitiesTable:
    return read_municipalities(file, default_types(), None)


def test_every_mistake_is_told_at_its_cell(tmp_path: Path) -> None:
    table = tmp_path / "таблица.csv"
    table.write_text(WRONG, encoding="cp1251")
    read_table = read(table)
    found = [
        (finding.place.row, finding.place.column, finding.problem.code) for finding in read_table.findings
    ]
    assert found == [
        (3, 1, "bad-pattern"),
        (4, 2, "duplicate-id"),
        (4, 3, "not-in-vocabulary"),
        (4, 5, "wrong-type"),
        (4, 6, "wrong-type"),
        (6, 1, "duplicate-id"),
        (6, 2, "not-in-vocabulary"),
        (6, 4, "empty-value"),
        (7, 1, "bad-pattern"),
        (7, 5, "empty-value"),
    ]
    assert not read_table.municipalities


def test_a_finding_says_what_is_allowed_and_what_to_do(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(WRONG, encoding="utf-8")
    told = begin(tmp_path / "atlas", table, "Красноярский край")
    assert told.code == 1
    assert not (tmp_path / "atlas").exists()
    assert "Строка 3, столбец «ОКТМО» (A): ошибка [bad-pattern] Код «03503000»" in told.out
    assert "Допустимо: Коды региона начинаются с «04»." in told.out
    assert "Возможно, вы имели в виду «Городской округ»" in told.out
    assert told.out.endswith("Найдено: 10\xa0ошибок. Атлас не создан.\n")


def test_a_missing_column_is_told_with_the_usual_words(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("код,название,центр,широта\n04701000,Красноярск,г Красноярск,56\n", encoding="utf-8")
    (finding,) = read(table).findings
    assert (finding.problem.code, finding.place.row) == ("missing-key", 1)
    assert "«долгота»" in finding.problem.allowed


def test_centres_may_be_unknown(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("код,название,центр\n04701000,город Красноярск,г Красноярск\n", encoding="utf-8")
    found = read(table)
    assert not found.findings
    assert [place.centre_point for place in found.municipalities] == [None]


@pytest.mark.parametrize("text", ["", "код,название,центр,широта,долгота\n"])
def test_an_empty_table_is_told(tmp_path: Path, text: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(text, encoding="utf-8")
    assert [finding.problem.code for finding in read(table).findings] == ["empty-table"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "cp866"])
def test_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(KRASNOYARSK.read_text(encoding="utf-8"), encoding=encoding)
    assert read(table) == read(KRASNOYARSK)


def test_a_workbook_is_read_with_codes_that_lost_their_zero(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet("Округа")
    for row, line in enumerate(KRASNOYARSK.read_text(encoding="utf-8").splitlines()):
        for column, cell in enumerate(line.split(",")):
            number = row and column in {0, 4, 5}
            sheet.write(row, column, float(cell) if number else cell)
    book.close()
    assert read(tmp_path / "t.xlsx").municipalities == read(KRASNOYARSK).municipalities


def test_a_heading_below_a_title_and_on_another_sheet_is_found(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    book.add_worksheet("Справка").write(0, 0, "Обновлено в июле")
    sheet = book.add_worksheet("Перечень")
    sheet.merge_range(0, 0, 0, 5, "Муниципальные образования края")
    for row, line in enumerate(KRASNOYARSK.read_text(encoding="utf-8").splitlines()):
        sheet.write_row(row + 2, 0, line.split(","))
    book.close()
    assert read(tmp_path / "t.xlsx").municipalities == read(KRASNOYARSK).municipalities


def test_names_that_give_one_id_get_two(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "код,название,центр,широта,долгота\n"
        "50701000,городской округ город Бердск,г Бердск,54,83\n"
        "50601000,Бердск муниципальный район,г Бердск,54,83\n",
        encoding="utf-8",
    )
    ids = [place.id for place in read(table).municipalities]
    assert ids == ["berdsk-urban-district", "berdsk-municipal-district"]
