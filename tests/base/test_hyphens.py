from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.base.hyphens import SOFT_HYPHEN, hyphenate, remove_hyphens

LETTERS = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯZz09-.@:/ <>&\n\u00ad", max_size=80)


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("Муниципалитет", "Муни|ци|па|литет"),
        ("учебно-методическое", "учебно-мето|ди|че|ское"),
        ("«Наставничество»", "«Настав|ни|че|ство»"),
        ("а&наставничество;", "а&настав|ни|че|ство;"),
    ],
)
def test_long_words_are_divided(text: str, divided: str) -> None:
    assert hyphenate(text) == divided.replace("|", SOFT_HYPHEN)


@pytest.mark.parametrize(
    "text",
    [
        "Практика",
        "ОБРАЗОВАНИЕ",
        "МинОбрНауки",
        "Образование2030",
        "https://образование.рф/наставничество",
        "наставничество@образование.рф",
        "образование.рф/наставничество",
        "нацбиблиоте\u0301ка",
        "международ\u00adный",
        "education",
    ],
)
def test_short_words_abbreviations_and_addresses_are_not(text: str) -> None:
    assert hyphenate(text) == text


@pytest.mark.parametrize("kind", [str, Markup])
def test_no_line_begins_with_a_dash(kind: type[str]) -> None:
    assert hyphenate(kind("Один учитель — три школы")) == "Один учитель\u00a0— три школы"
    assert hyphenate(kind("2025–2028, из-за")) == "2025–2028, из-за"


def test_tags_stay_as_they_are() -> None:
    link = Markup('<a href="/образование" title="образование" class="наставничество">образование</a>')
    assert str(hyphenate(link)) == str(link).replace(">образование<", ">обра\u00adзо\u00adвание<")
    assert isinstance(hyphenate(link), Markup)


def test_what_looks_like_a_tag_is_no_markup_yet() -> None:
    divided = hyphenate("<b>образование</b>")
    assert not isinstance(divided, Markup)
    assert remove_hyphens(divided) == "<b>образование</b>"


@given(LETTERS)
def test_without_the_hyphens_a_text_is_what_it_was(text: str) -> None:
    assert remove_hyphens(hyphenate(text)) == remove_hyphens(text)
    assert remove_hyphens(hyphenate(escape(text))) == remove_hyphens(escape(text))


@given(LETTERS)
def test_four_letters_stay_together(text: str) -> None:
    for part in re.split(r"[^\w\u00ad]+", hyphenate(remove_hyphens(text))):
        pieces = part.split(SOFT_HYPHEN)
        assert len(pieces) == 1 or min(len(pieces[0]), len(pieces[-1])) >= 4
