"""Text decoded with the wrong encoding is recognised and decoded again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.garbled import GARBLED, GARBLED_CHARACTERS, ungarble

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


@pytest.mark.parametrize("text", [TEXT, "РОССИЯ, СССР: 20 °C… «Ё»", "É à la carte, 5 µm", ""])
def test_right_texts_are_left_alone(text: str) -> None:
    assert GARBLED.search(text) is None


def test_what_cannot_be_read_anew_is_said_to_be_nothing() -> None:
    assert ungarble("РџСЂР°РєС‚РёРєР° 漢字") == ""
