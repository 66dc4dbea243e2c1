"""Registers with unusual headings: their meaning follows from cells, groups and complete questions."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from support.commands import Told
from support.registers import make_empty_atlas
from support.tables import load, workbook

from generator.source.yaml.reader import Refusal, read_yaml

SUMMARY = "Ученики ставят опыты с водой в классе и дома, записывают их и показывают родителям и соседям."
STEPS = "Шаг 1: Набрать воду. Шаг 2: Вылить воду и записать, что вышло."
EVERYDAY = (
    *("Где", "ОО", "Кто автор", "ФИО, телефон, e-mail", "Практика", "Что делаем", "Зачем", "Для кого"),
    *("Предмет", "Когда", "По шагам", "Что получилось", "Откуда сведения"),
)
ASKED = (
    *("Из какого Вы муниципалитета?", "Полное название Вашей организации", "Ваш автор", "Контакты"),
    *("Как называется Ваша практика?", "Расскажите о практике", "Какую проблему Вы решали?"),
    *("На каком уровне образования применяется практика? (можно выбрать несколько)", "По каким предметам?"),
    *("С какого года?", "Опишите, что нужно сделать, по шагам", "Каких результатов удалось достичь?"),
    "Откуда сведения?",
)
SOURCE = "Положение о конкурсе практик, 2024"
LEVELS = ("нач. школа", "Начальная и основная школа", "ООО; СОО")
PEOPLE = ("Петрова Ольга Ивановна", "Мельник Т. А.", "учитель Сидоров А. П.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_empty_atlas(tmp_path / "atlas")


def _rows() -> list[list[str]]:
    return [
        [
            *("Абинский р-н", "МБОУ СОШ № 5", person, f"{person}, методист, 8 918 123-45-67, s@example.org"),
            *(f"Опыты с водой, часть {number}", SUMMARY, "На уроке дети редко спрашивают и ждут ответа."),
            *(
                level,
                "Физика",
                ("осень 2023", "с 2022 г.", "постоянно")[number],
                STEPS,
                "Стало лучше",
                SOURCE,
            ),
        ]
        for number, (person, level) in enumerate(zip(PEOPLE, LEVELS, strict=True))
    ]


def _text(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    made = io.StringIO()
    csv.writer(made, delimiter="\t").writerows([headings, *rows])
    return made.getvalue()


def _made(root: Path) -> list[dict[str, object]]:
    read = [
        read_yaml(file.read_bytes()) for file in sorted((root / "content/practices").glob("opyty-*.yaml"))
    ]
    return [one.value for one in read if not isinstance(one, Refusal)]  # type: ignore[misc]


def _load(root: Path, file: Path) -> Told:
    return load(root, file, "--kind", "practice", "--write")


@pytest.mark.parametrize("headings", [EVERYDAY, ASKED], ids=["everyday", "questions"])
def test_a_register_in_own_words_needs_no_answer(headings: Sequence[str], root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(_text(headings, _rows()), encoding="utf-8")

    told = _load(root, file)

    assert "Записано в атлас: 3" in told.out, told.out
    first, second, third = _made(root)
    assert "→ ?" not in told.out, told.out
    assert (first["municipality"], first["organisation"]) == ("abinsky", {"name": "МБОУ СОШ № 5"})
    assert [one["education_levels"] for one in (first, second, third)] == [
        ["noo"],
        ["noo", "ooo"],
        ["ooo", "soo"],
    ]
    assert [one.get("started") for one in (first, second, third)] == ["2023", "2022", None]
    assert first["contact"] == {"unit": "методист", "email": "s@example.org"}
    assert third["authors"] == [{"role": "учитель"}]
    assert "authors" not in first
    assert str(first["steps"]).count("title") == 2
    said = str(_made(root)) + told.out
    assert not [word for word in ("Мельник", "Сидоров", "Петрова", "123-45-67") if word in said], said


def test_brackets_and_several_contacts_are_understood(root: Path, tmp_path: Path) -> None:
    headings = [
        "Муниципалитет",
        "Кто проводит (организация)",
        "Ответственный",
        "Тел./почта",
        "Название опыта",
    ]
    headings += ["О чём она", "Зачем это нужно", "Уровень", "Дисциплина", "Год запуска", "План действий"]
    headings += ["Чего достигли", "Источник: Документ"]
    row, *_ = _rows()
    place, school, person, _, title, summary, problem, level, subject, _, steps, result, source = row
    cells = [
        place,
        school,
        f"{person}, методист",
        "8 (86150) 2-33-44\ns@example.org",
        title,
        summary,
        problem,
    ]
    file = tmp_path / "a.csv"
    file.write_text(
        _text(headings, [[*cells, level, subject, "2022", steps, result, source]]), encoding="utf-8"
    )

    told = _load(root, file)

    assert "Записано в атлас: 1" in told.out, told.out
    (made,) = _made(root)
    assert made["contact"] == {"unit": "методист", "phone": "8 (86150) 2-33-44", "email": "s@example.org"}
    assert made["organisation"] == {"name": school}
    assert made["started"] == "2022"


def test_a_column_without_any_term_is_asked_about_as_a_column(root: Path, tmp_path: Path) -> None:
    """«Этап» with names of steps is not the stage of a practice, «Работает с» with years no form of work."""
    headings = ["Название", "Муниципалитет", "Кратко", "Этап", "Работает с", "Проблема"]
    rows = [
        [
            f"Опыты с водой, часть {one}",
            "Абинский р-н",
            SUMMARY,
            f"Подготовка {one}",
            f"01.09.202{one}",
            "Скука",
        ]
        for one in range(4)
    ]
    file = tmp_path / "a.csv"
    file.write_text(_text(headings, rows), encoding="utf-8")
    told = load(root, file, "--kind", "practice")
    asked = told.out.partition("Ответьте один раз")[2]
    assert "столбец: «Этап» → ?" in asked
    assert "столбец: «Работает с» → ?" in asked
    assert "значение (Этапы практики)" not in told.out


def test_groups_tell_the_place_of_their_rows(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(file))
    page = book.add_worksheet("Свод")
    groups = ("Абинский район", "Лабинский р-н (1 практика)", "Краснодар")
    for column, title in enumerate((*EVERYDAY[1:2], "Эл. почта", *EVERYDAY[4:9], "По шагам", *EVERYDAY[-1:])):
        page.merge_range(0, column, 1, column, title)
    page.merge_range(0, 9, 0, 11, "Показатели эффективности")
    page.write_row(1, 9, ["наименование", "на начало", "на конец"])
    for number, (row, group) in enumerate(zip(_rows(), groups, strict=True)):
        page.merge_range(2 + 2 * number, 0, 2 + 2 * number, 11, group)
        figures = ["Доля учеников", "20 %", "—" if number else "60 %"]
        cells = [row[1], "s@example.org", *row[4:9], row[10], SOURCE, *figures]
        page.write_row(3 + 2 * number, 0, cells)
    book.close()

    told = _load(root, file)

    first, second, _ = _made(root)
    assert (first["municipality"], second["municipality"]) == ("abinsky", "labinsky"), told.out
    assert "results" in first, told.out
    assert first["results"] == [{"indicator": "Доля учеников", "before": 20, "after": 60, "unit": "%"}]
    assert "results" not in second
    assert second["description"] == "Доля учеников; единица: %; было: 20"


def test_a_sheet_of_a_district_tells_the_place_of_its_rows(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(file))
    for row, name in zip(_rows(), ("Абинский р-н", "Анапа", "Лабинский район"), strict=True):
        page = book.add_worksheet(name)
        page.write_row(0, 0, (*EVERYDAY[1:7], "Уровень", *EVERYDAY[8:]))
        page.write_row(1, 0, row[1:])
    book.close()

    told = _load(root, file)

    assert [one["municipality"] for one in _made(root)] == ["abinsky", "anapa", "labinsky"], told.out
    assert "Лист «Анапа»: «Муниципалитет» взято из названия листа." in told.out


@pytest.mark.parametrize(
    "cell",
    [
        "Шаг 1: Набрать воду. Шаг 2: Вылить воду.",
        "1 этап – Набрать воду; 2 этап – Вылить воду",
        "Первый этап – Набрать воду. Второй этап – Вылить воду.",
        "I этап: Набрать воду; II этап: Вылить воду",
    ],
)
def test_steps_are_counted_in_every_way(cell: str, root: Path, tmp_path: Path) -> None:
    file, rows = tmp_path / "a.csv", _rows()[:1]
    rows[0][EVERYDAY.index("По шагам")] = cell
    rows[0][EVERYDAY.index("Для кого")] = "Учителя"
    file.write_text(_text((*EVERYDAY, "Уровень"), [[*rows[0], "ООО"]]), encoding="utf-8")

    told = _load(root, file)

    steps = _made(root)[0]["steps"]
    assert [str(one).count("воду") > 0 for one in steps] == [True, True], told.out  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("titles", "asked"),
    [
        (
            ("Клуб молодых педагогов", "Клуб учителей физики", "Ассоциация наставников"),
            "«Сообщества» или «Практики»",
        ),
        (("Клуб юных читателей", "Дневник погоды", "Задача недели"), ""),
        (("Клубничный сад", "Клубничный пирог", "Клубни картофеля"), ""),
    ],
)
def test_a_sheet_whose_rows_name_communities_is_not_taken_for_practices(
    root: Path, tmp_path: Path, titles: Sequence[str], asked: str
) -> None:
    headings = ["Название", "Описание", "Муниципалитет", "Проблема", "Цель"]
    rows = [[title, SUMMARY, "Анапа", "Редко видятся и спорят", "Собрать всех"] for title in titles]
    told = load(root, workbook(tmp_path / "реестр.xlsx", {"Реестр": [headings, *rows]}))
    assert (f"«Реестр» → ?, похоже на {asked}" in told.out) == bool(asked)
    assert ("Прочитано: 3" in told.out) == (not asked)
