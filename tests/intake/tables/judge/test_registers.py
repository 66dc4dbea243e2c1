"""Registers kept by institutes: formatted for printing, with titles, groups, totals and unusual words."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from support.atlases import AS_OF, FIXTURES, assemble
from support.commands import Told, call
from support.hostile_tables import SHEET, good, tamper_with
from support.tables import ROW, STEPS, SUMMARY, TITLES, load, places, practices, workbook

from generator.source.yaml.reader import Refusal, read_yaml

COLUMNS = ("Уровень образования", "Класс", "Предмет")
FIGURES = ("Показатель", "Было", "Стало")
GROUPED = 3
NAMES = ("Опыты с водой", "Тень на школьном дворе", "Кубики для пересказа")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "atlas", FIXTURES / "golden")


def _record(root: Path, name: str) -> Any:  # noqa: ANN401 - any YAML
    read = read_yaml((root / f"content/practices/{name}.yaml").read_bytes())
    assert not isinstance(read, Refusal)
    return read.value


def _register(file: Path) -> Path:
    """Write a register: a title, two rows of headings, numbered columns, groups, merged cells, a total."""
    book = xlsxwriter.Workbook(str(file))
    page = book.add_worksheet("Реестр 2025")
    percent, month = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "mmm.yy"})
    page.merge_range(0, 0, 0, 13, "Реестр лучших практик образовательных организаций, 2025 год")
    tall = {0: "№ п/п", 1: "Муниципальное образование", 2: "Наименование практики", 3: "Краткое описание"}
    tall |= {7: "Школа", 8: "Контактный телефон", 9: "Проблема", 10: "Этапы", 14: "Теги", 15: "Год начала"}
    for column, title in {**tall, 16: "Реквизиты документа"}.items():
        page.merge_range(2, column, 3, column, title)
    page.merge_range(2, 4, 2, 6, "Для кого")
    page.merge_range(2, 11, 2, 13, "Результаты")
    page.write_row(3, 4, COLUMNS)
    page.write_row(3, 11, FIGURES)
    page.write_row(4, 0, range(1, 18))
    page.merge_range(5, 0, 5, 16, "Раздел 1. Естественные науки")
    grades, subjects = (
        ("7 класс", "5–9", "5, 6 и 7 классы"),
        ("Физика", "Физика; Математика", "Физика\nМатематика"),
    )
    steps = ("1. Сделать кубики 2. Загадать слово", "1. Сделать кубики\n2. Загадать слово: любое", "а; б")
    for place, name in enumerate(NAMES):
        cells = [place + 1, None, name, f"{SUMMARY} {name}", "Основное общее образование", grades[place]]
        cells += [subjects[place], "Школа № 5", "+7 861 000-00-00", "Опыты показывает учитель.", steps[place]]
        page.write_row(6 + place, 0, [*cells, "Доля учеников", None, None, "вода; опыты"])
        page.write_number(6 + place, 12, 0.38, percent)
        page.write(6 + place, 13, "51 %")
        page.write_number(6 + place, 15, 45170, month)
        page.write(6 + place, 16, "Приказ № 1")
    page.merge_range(6, 1, 8, 1, "Береговой р-н")
    page.write(9, 0, 4)
    page.write_row(10, 0, ["Итого", None, GROUPED])
    page.write(12, 0, "Исполнитель: отдел методической работы")
    book.close()
    return file


def test_a_register_becomes_records_and_what_was_passed_over_is_told(root: Path, tmp_path: Path) -> None:
    told = load(root, _register(tmp_path / "a.xlsx"), "--kind", "practice", "--write")

    assert "Записано в атлас: 3\u00a0записи." in told.out, told.out
    first, second, third = (
        _record(root, name) for name in ("opyty-s-vodoy", "ten-na-shkolnom-dvore", "kubiki-dlya-pereskaza")
    )
    assert (first["grades"], second["grades"], third["grades"]) == ([7], [5, 6, 7, 8, 9], [5, 6, 7])
    assert (first["subjects"], second["subjects"]) == (["physics"], ["physics", "mathematics"])
    assert {one["municipality"] for one in (first, second, third)} == {"beregovoy"}
    assert first["tags"] == ["вода", "опыты"]
    assert first["started"] == "2023-09"
    assert first["results"] == [{"indicator": "Доля учеников", "before": 38, "after": 51, "unit": "%"}]
    cubes = {"title": "Сделать кубики", "text": "Сделать кубики"}
    assert first["steps"] == [cubes, {"title": "Загадать слово", "text": "Загадать слово"}]
    assert second["steps"] == [cubes, {"title": "Загадать слово", "text": "любое"}]
    for said in (
        "столбец «№ п/п» — номера строк, не прочитано",
        "строка 5 — номера столбцов, не прочитано",
        "значение объединённых ячеек взято и для строк 8–9",
        "строка 11 — итоги, не прочитано",
        "строки 6, 13 — заголовок группы или примечание, не прочитано",
        "строка 10 — пустая строка с номером, не прочитано",
    ):
        assert said in told.out, said


def test_what_nobody_sees_is_not_read_and_that_is_told(root: Path, tmp_path: Path) -> None:
    file, hidden = tmp_path / "a.xlsx", (NAMES[1], *ROW[1:])
    book = xlsxwriter.Workbook(str(file))
    page, steps, notes = map(book.add_worksheet, ("Практики", "Шаги", "Черновик"))
    for number, row in enumerate([[*TITLES, "Цель"], [*ROW, "Тайная"], [*hidden, None]]):
        page.write_row(number, 0, row)
    for number, row in enumerate(STEPS):
        steps.write_row(number, 0, row)
    page.set_row(2, None, None, {"hidden": True})
    page.set_column(len(TITLES), len(TITLES), None, None, {"hidden": True})
    notes.write(0, 0, "для себя")
    notes.hide()
    book.close()

    told = load(root, file, "--write")

    assert told.code == 1
    assert told.out.count("предупреждение [hidden-cells]") == GROUPED, told.out
    assert "Скрыто и не прочитано: 1\u00a0строка (3)" in told.out
    assert "Скрыто и не прочитано: столбец «Цель»" in told.out
    assert "Скрытый лист «Черновик» не прочитан" in told.out
    assert "goal" not in _record(root, "opyty-s-vodoy")
    assert not (root / "content/practices/ten-na-shkolnom-dvore.yaml").exists()


def _moved(file: Path, parts: dict[str, str], change: dict[str, tuple[bytes, bytes]]) -> Path:
    """Write a workbook whose parts have unusual names in the archive, or unusual relations to them."""
    inner = good(file.with_suffix(".good.xlsx"))
    with zipfile.ZipFile(inner) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(parts.get(name, name), old.read(name).replace(*change.get(name, (b"\0", b""))))
    return file


RELATIONS = "xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize(
    ("parts", "change"),
    [
        ({"xl/worksheets/sheet2.xml": "xl/worksheets/Sheet2.xml"}, {}),
        ({"xl/worksheets/sheet2.xml": "XL/Worksheets/SHEET2.XML", "xl/workbook.xml": "xl/Workbook.xml"}, {}),
        ({}, {RELATIONS: (b'"worksheets/sheet2', b'"/xl/worksheets/sheet2')}),
        ({}, {RELATIONS: (b'"worksheets/sheet2', b'"../xl/./worksheets/sheet2')}),
        (
            {"xl/workbook.xml": "xl/book.xml", RELATIONS: "xl/_rels/book.xml.rels"},
            {"_rels/.rels": (b"xl/workbook.xml", b"/xl/book.xml")},
        ),
        ({"xl/sharedStrings.xml": "xl/SharedStrings.xml", "xl/styles.xml": "xl/STYLES.xml"}, {}),
    ],
)
def test_parts_are_found_as_excel_finds_them(
    parts: dict[str, str], change: dict[str, tuple[bytes, bytes]], root: Path, tmp_path: Path
) -> None:
    told = load(root, _moved(tmp_path / "a.xlsx", parts, change), "--write")

    assert told.code == 0, told.out
    assert _record(root, "opyty-s-vodoy")["steps"][1]["title"] == "Вылить воду"


def test_a_sheet_that_is_lost_keeps_everything_from_the_atlas(root: Path, tmp_path: Path) -> None:
    told = load(
        root, _moved(tmp_path / "a.xlsx", {"xl/worksheets/sheet2.xml": "xl/other.xml"}, {}), "--write"
    )

    assert "Лист «Шаги» не прочитан" in told.out
    assert "Записано в атлас: 0" in told.out


def test_rich_text_and_readings_of_signs_make_one_text(root: Path, tmp_path: Path) -> None:
    rich = "<is><r><t>Опыты </t></r><r><rPr><b/></rPr><t>с водой</t></r><rPh><t>нет</t></rPh></is>"
    cell = f'<c r="A2" t="inlineStr">{rich}</c>'.encode()

    def change(part: bytes) -> bytes:
        start = part.index(b'<c r="A2"')
        return part[:start] + cell + part[part.index(b"</c>", start) + 4 :]

    assert load(root, tamper_with(tmp_path / "a.xlsx", {SHEET: change}), "--write").code == 0
    assert _record(root, "opyty-s-vodoy")["title"] == "Опыты с водой"


def _told(root: Path, tmp_path: Path, heading: str, cell: object) -> Told:
    known = {heading: cell} if heading in TITLES else None
    more = None if known else {heading: cell}
    return load(root, practices(tmp_path / "a.xlsx", [ROW], STEPS, more, known), "--write")


@pytest.mark.parametrize(
    ("heading", "cell", "made"),
    [
        ("Муниципалитет", "МО Береговой район", {"municipality": "beregovoy"}),
        ("Метки", "вода, опыты", {"tags": ["вода", "опыты"]}),
        ("Метки", "#вода #опыты", {"tags": ["вода", "опыты"]}),
        ("Метки", "#вода, лёд\n#опыты", {"tags": ["вода", "лёд", "опыты"]}),
        ("Классы", "7 кл.", {"grades": [7]}),
        ("Классы", 7, {"grades": [7]}),
        ("Ограничения", "1. Нет воды\n2. Нет двора", {"limits": ["Нет воды", "Нет двора"]}),
        ("Ограничения", "Нет воды; нет двора", {"limits": ["Нет воды", "нет двора"]}),
        ("Начало", "сен.23", {"started": "2023-09"}),
        ("Начало", "2023 г.", {"started": "2023"}),
        ("Начало", 2023, {"started": "2023"}),
        (
            "Результаты 1: Стало",
            "27 шт",
            {
                "results": [
                    {"indicator": "Число опытов", "after": 27, "unit": "шт", "method": "Журнал опытов"}
                ]
            },
        ),
    ],
)
def test_what_people_write_in_a_cell_is_understood(
    heading: str, cell: object, made: dict[str, object], root: Path, tmp_path: Path
) -> None:
    told = _told(root, tmp_path, heading, cell)

    assert told.code == 0, told.out
    assert made.items() <= _record(root, "opyty-s-vodoy").items()


@pytest.mark.parametrize(
    ("heading", "cell", "meant"),
    [
        ("Классы", "все классы", "«все» (Классы) → пропустить"),
        ("Начало", "бессрочно", "«бессрочно» (Начало) → пропустить"),
        ("Начало", "осень 2023", "«осень 2023» (Начало) → 2023"),
        ("Цель", "нет", "«нет» (Цель) → пропустить"),
        ("Сообщества", "—", "«—» (Сообщества, которые сопровождают) → пропустить"),
        ("Материалы для скачивания", "нет", "«нет» (Материалы для скачивания) → пропустить"),
        ("Телефон", "8 918 123-45-67, 8 (861) 222-33-44", "«мобильный номер» → пропустить"),
    ],
)
def test_what_says_nothing_is_left_aside_and_told(
    heading: str, cell: str, meant: str, root: Path, tmp_path: Path
) -> None:
    told = _told(root, tmp_path, heading, cell)

    assert meant in told.out, told.out
    assert "Записано в атлас: 1" in told.out
    assert "918" not in told.out + str(_record(root, "opyty-s-vodoy"))


@pytest.mark.parametrize(
    ("heading", "cell", "says"),
    [
        ("Начало", "2023-09 — 2024-05", "нужна одна дата, а записано две"),
    ],
)
def test_advice_speaks_of_cells(heading: str, cell: str, says: str, root: Path, tmp_path: Path) -> None:
    told = _told(root, tmp_path, heading, cell)

    assert says in told.out
    assert "ключом" not in told.out


def test_every_missing_field_is_told_where_many_rows_miss_them(root: Path, tmp_path: Path) -> None:
    known = TITLES.index("Название")
    rows = [
        [f"Опыты с солью, урок {row}" if at == known else None for at in range(len(TITLES))]
        for row in range(4)
    ]
    told = load(root, practices(tmp_path / "a.xlsx", rows, []))

    for title in ("Проблема", "Муниципалитет", "Контакт"):
        assert f"Не заполнено обязательное поле «{title}»" in told.out


def test_a_sentence_tells_what_was_and_what_is(root: Path, tmp_path: Path) -> None:
    empty = dict.fromkeys(title for title in TITLES if title.startswith("Результаты"))
    told = {"Результаты": "Доля учеников выросла с 60 % до 85,5 %"}
    load(root, practices(tmp_path / "a.xlsx", [ROW], STEPS, told, empty), "--write")

    figures = {"indicator": "Доля учеников", "before": 60, "after": 85.5, "unit": "%"}
    assert _record(root, "opyty-s-vodoy")["results"] == [figures]


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Цель", True, "wrong-type"),
        ("Цель", dt.date(2026, 9, 5), "wrong-type"),
        ("Телефон", 786100000000000, "shortened-number"),
        ("Цель", "#ДЕЛ/0!", "error-in-cell"),
    ],
)
def test_what_is_not_what_was_typed_is_told(
    heading: str, cell: object, code: str, root: Path, tmp_path: Path
) -> None:
    told = _told(root, tmp_path, heading, cell)

    assert [place.rpartition(" ")[2] for place in places(told.out)] == [f"[{code}]"], told.out


def _text(rows: Sequence[Sequence[str]], sign: str) -> str:
    return "\n".join(sign.join(cell.replace("\n", " ") for cell in row) for row in rows) + "\n"


HEADS = [*TITLES, "Шаги"]
LINE = [*ROW, "1. Набрать воду 2. Вылить воду"]


@pytest.mark.parametrize(
    "data",
    [
        f"Практики района, 2025 год\n{_text([HEADS, LINE], ';')}".encode(),
        f"sep=|\n{_text([HEADS, LINE], '|')}".encode("utf-8-sig"),
        f"sep=;\r\n{_text([HEADS, LINE], ';')}".encode("cp1251"),
        _text([HEADS, LINE], ";").upper().replace("ФИЗИКА", "физика").encode("cp1251"),
        _text([[*HEADS, "№"], [*LINE, "1"]], "\t").encode("utf-16"),
    ],
    ids=["title", "sep=|", "sep=;", "capitals", "tabs"],
)
def test_a_text_is_understood_by_the_whole_of_it(data: bytes, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)

    told = load(root, file, "--kind", "practice")

    assert "[no-headings]" not in told.out
    assert "Прочитано: 1\u00a0запись." in told.out, told.out


def test_a_title_merged_over_rows_is_one_record(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(file))
    page = book.add_worksheet("Практики")
    page.write_row(0, 0, HEADS)
    page.write_row(1, 0, [*ROW, "Набрать воду"])
    page.write(2, len(ROW), "Вылить воду")
    page.merge_range(1, 0, 2, 0, ROW[0])
    book.close()

    assert load(root, file, "--write").code == 0
    assert [step["title"] for step in _record(root, "opyty-s-vodoy")["steps"]] == [
        "Набрать воду",
        "Вылить воду",
    ]


def test_thousands_of_findings_have_an_end(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.intake.tables.judge.check_import.MAX_TABLE_FINDINGS", 20)
    monkeypatch.setattr("generator.report.limits.MOST_TEXT", 10)
    rows = [TITLES, *([f"Опыт номер {number}", "Коротко", "вода"] for number in range(40))]

    told = load(root, workbook(tmp_path / "a.xlsx", {"Практики": rows}))

    assert told.code == 1
    assert len(places(told.out)) == 10
    assert "Не показано " in told.out
    assert "записи дальше не проверены, первая из них — лист «Практики», строка" in told.out


def test_what_is_not_whole_becomes_a_draft_if_asked(root: Path, tmp_path: Path) -> None:
    told = {"Начало": "вчера", "Материалы для скачивания 1: Название": "Лист", "Предметы": "Физика; алхимия"}
    known = {title: cell for title, cell in told.items() if title in TITLES}
    new = {title: cell for title, cell in told.items() if title not in TITLES}
    file = practices(tmp_path / "a.xlsx", [ROW], STEPS, new, known)

    asked = load(root, file, "--drafts")
    assert "Можно записать черновиками: 1\u00a0запись." in asked.out, asked.out
    written = load(root, file, "--drafts", "--write")

    assert written.code == 1
    assert "Записано в атлас: 0" in written.out
    assert "  content/practices/opyty-s-vodoy.yaml — без полей " in written.out
    assert "«Начало»" in written.out
    made = _record(root, "opyty-s-vodoy")
    assert (made["stage"], made["subjects"]) == ("identified", ["physics"])
    assert not {"started", "materials"} & made.keys()
    assert "opyty-s-vodoy" not in call(root, "check", "--as-of", AS_OF).out


def test_a_record_without_what_it_needs_is_no_draft(root: Path, tmp_path: Path) -> None:
    told = load(
        root, practices(tmp_path / "a.xlsx", [ROW], STEPS, None, {"Кратко": "Опыты."}), "--drafts", "--write"
    )

    assert "Черновиками не стали: 1\u00a0запись.\n  «Опыты с водой» (" in told.out
    assert "): без обязательного поля «Кратко» записи не бывает\n" in told.out
    assert "Не записано из-за замечаний: 1" in told.out
    assert not (root / "content/practices/opyty-s-vodoy.yaml").exists()
