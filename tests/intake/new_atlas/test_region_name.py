from __future__ import annotations

import pytest

from generator.intake.new_atlas.region_name import decline_region, region_code, region_prefix


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("Красноярский край", ("Красноярского края", "Красноярскому краю", "Красноярском крае")),
        ("Оренбургская область", ("Оренбургской области", "Оренбургской области", "Оренбургской области")),
        ("Республика Татарстан", ("Республики Татарстан", "Республике Татарстан", "Республике Татарстан")),
        ("Новотроицк", ("Новотроицка", "Новотроицку", "Новотроицке")),
        ("город Новотроицк", ("города Новотроицка", "городу Новотроицку", "городе Новотроицке")),
    ],
)
def test_names_whose_form_tells_their_cases(name: str, cases: tuple[str, str, str]) -> None:
    assert decline_region(name) == cases


@pytest.mark.parametrize("name", ["Чувашия", "Ханты-Мансийский автономный округ — Югра", "Сочи", ""])
def test_of_other_names_nothing_is_guessed(name: str) -> None:
    assert decline_region(name) is None


def test_a_region_is_known_by_the_beginning_of_its_codes() -> None:
    assert region_code(["04701000", "04709000", "03701000"]) == "04000000"
    assert region_code(["53723000"]) == "53723000"
    assert [region_prefix(one) for one in ("04000000", "10000000", "53723000")] == ["04", "10", "53723"]
