"""An institute's register of sixty practices, unlike the template, and what is understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from support.atlases import AS_OF
from support.commands import Told, assert_refused, call
from support.registers import PLAIN_ROWS, SIZE, make_empty_atlas, titles, write_plain_register, write_register

from generator.intake.tables.cells.mixed_cell import leave_names_out, tidy_post
from generator.intake.tables.cells.tidy_cells import split_whole_numbers, tidy_text, tidy_title, tidy_year
from generator.intake.tables.layout import Column
from generator.intake.tables.questions.replacement_sheet import ANSWER
from generator.intake.tables.questions.replacements import TO_MEND, ReplacementLog
from generator.intake.tables.sheets import REPLACEMENTS
from generator.source.fields import Field
from generator.source.yaml.reader import Refusal, read_yaml

LEAST = 50
PHONE = {"x-text": "phone", "pattern": "^[+]?[ ()-]{0,3}([0-9][ ()-]{0,3}){10,12}( доб. [0-9]+)?$"}
EMAIL = {"x-text": "email", "pattern": "^[^@ ]+@[^@ ]+$"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A register, the result of its import, and the workbook that asks for answers."""

    register: Path
    answer: Path
    said: Told


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The first round of every import of the register."""
    folder = tmp_path_factory.mktemp("asked")
    file, answer = write_register(folder / "реестр.xlsx"), folder / "ответ.xlsx"
    root = make_empty_atlas(folder / "atlas")
    said = call(root, "import", str(file), "--as-of", AS_OF, "--answer", str(answer))
    assert not _records(root)
    return Asked(register=file, answer=answer, said=said)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_empty_atlas(tmp_path / "atlas")


def _records(root: Path) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for file in sorted((root / "content/practices").glob("*.yaml")):
        read = read_yaml(file.read_bytes())
        assert not isinstance(read, Refusal)
        found[read.value["title"]] = read.value  # type: ignore[index,call-overload]
    return found


def _answer(file: Path, answers: Mapping[str, str], filled: Path) -> Path:
    """Fill in the sheet «Замены» of a workbook, with answers by question, and save it as another file."""
    book = load_workbook(file)
    page = book[REPLACEMENTS]
    for row in page.iter_rows(min_row=3):
        if row[2].value in answers:
            row[ANSWER].value = answers[row[2].value]
    book.save(filled)
    return filled


ANSWERS = {"Протокол экспертной комиссии": "Источник: Документ"}


def test_a_register_is_taken_after_one_round_of_answers(root: Path, asked: Asked, tmp_path: Path) -> None:
    assert asked.said.code == 1
    assert "«ОБЖ» → Основы безопасности и защиты Родины" in asked.said.out
    assert "«Форма представления опыта» → Формы работы" in asked.said.out
    assert "«Протокол экспертной комиссии» → ?" in asked.said.out
    book = load_workbook(asked.answer)
    assert {"Реестр ЛП", "Памятка", REPLACEMENTS} <= {*book.sheetnames}
    assert book["Реестр ЛП"]["A1"].value == "ГБОУ «Институт развития образования»"
    assert book["Реестр ЛП"]["U4"].comment is not None
    assert [cell.value for cell in book["Реестр ЛП"][5]][-1] == TO_MEND

    answer = _answer(asked.answer, ANSWERS, tmp_path / "ответ.xlsx")
    told = call(root, "import", str(answer), "--as-of", AS_OF, "--write")

    made = _records(root)
    assert len(made) >= LEAST, told.out
    assert {*made} <= {*titles()}
    third = made["Задача недели в сельской школе"]
    assert third["subjects"] == ["foreign-language"]
    assert third["grades"] == [8]
    assert made["Лаборатория одного вопроса в сельской школе"]["subjects"] == ["obzr"]
    assert third["municipality"] == "krasnodar"
    assert "Петров" not in str(made)
    assert call(root, "check", "--as-of", AS_OF).code == 0
    assert len(made) == SIZE


def test_a_register_of_plain_columns_needs_no_answer(root: Path, tmp_path: Path) -> None:
    file = write_plain_register(tmp_path / "реестр.xlsx")

    told = call(root, "import", str(file), "--as-of", AS_OF, "--write")

    made = _records(root)
    assert told.code in {0, 1}, told.out
    first, second, third = (
        made[title] for title in ("Уроки у доски объявлений в 9 «А» классе", "Формула завтрака", "Час опытов")
    )
    assert (first["municipality"], first["grades"], first["started"]) == ("timashevsky", [2, 3], "2023-09")
    assert [one["title"] for one in first["steps"]][1:] == ["Делим на группы", "Проверяем ответы опытом"]
    assert first["results"] == [{"indicator": "Средний балл ВПР", "before": 3.6, "after": 4}]
    address = "https://example.org/materialy/1"
    assert first["materials"] == [{"title": "Материалы на example.org", "address": address}]
    assert (second["grades"], second["started"]) == ([5], "2022-09-01")
    assert [one["title"] for one in second["steps"]][1] == "работа в парах"
    assert second["description"] == "Участников: 2022 – 14 чел., 2023 – 31 чел."
    assert second["materials"] == [{"title": "Папка", "address": "https://example.org/p"}]
    assert "grades" not in third
    assert third["description"] == "Дети стали чаще спрашивать."
    assert "Ткаченко" not in str(made)


def test_what_a_table_answers_itself_is_understood_when_it_comes_back(root: Path, tmp_path: Path) -> None:
    file, answer = write_plain_register(tmp_path / "реестр.xlsx"), tmp_path / "ответ.xlsx"
    call(root, "import", str(file), "--as-of", AS_OF, "--answer", str(answer))

    told = call(root, "import", str(answer), "--as-of", AS_OF, "--write", "--institute", "institut")

    assert "Ответ на листе «Замены» не понят" not in told.out
    assert len(_records(root)) == len(PLAIN_ROWS), told.out
    assert call(root, "check", "--as-of", AS_OF).code == 0


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("7 класс", ["7"]),
        ("5-7", ["5-7"]),
        ("с 5 по 7 класс", ["5-7"]),
        ("2 «А» класс", ["2"]),
        ("7а, 7б", ["7", "7"]),
        ("5-6 кл.; 8 кл.", ["5-6", "8"]),
        ("5-е и 6-е классы", ["5", "6"]),
        ("V–VII классы", ["5–7"]),
        ("учащиеся 1/2 классов", ["1", "2"]),
        ("2-е, 3-и классы", ["2", "3"]),
        ("5 и 6 классы", ["5", "6"]),
        ("5 класс (11-12 лет)", ["5"]),
        ("дети 6–7 лет", ["дети"]),
    ],
)
def test_grades_are_found_among_words(cell: str, numbers: list[str]) -> None:
    assert [*split_whole_numbers(cell)] == numbers


@pytest.mark.parametrize(
    ("schema", "cell", "text"),
    [
        (PHONE, "тел. 8 (861) 222-33-44, доб. 5", "8 (861) 222-33-44 доб. 5"),
        (PHONE, "8 (861) 222-33-44 (внутренний 105), канцелярия", "8 (861) 222-33-44 доб. 105"),
        (PHONE, "8 (861) 222-33-44, добавочного нет", "8 (861) 222-33-44"),
        (PHONE, "8-86142-3-45-67", "8-86142-3-45-67"),
        (PHONE, "спросить в канцелярии", "спросить в канцелярии"),
        (EMAIL, "почта: school5@example.org ", "school5@example.org"),
    ],
)
def test_a_field_takes_its_part_of_a_text(schema: Mapping[str, Any], cell: str, text: str) -> None:
    assert tidy_text(cell, schema) == text


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("с 2022 г.", "2022"),
        ("2021-2022 уч. г.", "2021"),
        ("2021/22", "2021"),
        ("2020 – н. в.", "2020"),
        ("сентябрь 2023 – май 2024", "сентябрь 2023"),
        ("с сентября 2023 г. по май 2024 г.", "сентября 2023"),
        ("01.09.2023-31.05.2024", "01.09.2023"),
        ("09.2023 г. по настоящее время", "09.2023"),
        ("01.09.2022 г.", "01.09.2022 г."),
        ("вчера", "вчера"),
    ],
)
def test_a_time_begins_in_a_year(cell: str, year: str) -> None:
    assert tidy_year(cell) == year


@pytest.mark.parametrize(
    ("cell", "post"),
    [
        ("Петрова Ольга Ивановна, методист", "методист"),
        ("Сидоров А. П., зам. директора", "зам. директора"),
        ("Кузнецова М.В. – учитель", "учитель"),
        ("методический кабинет", "методический кабинет"),
        ("Петрова Ольга Ивановна", ""),
    ],
)
def test_posts_are_kept_and_names_left_out(cell: str, post: str) -> None:
    assert leave_names_out(cell) == post


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("«Мультстудия «Колосок»»", "Мультстудия «Колосок»"),
        ("«ПРАКТИКА «А «Б»»»", "Практика «А „Б“»"),
        ("«ПРАКТИКА «А «Б»»", "Практика «А „Б“»"),
        ('"ПРАКТИКА "А "Б"""', "Практика «А „Б“»"),
        ("ПРАКТИКА «ШКОЛА «РОДНИК»»", "Практика «Школа „Родник“»"),
        ("ПРАКТИКА «Урок под открытым небом»", "Практика «Урок под открытым небом»"),
        ("Практика: «УРОК ПОД ОТКРЫТЫМ НЕБОМ»", "Практика: «Урок под открытым небом»"),
        ("УРОК В 5 «А» КЛАССЕ", "Урок в 5 «А» классе"),
        ('Практика "Урок"', "Практика «Урок»"),
        ("Практика «Урок", "Практика «Урок»"),
        ("Мастерская «Слово»»", "Мастерская «Слово»"),
        ("Проект «РОДНИК»", "Проект «РОДНИК»"),
        ("'Добрая школа'", "Добрая школа"),
        ("«Мультстудия «Колосок»", "Мультстудия «Колосок»"),
        ("«Колосок» и «Зерно»", "«Колосок» и «Зерно»"),
        ("«Колосок».", "Колосок"),
    ],
)
def test_a_title_loses_the_quotes_around_it_alone(cell: str, title: str) -> None:
    assert tidy_title(cell) == title


