from __future__ import annotations

import pytest

from generator.base.units import agree


@pytest.mark.parametrize(
    ("unit", "number", "said"),
    [
        ("баллов", 3.1, "балла"),
        ("баллов", 21, "балл"),
        ("баллов", 3, "балла"),
        ("баллов", 11, "баллов"),
        ("заданий", 4.1, "задания"),
        ("баллов из 24", 2, "балла из 24"),
        ("верных ответов из 10", 2, "верных ответа из 10"),
        ("верных ответов из 10", 2.5, "верного ответа из 10"),
        ("человек", 5, "человек"),
        ("человека", 1.5, "человека"),
        ("лет", 5, "лет"),
        ("лет", 2, "года"),
        ("раз", 2, "раза"),
        ("встречи", 1, "встреча"),
    ],
)
def test_a_unit_agrees_with_its_number(unit: str, number: float, said: str) -> None:
    assert agree(unit, number) == said


@pytest.mark.parametrize("unit", ["%", "мин", "с", "чел.", "за смену", "из 34", "тыс. руб.", "", "км/ч"])
def test_what_is_no_counted_noun_stays_as_it_is(unit: str) -> None:
    assert agree(unit, 2.5) == unit
