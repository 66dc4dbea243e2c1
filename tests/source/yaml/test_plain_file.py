"""A file read line by line has the same value as with libyaml, and nothing that the reader would refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.atlases import FIXTURES

from generator.source.yaml import reader
from generator.source.yaml.foreign_characters import foreign_character
from generator.source.yaml.plain_file import read_plain_file
from generator.source.yaml.reader import Parsed, Refusal, read_yaml

VALUES = [
    *(
        "",
        "слово",
        "слово:слово",
        "слово: слово",
        "слово:",
        "https://example.org/a?b=c",
        "14:30",
        "a #b",
        "#b",
    ),
    *("1", "-1", "1.0", "1e3", "1e999", "012", "-", "--", "- a", "-a", "true", "да", "null", "~", "~a", "a "),
    *("'а'", "''", "'а''б'", "'а' б", '"а"', '"а\\n"', "[а]", "{}", "&a б", "*a", "!a б", "%a", "@a", "`a`"),
    *("<<", "? а", "|", ">-", ">+", "|2", "> # а", "\u00a0а", "а\u00a0", "а\tб", "а\u200bб", "а\x07", "😀"),
]
BLOCKS = [
    "{0} а\n{0} б",
    "{0}  а\n\n{0}  б\n",
    "{0}  а\n{0}   б",
    "{0}  а \n{0} б",
    "\n{0}  а",
    "{0}а",
    "{0} # а",
]


@st.composite
def _lines(draw: st.DrawFn, column: int = 0, depth: int = 3) -> list[str]:
    """Lines of a mapping or a list at a column, nearly always correct."""
    lines: list[str] = []
    dash = draw(st.sampled_from(["", "", "- ", "-   ", "-"]))
    for key in draw(
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique_by=lambda key: (key, dash))
    ):
        shift = draw(st.sampled_from([0] * 20 + [-1, 1, 2]))
        named = (
            draw(st.sampled_from([f"{key}: ", f"{key}:", f"{key}:  "]))
            if not dash or draw(st.booleans())
            else ""
        )
        start = f"{' ' * max(0, column + shift)}{dash}{named}"
        if depth and named and draw(st.booleans()):
            lines += [start, *draw(_lines(column + draw(st.sampled_from([0, 2, 2, 4])), depth - 1))]
        elif draw(st.booleans()):
            block = draw(st.sampled_from(BLOCKS)).format(" " * column)
            lines.append(f"{start}{draw(st.sampled_from(['>-', '>', '|-', '|']))}\n{block}")
        else:
            lines.append(f"{start}{draw(st.sampled_from(VALUES))}")
        lines += draw(st.sampled_from([[], [], [], [], [""], ["# а"], ["   # а"], ["  "]]))
    return lines


@given(_lines(), st.sampled_from(["\n", "\n\n", "", "\n---\n", "\n..."]))
def test_lines_have_the_values_that_libyaml_gives_them(lines: list[str], end: str) -> None:
    _compare("\n".join(lines) + end)


def test_files_have_the_values_that_libyaml_gives_them() -> None:
    for file in FIXTURES.rglob("content/*/*.yaml"):
        _compare(file.read_bytes().decode(errors="replace") if file.is_file() else "")


def test_records_are_read_so() -> None:
    records = [*(FIXTURES / "reference/content").rglob("*.yaml")]
    assert records
    assert all(_compare(file.read_text(encoding="utf-8")) for file in records)


@pytest.mark.parametrize(
    "text", ["", "\n", "# а\n", "а\n", "- a\n", "a: 1", "a: 1\na: 2\n", " a: 1\n", "a:\n\tb: 1\n"]
)
def test_what_is_not_plain_is_left_to_libyaml(text: str) -> None:
    assert read_plain_file(text) is None


def _compare(text: str) -> bool:
    """Compare the value with libyaml's; return whether the text was read."""
    value = read_plain_file(text)
    if value is None:
        return False
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reader, "read_plain_file", lambda _text: None)
        found = read_yaml(text.encode())
    assert isinstance(found, Refusal) if foreign_character(text) else found == Parsed(value=value)
    assert repr(found.value) in {"None", repr(value)}, "1 and 1.0, 1 and True are equal"
    return True