@given(st.text(alphabet='аб5 7-–.,;«»"/+()@кл\n', max_size=40))
def test_tidying_what_is_tidy_changes_nothing(text: str) -> None:
    assert tidy_title(tidy_title(text)) in {tidy_title(text), tidy_title(tidy_title(tidy_title(text)))}
    for schema in (PHONE, EMAIL):
        assert tidy_text(tidy_text(text, schema), schema) == tidy_text(text, schema)
    assert tidy_year(tidy_year(text)) == tidy_year(text)
    assert all(part == part.strip() for part in split_whole_numbers(text))


def test_a_day_that_all_numbers_lack_is_asked_once_and_no_name_is_taken(root: Path, tmp_path: Path) -> None:
    summary = (
        "Разбирает ошибки диагностических работ, готовит общие уроки и помогает молодым учителям района."
    )
    rows = [
        (
            "Наименование МО;Территория;Уровень;Вид;Предмет;Координатор: Роль;Количество педагогов;"
            "Чем занимается объединение;Организация: Название;Источник: Документ;E-mail"
        ),
        *(
            f"ММО математиков № {number};Анапа;муниципальный;ММО;математика;Сидорова Е.П., учитель;2{number};"
            f"{summary};Управление образования;Приказ № 5;mmo{number}@example.org"
            for number in (1, 2)
        ),
    ]
    file, answer = tmp_path / "мо.csv", tmp_path / "ответ.xlsx"
    file.write_text("\n".join(rows), encoding="utf-8")
    words = ("--kind", "community", "--as-of", AS_OF)
    asked = call(root, "import", str(file), *words, "--answer", str(answer))
    assert "для всех записей: «Участники: На какую дату» → ?" in asked.out
    _answer(answer, {"Участники: На какую дату": "01.09.2025"}, answer)
    told = call(root, "import", str(answer), *words, "--write")
    made = [read_yaml(file.read_bytes()) for file in sorted((root / "content/communities").glob("*.yaml"))]
    assert [one.value["members"] for one in made] == [  # type: ignore[index,call-overload]
        {"count": 21, "counted_on": "2025-09-01"},
        {"count": 22, "counted_on": "2025-09-01"},
    ], told.out
    assert "Сидорова" not in str(made)


