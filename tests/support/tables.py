"""Tables for tests: workbooks written cell by cell, and the findings of commands about them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from support.atlases import AS_OF, FIXTURES
from support.commands import Told, call

Cells = Sequence[Sequence[object]]
FAULTS = FIXTURES / "tables" / "faults.txt"
"""The findings about the workbook of `faulty`."""
SUMMARY = "Ученики измеряют тень на школьном дворе и сами решают, какой закон проверить дальше: по шагам."
TITLES = (
    "Название",
    "Кратко",
    "Уровни образования",
    "Предметы",
    "Муниципалитет",
    "Организация: Название",
    "Телефон",
    "Проблема",
    "Источник: Документ",
    "Источник: Место",
    "Метки",
    "Результаты 1: Показатель",
    "Результаты 1: Стало",
    "Результаты 1: Как измеряли",
)
ROW = (
    "Опыты с водой",
    SUMMARY,
    "Основное общее образование",
    "Физика",
    "береговой район",
    "Школа № 5",
    "+7 861 000-00-00",
    "Опыты показывает учитель.\n\nУченики смотрят.",
    "Приказ № 1",
    "с. 3",
    "опыты",
    "Число опытов",
    "12",
    "Журнал опытов",
)
STEPS = (
    ("Запись", "Номер", "Название шага", "Пояснение"),
    ("Опыты с водой", 1, "Набрать воду", "Из-под крана."),
    ("Опыты с водой", 2, "Вылить воду", "В раковину."),
)


def workbook(file: Path, sheets: Mapping[str, Cells]) -> Path:
    """Write a workbook of sheets by name, each a list of rows; return its path."""
    book = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.date | dt.timedelta):
                    page.write_datetime(row, column, cell, day)
                else:
                    page.write(row, column, cell)
    book.close()
    return file


def load(root: Path, file: Path, *words: str) -> Told:
    """Import a table."""
    return call(root, "import", str(file), "--as-of", AS_OF, *words)


def places(out: str) -> list[str]:
    """Return the place and the code of each finding."""
    found = re.findall(r"(?m)^(\S.*?): (?:ошибка|предупреждение) (\[[a-z-]+\])", out)
    return [f"{place} {code}" for place, code in found]


def practices(
    file: Path,
    rows: Sequence[Sequence[object]],
    steps: Cells = STEPS,
    more: Mapping[str, object] | None = None,
    instead: Mapping[str, object] | None = None,
) -> Path:
    """Write a workbook of practices: rows under the usual headings, the first with some additional columns.

    `instead` replaces values in the usual columns of that row.
    """
    first, *rest = rows
    more, instead = more or {}, instead or {}
    cells = [instead.get(title, cell) for title, cell in zip(TITLES, first, strict=True)]
    table: list[Sequence[object]] = [[*TITLES, *more], [*cells, *more.values()], *rest]
    return workbook(file, {"Практики": table, "Шаги": steps})


def faulty(file: Path) -> Path:
    """Write a workbook with one mistake of each type."""
    bad = (
        "ОПЫТЫ С ВЕТРОМ И ПЕСКОМ.",
        "Коротко",
        "основное общее",
        "Физика; алхимия",
        "Озёрск-2",
        None,
        "8 (918) 123-45-67",
        "Текст с опечаткой: кpаткий.",
        "Приказ № 2",
    )
    odd = ("ОПЫТЫ С ВЕТРОМ.", *ROW[1:6], "8 (918) 123-45-67", "Опечатка: кpаткий.", None)
    steps = (
        *STEPS,
        ("Опыты с водой", 1, "Ещё раз", "Тот же номер."),
        ("Опыты с вадой", 1, "Нет такой", "Записи."),
        ("Опыты с водой", "второй", "Номер словом", "Текст."),
        ("Опыты с водой", 4, None, "Шаг безымянный."),
        ("Опыты с ветром.", 1, "Подуть", "Из окна\u202eю."),
    )
    more = {
        "Начало": "вчера",
        "Учебный пример": "может быть",
        "Длительность": "два года",
        "Формы роботы": "урок",
    }
    return practices(file, [ROW, bad, odd], steps, more)
