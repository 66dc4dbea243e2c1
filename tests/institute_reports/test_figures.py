"""The expected figures (S2:82-97, S3:40-89; the samples of the reference atlas), all of them computed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook
from support.pages import catalogue, record
from support.reports import DAY, EXPECTED, GOLDEN, golden_reports, ledger_of, report_atlas

from generator.institute_reports import REPORTS
from generator.institute_reports.formats import FORMATS, cell_text
from generator.institute_reports.ledger import Ledger, ReportWish, open_ledger
from generator.institute_reports.measurements import show_value
from generator.institute_reports.tables import (
    FEW,
    PageLink,
    ReportTable,
    Share,
    count_persons,
    sum_column,
)
from generator.institute_reports.whole import make_part, make_report
from generator.model.kinds import DOCUMENT, NETWORK
from generator.model.link import link
from generator.private_data.folder import read_private_folder


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of(report_atlas(tmp_path_factory.mktemp("town"), "novotroitsk"), ReportWish(as_of=DAY))


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    root = report_atlas(tmp_path_factory.mktemp("region"), "dvizhenie")
    return ledger_of(root, ReportWish(as_of=DAY, samples=True))


def rows(table: ReportTable) -> list[list[str]]:
    return [[cell_text(cell).replace("\u00a0", " ") for cell in row] for row in table.rows]


def told(name: str, ledger: Ledger) -> str:
    return " ".join(make_report(name, ledger).notes).replace("\u00a0", " ")


def test_communities_of_the_town(town: Ledger) -> None:
    table, *_ = make_part("communities", town).tables
    assert [(kind, basis, number, share) for kind, basis, number, share, *_ in rows(table)] == [
        ("Городское методическое объединение", "Предмет", "19", "76,0 %"),
        ("Городское методическое объединение", "Должность", "4", "16,0 %"),
        ("Школа молодого учителя", "Должность", "1", "4,0 %"),
        ("Школа руководителя", "Должность", "1", "4,0 %"),
        ("Всего", "", "25", ""),
    ]


def test_participations_have_no_total_and_persons_have_one(town: Ledger) -> None:
    _, *tables = make_part("indicators", town).tables
    found = {table.title: rows(table) for table in tables}
    unions = [line[2:] for line in found["Объединения педагогов и участия в них"]]
    assert [line[2] for line in unions] == ["488", "292", "39", "28", "не складывают"]
    assert unions[-1] == ["Всего", "25", "не складывают"]
    staff = [line[2:] for line in found["Кадровый состав муниципальной системы образования"]]
    assert staff == [["Школы", "58", "488"], ["ДОУ", "25", "292"], ["Всего", "83", "780"]]


@pytest.mark.parametrize("counted", ["человек", "чел.", "молодых педагогов", "Число учителей", "обучающихся"])
def test_a_small_number_of_persons_is_not_told_whatever_they_are_called(counted: str) -> None:
    assert show_value(3, counted) == FEW
    assert show_value(5, counted) == 5


@pytest.mark.parametrize(
    "counted", ["участий", "педагогических объединений", "школ", "%", "человеко-часов", ""]
)
def test_what_is_no_person_is_told(counted: str) -> None:
    assert show_value(3, counted) == 3


def test_shares_of_the_town(town: Ledger) -> None:
    table, *_ = make_part("indicators", town).tables
    assert {line[4]: line[3] for line in rows(table) if line[4]} == {
        "28 из 83": "33,7 %",
        "39 из 780": "5,0 %",
    }


def test_targets_and_what_is_computed(region: Ledger) -> None:
    table, *_ = make_part("indicators", region).tables
    found = {line[0]: line for line in rows(table)}
    every = found["Внедрение лучших практик"]
    assert every[2:5] == ["не менее 30 % (срок: 2021 год)", "36,4 %", "16 из 44"]
    assert (every[6], found["Внедрение лучших методических практик"][3:5]) == ("да", ["4,5 %", "2 из 44"])
    network = found["Доля работников, участвующих в сетевых сообществах и ресурсных центрах"]
    assert network[2:5] == ["достичь 80 % (срок: 2021 год)", "", ""]
    assert "участия — не люди" in network[7]
    targets = {line[2].split(" (")[0] for line in found.values()}
    assert targets == {"не менее 30 %", "не менее 70 %", "достичь 75 %", "достичь 80 %"}


def test_road_map(region: Ledger) -> None:
    states, repeats, months, *plans = make_part("roadmap", region).tables
    title = next(table.title for table in plans if "Движение вверх" in table.title)
    state, repeat, month = (
        next(line[1:] for line in rows(table) if line[0] == title) for table in (states, repeats, months)
    )
    assert repeats.columns[1:-1] == ("Разово", "Ежегодно", "Постоянно", "По отдельному графику")
    assert repeat == ["5", "16", "5", "5", "31"]
    assert month == ["1", "0", "5", "3", "1", "1", "1", "6", "2", "0", "0", "0"]
    items = next(table for table in plans if table.title == title)
    assert [line[2] for line in rows(items) if line[0] == "21"] == ["постоянно"]
    assert (state[0], state[-1]) == ("2021 год", "истёк 31.12.2021")
    assert {line[4] for line in rows(items)} == {"срок плана истёк, подтверждения нет", "без срока"}


def test_samples_of_the_reference_atlas(region: Ledger) -> None:
    assert "Заключений: 47: соответствует — 41; доработать — 6." in told("expertise", region)
    assert "Заполнено 75 из 924 клеток (44 × 21), пусто 849." in told("gaps", region)
    c12 = told("c12", region)
    assert "11 сообществ с инструментами и задачами; заполнено 29 из 77 клеток (7 × 11)" in c12
    assert "инструмент: «Межрегиональное сотрудничество»" in c12
    assert "задачу: «Примерные основные образовательные программы»" in c12
    assert "16 из 44 муниципалитетов (36,4 %)" in told("replication", region)


def test_samples_are_left_out_unless_asked_for(region: Ledger, town: Ledger) -> None:
    entries = [entry for found in region.known.values() for entry in found]
    samples = sum(entry.record.sample for entry in entries)
    wish = replace(region.wish, samples=False)
    real = open_ledger(link(entries, region.settings, DAY), wish, entries=entries)
    assert real.left_out == samples
    assert "Не учт" in told("gaps", real)
    assert f" {samples} учебн" in told("gaps", real)
    assert "Заполнено 0 из 924" in told("gaps", real)
    assert "Учебных примеров среди записей нет." in told("gaps", town)


def test_every_report_has_rows_as_wide_as_its_heads(region: Ledger) -> None:
    for name in REPORTS:
        made = make_report(name, region)
        assert made.title, name
        for table in made.tables:
            assert {len(row) for row in table.rows} <= {len(table.columns)}, (name, table.title)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(form: str, region: Ledger) -> None:
    written = {FORMATS[form](make_report("indicators", region)) for _ in range(2)}
    assert len(written) == 1


def test_texts_never_become_formulas(town: Ledger, tmp_path: Path) -> None:
    table = ReportTable(title="=1+1", columns=("@A", "B"), rows=[("=HYPERLINK(1)", 1), ("+7", Share(5))])
    made = replace(make_report("gaps", town), notes=["-1"], tables=[table])
    lines = FORMATS["csv"](made).decode("utf-8-sig").splitlines()
    assert lines[1:] == ["'-1", "", "'=1+1", "'@A;B", "'=HYPERLINK(1);1", "'+7;5,0"]
    (tmp_path / "a.xlsx").write_bytes(FORMATS["xlsx"](made))
    sheet = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(1)
    assert sheet.to_python() == [["@A", "B"], ["=HYPERLINK(1)", 1], ["+7", 5]]


def test_a_file_of_plain_values_says_where_its_cells_lead(town: Ledger) -> None:
    page, place = PageLink("Опыты", "practices/opyty/"), PageLink(3, "#step-1")
    tables = [
        ReportTable(title="Шаги", columns=("Запись", "Сколько"), rows=[(page, place), ("нет", 0)]),
        ReportTable(title="Шаг 1", columns=("Запись",), rows=[(page,)], anchor="step-1"),
    ]
    made = replace(make_report("c11", town), tables=tables, site="https://atlas.test")
    lines = FORMATS["csv"](made).decode("utf-8-sig").splitlines()
    at = lines.index("Запись;Сколько;Адрес: Запись;Адрес: Сколько")
    own, step = "https://atlas.test/practices/opyty/", "https://atlas.test/reports/c11/#step-1"
    assert lines[at + 1 : at + 3] == [f"Опыты;3;{own};{step}", "нет;0;;"]
    assert lines[lines.index("Запись;Адрес") + 1] == f"Опыты;{own}"
    book = zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"](made)))
    assert b"location=\"'2. \xd0\xa8\xd0\xb0\xd0\xb3 1'!A1\"" in book.read("xl/worksheets/sheet2.xml")
    assert own.encode() in book.read("xl/worksheets/_rels/sheet2.xml.rels")


def test_what_is_private_enters_only_the_report_of_who_gave_the_folder(town: Ledger, tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(
        "municipality;group;count\nНовотроицк;методисты;4\nnovotroitsk;тьюторы;12\n", encoding="cp1251"
    )
    (tmp_path / "clusters.csv").write_text("municipality,cluster,year\nНовотроицк,второй,2026\n", "utf-8")
    private = read_private_folder(tmp_path, town.settings)
    (table,) = make_part("passport", replace(town, private=private)).tables
    closed = [line[1:] for line in rows(table) if line[0] == "Закрытые данные"]
    assert closed == [["уровневый кластер, 2026", "второй"], ["методисты", FEW], ["тьюторы", "12"]]
    (without,) = make_part("passport", town).tables
    assert [line[1:] for line in rows(without) if line[0] == "Закрытые данные"] == []
    notes = make_part("experts", replace(town, private=private)).notes
    assert notes == ["В папке --private нет реестра: experts.csv или experts.xlsx."]


def test_the_documents_of_a_network_follow_one_another() -> None:
    shown = catalogue(
        record(NETWORK, "whole"),
        record(NETWORK, "bare"),
        record(DOCUMENT, "deal", kind="contract", about=["network/whole"]),
        record(DOCUMENT, "plan", kind="plan", follows="deal"),
        record(DOCUMENT, "report", kind="report", follows="plan"),
        record(DOCUMENT, "later", kind="report", follows="plan", date="2027-01-01"),
    )
    table, _ = make_part("networks", open_ledger(shown, ReportWish(as_of=DAY))).tables
    assert [line[-4:] for line in rows(table)] == [
        ["", "", "", "соглашения, плана и отчёта"],
        ["Запись deal", "Запись plan", "Запись report", ""],
    ]


def test_few_persons_are_not_told() -> None:
    assert [count_persons(number) for number in (0, 4, 5)] == [FEW, FEW, 5]
    assert (sum_column([7, FEW]), sum_column([7, 5])) == ("—", 12)


def test_links_lead_to_published_pages_only(region: Ledger) -> None:
    address = re.compile(r"\]\((https://[^)]+)\)")
    found = {
        one.removeprefix(f"{made.site}/")
        for name in ("expertise", "c11", "c12", "networks", "statuses")
        for made in [make_report(name, region)]
        for one in address.findall(FORMATS["markdown"](made).decode())
    }
    assert found
    assert found <= {entry.address for entry in region.published.values()}


@pytest.mark.parametrize("name", GOLDEN)
def test_reports_are_as_they_were_read(name: str, tmp_path: Path) -> None:
    for file, data in golden_reports(tmp_path, name).items():
        assert data == (EXPECTED / file).read_bytes(), file