def test_answers_are_kept_for_the_next_table(root: Path, asked: Asked, tmp_path: Path) -> None:
    given = {"Протокол экспертной комиссии": "пропустить", "Источник: Документ": "Реестр, 2026"}
    file, answer = asked.register, _answer(asked.answer, {**ANSWERS, **given}, tmp_path / "b.xlsx")
    call(root, "import", str(answer), "--as-of", AS_OF, "--write", "--institute", "iro")

    kept = (root / "site_config/intake/iro.yaml").read_text(encoding="utf-8")
    assert "протокол экспертной комиссии" in kept
    assert next(iter(_records(root).values()))["source"] == {"title": "Реестр, 2026"}
    again = call(root, "import", str(file), "--as-of", AS_OF, "--institute", "iro")
    assert "[unknown-column]" not in again.out
    assert "Уже есть в атласе и не отличаются: 60" in again.out
    assert call(root, "check", "--as-of", AS_OF).code == 0
    (root / "site_config/intake/iro.yaml").write_text("columns: 5\n", encoding="utf-8")
    assert_refused(call(root, "import", str(file), "--institute", "iro"), "замены института не читаются")


def test_an_answer_that_is_not_understood_is_told_with_what_is_allowed(
    root: Path, asked: Asked, tmp_path: Path
) -> None:
    answer = _answer(asked.answer, {"ОБЖ": "алхимия"}, tmp_path / "b.xlsx")

    told = call(root, "import", str(answer), "--as-of", AS_OF)

    assert "Лист «Замены», строка" in told.out
    assert "Ответ на листе «Замены» не понят" in told.out
    assert "В ячейке: алхимия" in told.out


