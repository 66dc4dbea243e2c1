"""What the check suggests where a value does not fit: what was meant, never the value itself."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from support.atlases import REPOSITORY

from generator.check.number_texts import numbers_as_texts
from generator.check.schema import SchemaValidator, schema_validators
from generator.check.settings_check import load_settings
from generator.model.findings import Problem
from generator.source.schema_files import read_schemas

CASES: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"subjects": ["Английский язык"]}, ("foreign-language",)),
    ({"subjects": ["ОБЖ"]}, ("obzr",)),
    ({"subjects": ["Технология"]}, ("labour-technology",)),
    ({"subjects": ["физра"]}, ("physical-education",)),
    ({"subjects": ["Татарский язык"]}, ()),
    ({"subjects": ["Черчение"]}, ()),
    ({"subjects": ["Экология"]}, ()),
    ({"subjects": ["Матиматика"]}, ("mathematics",)),
    ({"education_levels": ["Основное образование"]}, ("ooo",)),
    ({"subjects": ["phisics"]}, ("physics",)),
    ({"subjects": "physics"}, ("- physics",)),
    ({"subjects": "physics, mathematics"}, ("[physics, mathematics]",)),
    ({"grades": "7-8"}, ("[7, 8]",)),
    ({"grades": "5–9"}, ("[5, 6, 7, 8, 9]",)),
    ({"grades": "7 класс"}, ("[7]",)),
    ({"grades": "7, 8 и 9 классы"}, ("[7, 8, 9]",)),
    ({"grades": 7}, ("[7]",)),
    ({"grades": ["7 класс"]}, ("7",)),
    ({"municipality": "Кропоткин"}, ("kavkazsky",)),
    ({"municipality": "Каневской муниципальный округ"}, ("kanevskoy",)),
    ({"municipality": "МО г-к Анапа"}, ("anapa",)),
    ({"municipality": "г. Краснодар"}, ("krasnodar",)),
    ({"municipality": "Краснодарский"}, ("krasnodar",)),
    ({"municipality": "Анапский район"}, ("anapa",)),
    ({"municipality": "Москва"}, ()),
    ({"municipality": "Каневского района"}, ("kanevskoy",)),
    ({"added": "2026–10–02"}, ("2026-10-02",)),
    ({"added": "02 . 10 . 2026"}, ("2026-10-02",)),
    ({"added": "2 октября 2026 г."}, ("2026-10-02",)),
    ({"results": [{"indicator": "Ученики", "after": "17 человек"}]}, ("17",)),
    ({"results": [{"indicator": "Ученики", "after": "5–9"}]}, ()),
    ({"results": [{"indicator": "Ученики", "after": "02024"}]}, ("2024",)),
    ({"contact": {"phone": "8 861 000-00-00 доб. 12"}}, ("8 861 000-00-00",)),
    ({"contact": {"phone": "8 861 000-00-00, 8 861 000-00-01"}}, ("8 861 000-00-00", "8 861 000-00-01")),
    ({"contact": {"email": "a@example.org; b@example.org"}}, ("a@example.org", "b@example.org")),
]


@cache
def judge() -> SchemaValidator:
    schemas = read_schemas(REPOSITORY)
    return schema_validators(schemas, load_settings(REPOSITORY, schemas).vocabularies)["practice.schema.json"]


def problems_of(change: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is said of the changed fields of an otherwise empty practice."""
    value = numbers_as_texts(judge().tree, change)
    return tuple(one for one in judge().problems(value) if one.pointer and one.code != "missing-key")


@pytest.mark.parametrize(("change", "suggested"), CASES, ids=lambda one: str(one).replace(" ", "-"))
def test_what_was_meant_is_suggested(change: dict[str, Any], suggested: tuple[str, ...]) -> None:
    (problem,) = problems_of(change)
    assert problem.suggestions == suggested


@pytest.mark.parametrize("value", ["нет", "-", "уточнить", "TODO"])
@pytest.mark.parametrize(
    "field", [("contact", "phone"), ("contact", "email"), ("added",), ("municipality",), ("grades",)]
)
def test_a_placeholder_is_called_one_in_any_field(field: tuple[str, ...], value: str) -> None:
    (problem,) = problems_of({field[0]: {field[1]: value}} if len(field) > 1 else {field[0]: value})
    assert (problem.code, problem.suggestions) == ("placeholder", ())


@pytest.mark.parametrize(
    "change",
    [
        {"results": [{"indicator": 5, "after": 5}]},
        {"source": {"title": 118}},
        {"municipality": "anapa", "summary": "x" * 90, "title": 20262027},
    ],
)
def test_a_number_is_right_where_a_text_belongs(change: dict[str, Any]) -> None:
    assert problems_of(change) == ()


def test_a_reference_by_title_is_left_to_the_rules() -> None:
    assert problems_of({"communities": ["Отделение учителей математики"]}) == ()
