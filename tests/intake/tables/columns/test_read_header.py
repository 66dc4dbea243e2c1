"""Headings of people's own tables: usual words are understood, or all possible fields are listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.atlases import FIXTURES, assemble
from support.commands import assert_refused
from support.records import REPOSITORY
from support.tables import ROW, STEPS, TITLES, load, workbook

from generator.intake.tables.columns.column_synonyms import ColumnSynonyms
from generator.intake.tables.layout import Column, tables_of
from generator.model.kinds import KIND_BY_NAME, KINDS
from generator.source.fields import Fields
from generator.source.schema_files import read_schemas

SCHEMAS = read_schemas(REPOSITORY)
USUAL = {
    "Наименование": "title",
    "Краткое описание": "summary",
    "Школа": "organisation.name",
    "Организация": "organisation.name",
    "Район": "municipality",
    "Муниципальное образование": "municipality",
    "Предмет": "subjects",
    "Направление": "directions",
    "Целевая аудитория": "audience",
    "Электронная почта": "contact.email",
    "E-mail": "contact.email",
    "Телефон": "contact.phone",
    "Контактный телефон": "contact.phone",
    "Теги": "tags",
    "КЛЮЧЕВЫЕ  СЛОВА:": "tags",
    "Полное описание": "description",
}
OWN = {
    "practice": {
        "Название практики": "title",
        "Наименование практики": "title",
        "Вид практики": "kind",
        "Сайт": "organisation.site",
        "Предмет 2": "subjects",
        "Контакт: E-mail": "contact.email",
        "Шаги 3: Описание": "steps.3.text",
        "Теги №1": "tags",
    },
    "community": {
        "Название сообщества": "title",
        "Наименование объединения": "title",
        "Количество участников": "members.count",
        "Сокращённое название": "short_title",
    },
    "resource_centre": {
        "Наименование ресурсного центра": "title",
        "Сайт": "organisation.site",
        "Дата приказа": "award.date",
        "Чем помогает 1: Услуга": "services.1.title",
    },
}
UNCLEAR = {
    "Описание": ("Кратко", "Подробное описание"),
    "Ссылка": ("Контакт: Страница в сети", "Источник: Адрес"),
}
OWN_UNCLEAR = {
    "practice": {"Описание практики": ("Кратко", "Подробное описание")},
    "community": {
        "Описание сообщества": ("Кратко", "Подробное описание"),
        "Сайт": ("Организация: Сайт", "Всероссийская ассоциация: Сайт"),
    },
    "resource_centre": {
        "Описание центра": ("Кратко", "Подробное описание"),
        "Документ": ("Присвоение статуса: Документ", "Источник: Документ"),
    },
}
UNCLEAR_WORDS = {
    "practice": {*UNCLEAR, "Описание практики"},
    "community": {*UNCLEAR, "Описание сообщества"},
    "resource_centre": {*UNCLEAR, "Описание центра"},
    "document": {"Название документа", "Ссылка на документ"},
    "event": {"Ссылка"},
    "network": {"Ссылка"},
    "indicator": set(),
}
"""Words of the schemas that mean two fields of a kind: whoever writes one is asked which."""


def meanings(kind: str) -> list[ColumnSynonyms]:
    one = KIND_BY_NAME[kind]
    tables = tables_of(one, Fields(schemas=SCHEMAS, file=one.schema_file))
    return [ColumnSynonyms(table=table, tables=tables) for table in tables]


def words(sheet: ColumnSynonyms) -> Iterator[tuple[Column, str]]:
    return ((column, word) for column in sheet.table.columns for word in column.others)


@pytest.mark.parametrize("kind", OWN)
def test_usual_words_are_understood(kind: str) -> None:
    records = meanings(kind)[0]
    for heading, key in {**USUAL, **OWN[kind]}.items():
        meant = records.find(heading)
        assert meant is not None, (heading, records.find_ambiguous(heading))
        assert meant.column is not None, heading
        numbers = meant.numbers if None in meant.column.way else ()
        assert meant.column.key(numbers) == key, heading


@pytest.mark.parametrize(
    ("kind", "heading", "choice"),
    [(kind, *pair) for kind, own in OWN_UNCLEAR.items() for pair in {**UNCLEAR, **own}.items()],
)
def test_a_word_for_several_fields_stands_for_none(kind: str, heading: str, choice: tuple[str, ...]) -> None:
    records = meanings(kind)[0]
    assert records.find(heading) is None
    assert tuple(records.find_ambiguous(heading)) == choice


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_word_of_the_schemas_leads_to_its_field(kind: str) -> None:
    for sheet in meanings(kind):
        for column, word in words(sheet):
            meant = sheet.find(word)
            if meant is None:
                assert sheet.table.heading(column) in sheet.find_ambiguous(word), word
            else:
                assert column in (meant.column, *meant.mixed), word


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_titles_and_keys_mean_what_they_say(kind: str) -> None:
    for sheet in meanings(kind):
        for column in sheet.table.columns:
            for heading in (sheet.table.heading(column), column.key()):
                meant = sheet.find(heading)
                assert meant is not None
                assert meant.column == column


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_few_words_are_unclear(kind: str) -> None:
    records = meanings(kind)[0]
    unclear = {word for _, word in words(records) if records.find(word) is None}
    assert unclear == UNCLEAR_WORDS[kind]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "atlas", FIXTURES / "golden")


def test_a_table_with_usual_words_becomes_a_record(root: Path, tmp_path: Path) -> None:
    called = {
        "Название": "Наименование практики",
        "Кратко": "Краткое описание",
        "Уровни образования": "Уровень образования",
        "Предметы": "Предмет",
        "Муниципалитет": "Район",
        "Организация: Название": "Школа",
        "Телефон": "Контактный телефон",
        "Источник: Документ": "Реквизиты документа",
        "Метки": "Ключевые слова",
        "Результаты 1: Показатель": "Результаты 1: Наименование показателя",
    }
    steps = [("Запись", "Номер", "Шаг", "Описание"), *STEPS[1:]]
    table = [[called.get(title, title) for title in TITLES], ROW]
    told = load(root, workbook(tmp_path / "a.xlsx", {"Практики": table, "Шаги": steps}), "--write")
    assert told.code == 0, told.out
    known = (root / "content/practices/opyty-s-vodoy.yaml").read_text(encoding="utf-8")
    assert "title: Опыты с водой" in known
    assert "name: Школа № 5" in known
    assert "text: Из-под крана." in known


def test_a_figure_beside_its_values_is_one_and_not_the_list_of_figures(root: Path, tmp_path: Path) -> None:
    own = [index for index, title in enumerate(TITLES) if not title.startswith("Результаты")]
    titles = [*(TITLES[index] for index in own), "Показатель", "Было", "Стало", "Единица", "Как измеряли"]
    row = [*(ROW[index] for index in own), "Ученики с чертежом", 25, 79, "%", "Две задачи в классе."]
    told = load(root, workbook(tmp_path / "a.xlsx", {"Практики": [titles, row], "Шаги": STEPS}), "--write")
    assert told.code == 0, told.out
    known = (root / "content/practices/opyty-s-vodoy.yaml").read_text(encoding="utf-8")
    assert "  - indicator: Ученики с чертежом\n    before: 25\n    after: 79\n" in known


def test_what_is_not_clear_is_told_with_both_names(root: Path, tmp_path: Path) -> None:
    table = [[*TITLES, "Описание", "Теги", "Наименование награды"], [*ROW, "Текст", "опыты", "Опыты"]]
    told = load(root, workbook(tmp_path / "a.xlsx", {"Практики": table, "Шаги": STEPS}))
    assert told.code == 1
    assert "[unclear-column] Столбец «Описание» можно понять по-разному" in told.out
    assert "Допустимо: Одно из названий: «Кратко» или «Подробное описание»." in told.out
    assert "[repeated-column] Столбцы «Метки» и «Теги» — одно и то же поле" in told.out
    assert "Неизвестный столбец «Наименование награды»" in told.out


def test_a_misspelt_usual_word_suggests_its_field(root: Path, tmp_path: Path) -> None:
    table = [["Наименование прктики", *TITLES[1:]], ROW]
    told = load(root, workbook(tmp_path / "a.xlsx", {"Практики": table, "Шаги": STEPS}))
    unknown = told.out.partition("Неизвестный столбец «Наименование прктики»")[2].partition("\n\n")[0]
    assert "Возможно, вы имели в виду «Название»" in unknown


def test_words_that_are_no_list_of_words_are_refused(root: Path, tmp_path: Path) -> None:
    file = root / "schemas/practice.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    schema["properties"]["goal"]["x-headings"] = ["Цели", 5]
    file.unlink()  # it may be the repository's own
    file.write_text(json.dumps(schema), encoding="utf-8")
    table = workbook(tmp_path / "a.xlsx", {"Практики": [TITLES, ROW]})
    assert_refused(load(root, table), "у поля «goal» x-headings — не список слов")
