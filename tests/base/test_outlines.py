"""The test of an outline accepts every text in which the pattern is found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.bare_names import has_bare_names, locate_bare_names
from generator.base.outlines import Outline
from generator.base.person_names import NAME_SIGN, find_names, may_name
from generator.base.personal_data import PHONE_ROWS, PHONE_SIGN
from generator.check.rules.hygiene import BOTH_ALPHABETS, TOUCHING, UNUSUAL_ROWS, UNUSUAL_SIGN

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
    ("pattern", "rows"), [(PHONE_SIGN, PHONE_ROWS), (BOTH_ALPHABETS, TOUCHING), (UNUSUAL_SIGN, UNUSUAL_ROWS)]
)
@given(text=TEXTS)
def test_what_a_pattern_finds_is_in_the_outline(
    pattern: re.Pattern[str], rows: tuple[bytes, ...], text: str
) -> None:
    assert Outline.of(text).may_hold(*rows) or not pattern.search(text)


@given(text=TEXTS)
def test_what_names_somebody_may_name_somebody(text: str) -> None:
    assert may_name(text) or (not NAME_SIGN.search(text) and not [*find_names(text)])
    assert has_bare_names(text, Outline.of(text)) == bool([*locate_bare_names(text)])