def test_a_table_of_text_comes_back_as_a_workbook(root: Path, tmp_path: Path) -> None:
    file, answer = tmp_path / "a.csv", tmp_path / "b.xlsx"
    file.write_text("Название;Предметы;Странность\n=Опыты;чары;1\n", encoding="utf-8")

    call(root, "import", str(file), "--kind", "practice", "--as-of", AS_OF, "--answer", str(answer))

    book = load_workbook(answer)
    first, second, *_ = book.worksheets[0][2]
    assert [(first.value, first.data_type), second.value] == [("=Опыты", "s"), "чары"]
    assert {"чары", "Странность"} <= {row[2].value for row in book[REPLACEMENTS].iter_rows(min_row=3)}


def test_names_left_out_are_told_once_with_their_number() -> None:
    log = ReplacementLog()
    field = Field(key="unit", title="Подразделение", description="", form="", schema={})
    unit = Column(
        way=("contact", "unit"), titles=("Контакт", "Подразделение"), field=field, value=field, many=False,
        required=False,
    )  # fmt: skip
    for cell in ("Петрова О. И., методист", "Сидоров А. П., завуч", "методический кабинет"):
        tidy_post(unit, cell, log)
    (told,) = log.sort()
    assert (told.text, told.title, told.times) == ("имена людей", "Подразделение", 2)
