"""A record as plain text, with the questions of the paper form, is read like the cells of a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.atlases import REFERENCE, REPOSITORY

from generator.check.settings_check import sound_settings
from generator.intake.tables.answers_text import AnswersReader, WrittenRecord
from generator.intake.tables.layout import tables_by_kind
from generator.model.kinds import KINDS
from generator.source.schema_files import read_schemas

SCHEMAS = read_schemas(REPOSITORY)
READER = AnswersReader(tables=tables_by_kind(KINDS, SCHEMAS), settings=sound_settings(REFERENCE, SCHEMAS))


def read(text: str, subject: str = "") -> WrittenRecord:
    (found,) = READER.read(text, subject)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Название: Урок в парке\nМуниципалитет: Кавказский район",
        "> Название: Урок в парке\n> Муниципалитет: Кавказский район",
        "1. Название — Урок в парке\n2) Муниципалитет — Кавказский р-н",
        "Название\tУрок в парке\nМуниципалитет\tКавказский район",
        "Название\nУрок в парке\nМуниципалитет\nКавказский район",
        "*Название:* Урок в парке\n*Муниципалитет:* Кавказский район",
        "Как называется практика? Урок в парке\nВ каком районе? Кавказский\nМуниципалитет: Кавказский район",
        "Добрый день!\n\nНаименование практики: Урок в парке\nРайон: Кавказский район\n--\nЦель: а",
    ],
)
def test_questions_and_answers_are_found(text: str) -> None:
    record = read(text).record
    assert (record.value["title"], record.value["municipality"]) == ("Урок в парке", "kavkazsky")
    assert record.path == "content/practices/urok-v-parke.yaml"


def test_sections_are_read_with_their_questions() -> None:
    text = (
        "Название: Урок в парке\nОрганизация\nНазвание: Школа № 5\nВид: школа\n"
        "Контакт\nПодразделение или должность: методист\nЭлектронная почта: a@example.org\nЦель: гулять"
    )
    value = read(text).record.value
    assert value["organisation"] == {"name": "Школа № 5", "kind": "school"}
    assert value["contact"] == {"unit": "методист", "email": "a@example.org"}
    assert (value["title"], value["goal"]) == ("Урок в парке", "гулять")
    inner = read("Название: Урок в парке\nОрганизация: Название: Школа № 5").record.value
    assert inner["organisation"] == {"name": "Школа № 5"}


def test_items_of_a_list_are_no_questions() -> None:
    text = "1. Название: Урок\n2. Шаги:\n1. Цель: выбрать\n2. Итог: сказать\n3. Проблема: скука"
    value = read(text).record.value
    assert value["problem"] == "скука"
    assert [step["title"] for step in value["steps"]] == ["Цель", "Итог"]  # type: ignore[index,call-overload,union-attr]


def test_the_kind_is_that_which_answers_most() -> None:
    centre = "Ресурсный центр\nНазвание: Роботы\nЧему учит: собирать роботов\nМуниципалитет: Анапа"
    assert read(centre).record.kind.name == "resource_centre"
    named = "Сообщество: Клуб физиков\nМуниципалитет: Анапа\nЧем занимается: опыты"
    assert read(named).record.path == "content/communities/klub-fizikov.yaml"
    assert read(
        "Название: Физики\nВид: ММО\nЧем занимается: опыты\nУровень: муниципальный"
    ).record.kind.name == ("community")


def test_what_belongs_nowhere_is_told() -> None:
    found = read("Название: Урок\nМуниципалитет: Анапа\nПривет\n\nЛюбимый цвет: синий\nПроблема: скука")
    assert found.left == ["Привет", "Любимый цвет: синий"]


@pytest.mark.parametrize(
    "text", ["", "Добрый день!\nКогда выйдет запись?", "Муниципалитет: Анапа\nЦель: а", "Название: Урок"]
)
def test_other_letters_are_no_records(text: str) -> None:
    assert not READER.read(text)


def test_what_is_personal_is_left_out_and_told() -> None:
    text = "Название: Урок\nКонтакт: Иванова Мария Петровна, завуч, 8 918 123-45-67, a@example.org\n"
    found = read(text)
    assert found.record.value["contact"] == {"unit": "завуч", "email": "a@example.org"}
    assert any("имена людей: не перенесены" in one for one in found.left), found.left
    assert any("мобильн" in one for one in found.left), found.left


def test_each_title_begins_a_record() -> None:
    text = "Название: Урок в парке\nЦель: гулять\n\n2. Название: Урок в лесу\nЦель: смотреть\n"
    found = [(one.record.value["title"], one.record.value["goal"]) for one in READER.read(text)]
    assert found == [("Урок в парке", "гулять"), ("Урок в лесу", "смотреть")]
    quoted = "Название: Урок в парке\nЦель: гулять\n\n> Название: Урок в парке\n> Цель: сидеть\n"
    (only,) = READER.read(quoted)
    assert only.record.value["goal"] == "гулять"


def test_answers_below_quoted_questions_are_read() -> None:
    text = "> Название:\nУрок в парке\n> Кратко:\n> Муниципалитет:\nАнапа\n> Цель:\n\nгулять"
    value = read(text).record.value
    assert (value["title"], value["municipality"], value["goal"]) == ("Урок в парке", "anapa", "гулять")
    assert "summary" not in value


@given(text=st.text(alphabet="Названиецль:?-—> \t\n1.)*Шаги", max_size=300))
def test_no_text_raises(text: str) -> None:
    READER.read(text)
