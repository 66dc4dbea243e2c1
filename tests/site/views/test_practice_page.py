"""The first screen of a practice, and similar practices."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.pages import html, record, record_page, site_pages, tree, words

from generator.model.kinds import PRACTICE
from generator.site.pages import Page

FACTS = (
    "Для кого",
    "Начать",
    "Затраты",
    "Люди",
    "Что изменилось",
    "Чем подтверждено",
    "Где ещё работает",
)
MEASURED = {"indicator": "Доля", "before": 19, "after": 64, "unit": "%"}


def band(page: Page) -> dict[str, list[str]]:
    """Return the facts of the panel: their labels and lines."""
    facts = tree(page).xpath("//section[@aria-labelledby='facts']//div[@class='atlas-facts__fact']")
    return {words(fact.xpath("dt")[0]): [words(line) for line in fact.xpath("dd")] for fact in facts}


def test_the_band_has_seven_facts_and_says_what_is_not_known() -> None:
    shown = band(record_page(record(PRACTICE, "one")))
    assert tuple(shown) == FACTS
    assert shown["Начать"] == ["1 шаг", "время первого не указано"]
    for label in ("Затраты", "Люди", "Что изменилось", "Где ещё работает"):
        assert shown[label] == ["не указано"], label
    assert shown["Чем подтверждено"] == ["замер: не указан"]


def test_the_band_tells_people_evidence_and_places_in_few_words() -> None:
    sample = {"before": 73, "after": 71, "unit": "ученик"}
    again = [
        {"organisation": f"Школа {number}", "municipality": place}
        for number, place in enumerate(("anapa", "anapa", "dinskoy", "kanevskoy", "eysky"))
    ]
    shown = band(
        record_page(
            record(
                PRACTICE,
                "one",
                grades=[6, 7, 8],
                subjects=["mathematics", "algebra", "geometry"],
                steps=[{"title": "Начать", "text": "Взять линейку.", "duration": "25 минут"}],
                resources={"cost": "none", "staff": ["Учитель, час в неделю", "Методист (день)", "Завхоз"]},
                results=[MEASURED | {"better": "lower", "sample": sample, "measured_by": "other-school"}],
                expertise=[
                    {"decision": "meets", "date": "2025-02-03", "body": "Совет", "level": "regional"}
                    | {"experts": 5}
                ],
                replications=[again[0] | {"figure": {"indicator": "Доля", "after": 55}}, *again[1:]],
            )
        )
    )
    assert shown["Для кого"] == ["6–8 классы", "Математика, Алгебра, ещё 1"]
    assert shown["Начать"] == ["1 шаг", "первый: 25 минут"]
    assert shown["Затраты"] == ["Без затрат"]
    assert shown["Люди"] == ["Учитель + методист и ещё 1"]
    assert shown["Что изменилось"] == ["19 → 64 % 73 ученика и 71 ученик; меньше — лучше", "доля"]
    assert shown["Чем подтверждено"] == [
        "замер: другая школа",
        "экспертиза региональная, 5 экспертов: соответствует",
        "повторили: 5, со своими цифрами: 1",
    ]
    assert shown["Где ещё работает"][0].endswith(", ещё 1")


def test_a_long_summary_is_folded_on_a_phone_and_a_short_one_is_not() -> None:
    assert "atlas-lead__rest" in html(record_page(record(PRACTICE, "one", summary="Слово и дело. " * 12)))
    assert "atlas-lead__rest" not in html(record_page(record(PRACTICE, "one", summary="Слово и дело.")))


def test_the_strip_leads_to_every_part() -> None:
    page = record_page(record(PRACTICE, "one", results=[MEASURED]))
    ways = tree(page).xpath("//nav[@class='atlas-strip']//@href")
    assert ways == ["#results", "#steps", "#details", "#whom"]
    assert {way[1:] for way in ways} <= set(tree(page).xpath("//@id"))


def reasons(**others: Mapping[str, object]) -> dict[str, str]:
    """Return why each of some practices is similar to a practice for physics in grade 8."""
    own = {"grades": [8], "directions": ["fg"], "resources": {"cost": "medium"}, "municipality": "anapa"}
    entries = [record(PRACTICE, name, **{**own, **fields}) for name, fields in others.items()]
    page = site_pages(record(PRACTICE, "own", **own), *entries)["practices/own/"]
    items = tree(page).xpath("//ul[@class='atlas-alike']/li")
    return {item.xpath("a")[0].get("href").split("/")[-2]: words(item.xpath("span")[0]) for item in items}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"municipality": "eysky"}, "тот же предмет и класс"),
        ({"municipality": "eysky", "grades": [11]}, "тот же предмет"),
        ({"municipality": "eysky", "resources": {"cost": "low"}}, "тот же предмет и класс · дешевле"),
        ({"municipality": "eysky", "resources": None}, "тот же предмет и класс"),
        ({}, "тот же предмет и класс · работает рядом с вами"),
        (
            {"municipality": "eysky", "replications": [{"organisation": "Школа", "municipality": "anapa"}]},
            "тот же предмет и класс · повторили рядом с вами",
        ),
    ],
)
def test_a_practice_alike_says_why(fields: dict[str, object], expected: str) -> None:
    assert reasons(one=fields) == {"one": expected}


def test_three_are_alike_and_one_with_a_reason_of_its_own_goes_before_its_twins() -> None:
    far: Mapping[str, object] = {"municipality": "eysky"}
    found = reasons(a=far, b=far, c=far, d={**far, "resources": {"cost": "none"}})
    assert len(found) == 3
    assert found["d"] == "тот же предмет и класс · дешевле"
