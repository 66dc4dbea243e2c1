"""Text decoded with the wrong encoding is recognised and decoded again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.atlases import REFERENCE

from generator.base.garbled import GARBLED, GARBLED_CHARACTERS, find_garbled, name_misreading, ungarble

MANY = 50
TEXT = "Историческая игра «И мы учимся» для 7–8 классов, № 5"


def garble(text: str, encoding: str) -> str:
    """Return a text as shown by a program that decodes its UTF-8 with another encoding."""
    return "".join(
        bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in text.encode()
    )


@pytest.mark.parametrize("encoding", ["cp1251", "cp1252"])
def test_a_garbled_text_is_known_and_read_anew(encoding: str) -> None:
    garbled = garble(TEXT, encoding)
    assert GARBLED.search(garbled)
    assert set(garbled) & set(GARBLED_CHARACTERS)
    assert ungarble(garbled) == TEXT


@given(st.text(alphabet=st.characters(codec="cp1251"), max_size=80))
def test_no_right_text_is_taken_for_a_garbled_one_but_by_its_letters(text: str) -> None:
    found = GARBLED.search(text)
    assert found is None or set(found[0]) & set(GARBLED_CHARACTERS)


@pytest.mark.parametrize(
    ("garbled", "text", "how"),
    [
        ("Ðàáîòà", "Работа", "Windows-1251 прочитан как Windows-1252"),
        (
            "Øêîëà «Ðàññâåò» — ¹ 5, ¸ëêà",
            "Школа «Рассвет» — № 5, ёлка",
            "Windows-1251 прочитан как Windows-1252",
        ),
        ("Ð¨ÐºÐ¾Ð»Ð°", "Школа", "UTF-8 прочитан как Windows-1252"),
        ("РџСЂРёРІРµС‚", "Привет", "UTF-8 прочитан как Windows-1251"),
        ("Школа: Ðàáîòà", "", "Windows-1251 прочитан как Windows-1252"),
    ],
)
def test_the_misreading_is_named_and_the_text_shown_as_meant(garbled: str, text: str, how: str) -> None:
    found = find_garbled(garbled)
    assert found is not None
    assert (name_misreading(found[0]), ungarble(garbled)) == (how, text)


FOREIGN = (
    *("créée", "naïveté", "aîné", "bâtiment", "théâtre", "hâtif", "île", "âgée", "pâtée", "maïs", "Noël"),
    *("façade", "à côté", "ÉCOLE À PÂQUES", "Größe", "Äußerung", "Übermaß", "Öl", "Häuser", "ÄÖÜ", "üöä"),
    *(
        "Ångström",
        "Göteborg",
        "håndværk",
        "ærø",
        "São João",
        "coração",
        "niño",
        "Ísafjörður",
        "hääyö",
        "Žižek",
    ),
)


@pytest.mark.parametrize(
    "text", [TEXT, "РОССИЯ, СССР: 20 °C… «Ё»", "É à la carte, 5 µm", "", "2 × 3 ÷ 4", *FOREIGN]
)
def test_right_texts_are_left_alone(text: str) -> None:
    assert GARBLED.search(text) is None


def test_every_text_of_the_reference_atlas_is_silent_and_found_when_garbled() -> None:
    texts = [one.read_text(encoding="utf-8") for one in sorted((REFERENCE / "content").rglob("*.yaml"))]
    assert len(texts) > MANY
    assert [text for text in texts if find_garbled(text)] == []
    words = {word for text in texts for word in re.findall(r"[А-Яа-яё]*[а-яё][оае][а-яё][А-Яа-яё]*", text)}
    shown = {word: word.encode("cp1251").decode("cp1252", "ignore") for word in words}
    assert [word for word, garbled in shown.items() if ungarble(garbled) != word] == []


def test_what_cannot_be_read_anew_is_said_to_be_nothing() -> None:
    assert ungarble("РџСЂР°РєС‚РёРєР° 漢字") == ""
