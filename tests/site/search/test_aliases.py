from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.settings import Abbreviation, SearchWords
from generator.site.search.aliases import Aliases
from generator.site.search.words import token

WORDS = SearchWords(
    abbreviations=(
        Abbreviation(short="ОГЭ", full="основной государственный экзамен"),
        Abbreviation(short="МО", full="методическое объединение"),
        Abbreviation(short="ШМО", full="школьное методическое объединение"),
        Abbreviation(short="ДОУ", full="дошкольное учреждение"),
        Abbreviation(short="ДОУ", full="детский сад"),
    ),
)
ALIASES = Aliases(WORDS)


def test_abbreviation_brings_its_token_and_its_full_name() -> None:
    found = ALIASES.find("Готовимся к ОГЭ")
    assert found[0] == token("ОГЭ")
    assert {"основной", "государственный", "экзамен"} <= set(found)


@pytest.mark.parametrize(
    "text", ["основного государственного экзамена", "Основной государственный экзамен", "ОГЭ", "к ОГЭ."]
)
def test_full_name_in_any_case_form_brings_the_token(text: str) -> None:
    assert token("ОГЭ") in ALIASES.find(text)


@pytest.mark.parametrize("text", ["огэ", "государственный экзамен", "основной экзамен государственный"])
def test_neither_small_letters_nor_half_a_name_bring_the_token(text: str) -> None:
    assert token("ОГЭ") not in ALIASES.find(text)


def test_longer_name_brings_the_abbreviation_within_it() -> None:
    assert {token("ШМО"), token("МО")} <= set(ALIASES.find("ШМО учителей"))
    assert {token("ШМО"), token("МО")} <= set(ALIASES.find("школьного методического объединения"))


def test_abbreviation_may_have_several_full_names() -> None:
    assert token("ДОУ") in ALIASES.find("в детском саду")
    assert {"дошкольное", "учреждение", "детский", "сад"} <= set(ALIASES.find("наше ДОУ"))


@given(st.text())
def test_any_text_has_aliases_each_once_and_the_same_twice(text: str) -> None:
    found = ALIASES.find(text)
    assert len(found) == len(set(found))
    assert found == Aliases(WORDS).find(text)


def test_full_name_without_a_word_harms_nothing() -> None:
    odd = SearchWords(abbreviations=(Abbreviation(short="—", full="…"), *WORDS.abbreviations))
    assert Aliases(odd).find("ОГЭ — …") == ALIASES.find("ОГЭ — …")
