from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.atlases import REPOSITORY

from generator.base.russian import fold_text
from generator.check.settings_check import load_ruleset
from generator.model.record_fields import MUNICIPALITIES
from generator.model.settings import Term, Vocabulary
from generator.model.term_names import TermNames, bare_place, spell_out_place
from generator.source.schema_files import read_schemas

LOADED = load_ruleset(REPOSITORY, read_schemas(REPOSITORY))
NAMES = {name: TermNames(one) for name, one in LOADED.vocabularies.items()}
EVERYDAY = {
    "subjects": {
        "Физра": "physical-education",
        "Физкультура": "physical-education",
        "ОБЖ": "obzr",
        "Основы безопасности жизнедеятельности": "obzr",
        "Технология": "labour-technology",
        "труды": "labour-technology",
        "Английский язык": "foreign-language",
        "немецкий": "foreign-language",
        "Русский": "russian",
        "ОДНКНР": "dnkr",
        "Природоведение": "world-around",
        "Астрономия": "physics",
        "внеурочка": "non-subject",
    },
    "education_levels": {"детсад": "do", "начальная школа": "noo", "Доп. образование": "dod", "СПО": "spo"},
    "audiences": {"завучи": "managers", "воспитатели": "preschool-teachers"},
    "directions": {
        "Lesson Study": "methodwork",
        "трудный ребенок": "upbringing",
        "дистант": "remote",
        "ОВЗ": "remote",
    },
    "author_roles": {"Завуч": "deputy-head", "Директор": "head"},
    MUNICIPALITIES: {
        "Кропоткин": "kavkazsky",
        "г. Кропоткин": "kavkazsky",
        "станица Ленинградская": "leningradsky",
        "Кущевка": "kushchevsky",
        "МО г-к Анапа": "anapa",
        "МО город-курорт Анапа": "anapa",
        "г.Анапа": "anapa",
        "Каневской муниципальный округ": "kanevskoy",
        "Каневской р-н": "kanevskoy",
        "муниципальное образование Каневской район": "kanevskoy",
        "Каневской район Краснодарского края": "kanevskoy",
        "Усть-Лабинск": "ust-labinsky",
        "Мостовской": "mostovsky",
        "Полтавская": "krasnoarmeysky",
    },
}


@pytest.mark.parametrize("vocabulary", EVERYDAY)
def test_people_are_understood_as_they_speak(vocabulary: str) -> None:
    names = NAMES[vocabulary]
    assert {text: names.find_id(text) for text in EVERYDAY[vocabulary]} == EVERYDAY[vocabulary]


def also_known() -> Iterator[tuple[str, Term, str]]:
    for vocabulary, names in NAMES.items():
        for term in names.vocabulary.terms:
            yield from ((vocabulary, term, name) for name in term.also)


def test_each_other_name_leads_to_its_term() -> None:
    """A name of two terms, or one that is another's title, would mislead."""
    lost = [(term.id, name) for place, term, name in also_known() if NAMES[place].find_id(name) != term.id]
    assert lost == []


def test_no_name_is_listed_that_is_known_anyway() -> None:
    own = {
        (term.id, name)
        for _, term, name in also_known()
        if fold_text(name) in {fold_text(one) for one in (term.title, term.short, term.plural) if one}
    }
    assert own == set()


def test_a_name_of_two_terms_names_neither_but_suggests_both() -> None:
    terms = (Term(id="a", title="А", also=("Общее",)), Term(id="b", title="Б", also=("общее",)))
    names = TermNames(Vocabulary(title="Буквы", terms=terms))
    assert names.find_id("Общее") is None
    assert names.find_ids("Общее") == ("a", "b")


def test_a_title_goes_before_another_terms_other_name() -> None:
    terms = (Term(id="a", title="А", also=("Б",)), Term(id="b", title="Б"))
    assert TermNames(Vocabulary(title="Буквы", terms=terms)).find_id("б") == "b"


def test_words_of_places_are_no_names_where_no_places_are_listed() -> None:
    names = TermNames(Vocabulary(title="Виды", terms=(Term(id="a", title="Анапа"),)))
    assert names.find_id("г. Анапа") is None
    assert bare_place("г. Анапа") == "анапа"


def test_the_kind_of_a_settlement_is_spelt_out_and_other_names_stay() -> None:
    names = {
        "ст-ца Динская": "станица Динская",
        "г. Ейск": "город Ейск",
        "рп Курагино": "рабочий посёлок Курагино",
    }
    names |= {"Гор. Ключ": "Гор. Ключ", "Ахтари": "Ахтари"}
    assert {name: spell_out_place(name) for name in names} == names
