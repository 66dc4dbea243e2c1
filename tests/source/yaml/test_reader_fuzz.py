"""The YAML reader keeps its promises over bytes, texts, YAML-like texts and broken records."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.atlases import FIXTURES
from support.effort import examples
from support.reader_promises import keeps_its_promises

BOUNDED = settings(max_examples=examples(150), deadline=None)
SIGNS = (
    "- ", "? ", ": ", ":", "key: ", "a", "b: 1", "1", "-0.5e3", "true", "~", "null", "<<: ", "'", '"', "''",
    "\\", "\\n", "\\x41", "\\u202e", "|", ">", "|-\n", ">+2\n", "#", " #", " # x", "&a ", "*a", "!t ",
    "[", "]", "{", "}", ",", "%", "@", "`", "---", "...", "--- ", "%YAML 1.1\n", "\t", "\u00a0", "\u2028",
    "!!str ", "\r", "\r\n", "\x85", "\ufeff", "\x00", "\u200b", "ж", "\U0001f600", "\n", "\n\n", " ", "  ",
    "\n  ", "\n    ",
)  # fmt: skip
YAML_LIKE = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=40).map("".join)
KEY_BELOW_BLOCK = "ключ - с пробелами: 1\na: |\n  text\n"
"""Read in this order; with its keys in order it looks like a text without its indent."""
HALF_GARBLED = "# {0} — и\na: {0}\n".format("Учебный кабинет".encode().decode("cp1251"))
"""Past mending as a whole; without its remark it is not."""
RECORD = (FIXTURES / "valid/content/practices/obrazets.yaml").read_text(encoding="utf-8")


@st.composite
def broken_records(draw: st.DrawFn) -> str:
    """A correct record with some parts removed, repeated or overwritten."""
    text = RECORD
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 30))
        part = draw(YAML_LIKE | st.just(text[start:end] * 2))
        text = text[:start] + part + text[end:]
    return text


@given(st.binary(max_size=300))
@BOUNDED
@example(b"a: \xff")
@example(b"\xef\xbb\xbfa: 1")
def test_any_bytes(data: bytes) -> None:
    keeps_its_promises(data)


@given(YAML_LIKE | st.text(max_size=200).map(lambda text: text.encode(errors="replace").decode()))
@settings(BOUNDED, max_examples=examples(250))
@example("? ")
@example("*a : *b")
@example("a: *b\n? *c\n: d")
@example("%")
@example(KEY_BELOW_BLOCK)
@example(HALF_GARBLED)
def test_any_text(text: str) -> None:
    keeps_its_promises(text.encode(errors="replace"))


@given(broken_records())
@BOUNDED
def test_any_broken_record(text: str) -> None:
    keeps_its_promises(text.encode(errors="replace"))
