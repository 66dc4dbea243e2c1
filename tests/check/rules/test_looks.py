"""Prefilters, which save slow rules: without them each rule finds the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.person_names import MAY_BE_NAME, NAME_SIGN
from generator.check.rules import markdown_form, stray_signs
from generator.check.rules.markdown_form import broken_markdown
from generator.check.rules.stray_signs import list_in_text
from generator.model.annotations import AnnotatedValue

PIECES = [
    "| а | б |\n", "|---|---|\n", "|---|\n", "| 1 |\n", "|| а |\n", "\n", "\n\n", "> ", "- ", "1. ", "— а\n",
    "– б\n", "• в\n", "→ ", "слово ", "**", "`", "```\n", "~~", "##А", "[а] (https://example.org)", "[а]()",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_is_parsed_only_if_it_may_be_wrong_is_told_all_the_same(text: str) -> None:
    leaf = AnnotatedValue(pointer=(), kind="markdown", value=text)
    looked = [*broken_markdown(leaf), *list_in_text(leaf)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stray_signs, "_may_list_in_markdown", bool)
        patch.setattr(markdown_form, "_without_tables", str)
        assert looked == [*broken_markdown(leaf), *list_in_text(leaf)]


WORDS = [
    "Ольга",
    "СМИРНОВА",
    "ИВАНОВНА",
    "О.",
    "и",
    "Анна-Мария",
    "Я",
    "-",
    ".",
    " ",
    "\u00a0",
    "\n",
    "\n\n",
    "ё",
]


@given(st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
def test_what_may_be_a_name_has_the_sign_of_one(text: str) -> None:
    assert not MAY_BE_NAME.search(text) or NAME_SIGN.search(text)


EDGES = [
    "(",
    "((",
    "))",
    "[",
    "]",
    "*",
    "**",
    "- ",
    "• ",
    "1. ",
    "2) ",
    "слово",
    ";",
    ",",
    " ",
    "\u00a0",
    "→",
    "5",
    "%",
]


@given(st.lists(st.sampled_from(EDGES), min_size=1, max_size=6).map("".join))
def test_what_has_no_sign_at_its_edges_has_no_stray_one(text: str) -> None:
    leaf = AnnotatedValue(pointer=(), kind="line", value=text)
    looked = list(stray_signs.stray_signs(leaf))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stray_signs, "_has_sign_at_edge", bool)
        assert looked == list(stray_signs.stray_signs(leaf))
