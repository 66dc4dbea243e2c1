from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.atlases import REFERENCE
from support.sites import REPOSITORY

from generator.changes.fields import field_changes
from generator.changes.words import ValueFormatter
from generator.check.settings_check import load_ruleset
from generator.model.kinds import DOCUMENT, PRACTICE
from generator.source.fields import Fields
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import Json

SCHEMAS = read_schemas(REPOSITORY)
FIELDS = Fields(schemas=SCHEMAS, file=PRACTICE.schema_file)
VOCABULARIES = load_ruleset(REFERENCE, SCHEMAS).vocabularies
STEPS: list[dict[str, Json]] = [
    {"title": f"Шаг {word}", "text": f"Делаем {word}."} for word in ("первый", "второй", "третий")
]
RECORD: dict[str, Any] = {
    "id": "x",
    "title": "Кружок",
    "subjects": ["mathematics", "physics"],
    "steps": STEPS,
    "resources": {"cost": "0", "staff": ["учитель"]},
    "results": [{"indicator": "Доля", "before": 1, "after": 2}],
}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


def changed(**parts: Any) -> list[tuple[str, Any, Any]]:  # noqa: ANN401 - fields of any type
    after = {**copy.deepcopy(RECORD), **parts}
    found = field_changes(RECORD, {key: value for key, value in after.items() if value is not None}, FIELDS)
    return [(change.title, change.before, change.after) for change in found]


def test_nothing_differs() -> None:
    assert changed() == []


def test_fields_stand_in_the_order_of_the_schema_and_unknown_ones_last() -> None:
    assert changed(odd="?", title="Клуб", id="y") == [
        ("Идентификатор", "x", "y"),
        ("Название", "Кружок", "Клуб"),
        ("odd", None, "?"),
    ]


def test_a_part_that_is_gone_and_one_inside() -> None:
    assert changed(resources=None) == [("Что понадобится", RECORD["resources"], None)]
    assert changed(resources={"cost": "5 000", "staff": ["учитель"]}) == [
        ("Что понадобится, Затраты", "0", "5 000")
    ]


def test_an_item_in_the_middle_is_one_addition() -> None:
    new: dict[str, Json] = {"title": "Совсем другое", "text": "Ничего общего с прежним нет."}
    assert changed(steps=[STEPS[0], new, *STEPS[1:]]) == [("Шаги, пункт 2", None, new)]
    assert changed(steps=[STEPS[0], STEPS[2]]) == [("Шаги, пункт 2", STEPS[1], None)]


def test_a_changed_item_is_followed_inside() -> None:
    retold: dict[str, Json] = {**STEPS[1], "text": "Делаем второй и сразу записываем."}
    new: dict[str, Json] = {"title": "Начало", "text": "Собираемся."}
    assert changed(steps=[new, STEPS[0], retold, STEPS[2]]) == [
        ("Шаги, пункт 1", None, new),
        ("Шаги, пункт 3, Пояснение", STEPS[1]["text"], retold["text"]),
    ]


def test_another_order_is_one_change() -> None:
    turned = list(reversed(STEPS))
    assert changed(steps=turned) == [("Шаги", STEPS, turned)]


def test_lists_of_words_are_compared_whole() -> None:
    assert changed(subjects=["physics"]) == [("Предметы", ["mathematics", "physics"], ["physics"])]


def test_another_type_is_a_change() -> None:
    assert field_changes({"a": 1}, {"a": True}, FIELDS)[0].after is True
    assert field_changes({"a": [1]}, {"a": "1"}, FIELDS)[0].before == [1]


def test_long_lists_are_compared_place_by_place() -> None:
    before: list[Json] = [{"n": number} for number in range(1000)]
    after: list[Json] = [{"n": -1}, *before[1:], {"n": 7}]
    found = field_changes({"a": before}, {"a": after}, FIELDS)
    assert [change.pointer for change in found] == [("a", 0, "n"), ("a", 1000)]


@given(st.dictionaries(st.text(max_size=3), values, max_size=4), values)
def test_there_is_a_change_exactly_where_values_differ(before: dict[str, Any], other: Json) -> None:
    after = {**before, "steps": other}
    same = json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True)
    gone = "steps" not in before and other is None
    assert (field_changes(before, after, FIELDS) == ()) == (same or gone)
    assert field_changes(before, copy.deepcopy(before), FIELDS) == ()


@pytest.mark.parametrize(
    ("pointer", "value", "said"),
    [
        (("subjects",), ["mathematics", "нет такого"], "Математика; нет такого"),
        (("municipality",), "krasnodar", "Краснодар"),
        (("started",), "2024-09", "сентябрь 2024\u00a0года"),
        (("added",), "2026-13-01", "2026-13-01"),
        (("sample",), True, "да"),
        (("results", 0, "after"), 12.5, "12,5"),
        (("title",), None, ""),
        (("contact",), {"email": "a@b.ru"}, "Электронная почта: a@b.ru"),
        (("communities",), ["mmo-fizikov", "nowhere"], "Объединение физиков; nowhere"),
    ],
)
def test_values_in_words(pointer: tuple[str | int, ...], value: Json, said: str) -> None:
    speaker = ValueFormatter(
        fields=FIELDS, vocabularies=VOCABULARIES, titles={("community", "mmo-fizikov"): "Объединение физиков"}
    )
    assert speaker.format(value, pointer) == said


@pytest.mark.parametrize(
    ("months", "said"),
    [([9, 10, 11, 3], "сентябрь–ноябрь, март"), ([9, 13], "9; 13"), ([True], "да"), ([], "")],
)
def test_months_in_words(months: Json, said: str) -> None:
    fields = Fields(schemas=SCHEMAS, file=DOCUMENT.schema_file)
    speaker = ValueFormatter(fields=fields, vocabularies=VOCABULARIES)
    assert speaker.format(months, ("items", 0, "when", "months")) == said
