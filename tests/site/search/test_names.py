from __future__ import annotations

from pathlib import Path

import pytest
from support.atlases import FIXTURES, assemble
from support.records import own_settings

from generator.check.settings_check import load_ruleset
from generator.model.settings import Settings
from generator.site.search.names import Names, make_names, spoken_words
from generator.source.schema_files import read_schemas


@pytest.fixture(scope="module")
def own() -> Names:
    return make_names(own_settings())


def said(names: Names, phrase: str) -> list[tuple[str, str]]:
    """Return the facets and values that a phrase of stems names with another word than the title."""
    return [(name.facet, name.value) for name in names.names if phrase in (*name.titles, *name.also)]


@pytest.mark.parametrize(
    ("phrase", "named"),
    [
        ("физр", ("subject", "Физическая культура")),
        ("обж", ("subject", "Основы безопасности и защиты Родины")),
        ("начальн школ", ("level", "Начальное общее образование")),
        ("кропоткин", ("municipality", "Кавказский район")),
        ("уст лабинск", ("municipality", "Усть-Лабинский район")),
        ("русск", ("subject", "Русский язык")),
        ("математическ", ("subject", "Математика")),
        ("физкультурн", ("subject", "Физическая культура")),
        ("анапск", ("municipality", "Анапа")),
        ("гор ключ", ("municipality", "Горячий Ключ")),
    ],
)
def test_things_are_known_by_what_people_call_them(own: Names, phrase: str, named: tuple[str, str]) -> None:
    assert named in said(own, phrase)


@pytest.mark.parametrize("phrase", ["ключ", "краснодарск", "новороссийскск"])
def test_what_is_no_name_of_a_place_is_none(own: Names, phrase: str) -> None:
    assert not [value for facet, value in said(own, phrase) if facet == "municipality"]


def test_the_name_of_one_thing_is_none_of_its_family(own: Names) -> None:
    assert ("direction", "Воспитание") not in said(own, "воспитател")
    assert ("direction", "Воспитание") in said(own, "воспитательн")


def test_places_know_what_is_around_them(own: Names) -> None:
    (place,) = (name for name in own.names if name.value == "Ейский район")
    assert len(place.near) == 5
    assert place.near[0] in {"Щербиновский район", "Староминский район", "Приморско-Ахтарский район"}
    assert "Ейск" in place.told
    assert place.address == "municipalities/eysky/"
    assert own.wide == "Весь край"
    assert {"краснодарск кра", "кубан"} <= set(own.region)


def test_levels_know_their_grades_and_the_first_kind_is_practices(own: Names) -> None:
    (level,) = (name for name in own.names if name.value == "Основное общее образование")
    assert tuple(level.grades) == (5, 9)
    assert own.kinds[0] == "Практики"
    assert ("ОГЭ", ["основной государственный экзамен"]) in [
        (short, list(full)) for short, full in own.shorts
    ]


def test_every_phrase_stands_once_in_a_name(own: Names) -> None:
    for name in own.names:
        phrases = [*name.titles, *name.also]
        assert len(set(phrases)) == len(phrases), name.value


def test_spoken_words_are_no_typing_errors() -> None:
    words = set(spoken_words(own_settings()))
    assert {"Физра", "Кущёвка", "основной государственный экзамен"} <= words


def test_a_second_region_is_searched_by_its_own_words(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "second_region")
    settings = load_ruleset(root, read_schemas(root)).settings
    assert isinstance(settings, Settings)
    names = make_names(settings)
    places = {name.value for name in names.names if name.facet == "municipality"}
    assert places == {place.title for place in settings.municipalities}
    assert dict(names.shorts).keys() == {item.short for item in settings.search.abbreviations}
    assert "Кавказский район" not in places
    assert "КРЦ" not in dict(names.shorts)
