"""The test of an outline accepts every text in which the pattern is found."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.bare_names import has_bare_names, locate_bare_names
from generator.base.outlines import Outline
from generator.base.person_names import NAME_SIGN, find_names, may_name
from generator.base.personal_data import PHONE_SIGN, may_be_phone
from generator.check.rules.hygiene import BOTH_ALPHABETS, UNUSUAL_SIGN, may_be_unusual, may_mix_alphabets

PIECES = [
    *("Ольга", "Смирнова", "О.", "И.", "СМИРНОВА", "учитель", "методист", "Гриценко", "мария", "алексеевна"),
    *(
        "Ivanova",
        "M.A.",
        "ильич",
        "уровне",
        "личной",
        "2",
        "34",
        "56",
        "８",
        "-",
        "–",
        ".",
        " ",
        "\u00a0",
        "\n",
        "\n\n",
    ),
    *("ё", "Ё", "à", "ӕ", "ї", "x", "\u00ad", "\u0301", "\x98", "→", "\u200b", "😀", "«", "№"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@pytest.mark.parametrize(
    ("pattern", "may_match"),
    [(PHONE_SIGN, may_be_phone), (BOTH_ALPHABETS, may_mix_alphabets), (UNUSUAL_SIGN, may_be_unusual)],
)
@given(text=TEXTS)
def test_what_a_pattern_finds_is_in_the_outline(
    pattern: re.Pattern[str], may_match: Callable[[Outline], bool], text: str
) -> None:
    assert may_match(Outline.of(text)) or not pattern.search(text)


@given(text=TEXTS)
def test_what_names_somebody_may_name_somebody(text: str) -> None:
    outline = Outline.of(text)
    assert may_name(text, outline) or (not NAME_SIGN.search(text) and not [*find_names(text)])
    found = sorted(locate_bare_names(text, outline))
    assert found == sorted(locate_bare_names(text, Outline(None)))
    assert has_bare_names(text, outline) == bool(found)
