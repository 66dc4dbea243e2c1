"""Finds long texts after «|» or «>» that lack their indent, where YAML sees keys or nothing at all."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"^(?P<own> *(?:- +)*)[\w-]+:[ \t]+[|>][+-]?[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"^(?P<indent> *)(?P<words>\S[^\n]*)$", re.MULTILINE)
_KEY = re.compile(r"""(?:- +)*(?:(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'):(?:\s|\Z)|[A-Za-z_]+\b)""")
"""A key, or a word in Latin letters, which is a misspelt key rather than the beginning of a text."""
_SECTION = re.compile(r"\n(?: +| *- )\S")
"""What follows a key that opens a section or a list."""
_NO_TEXT = re.compile(r"#(?!#)|---|\.\.\.|[%&!?{}\[\]]")


def unindented_text(text: str, until: int) -> int | None:
    """Return the start of the first line that lacks its indent after «|» or «>»; None if none does.

    Lines after the index `until` are ignored.
    """
    done = 0
    for header in _HEADER.finditer(text, 0, until):
        if header.start() < done:  # inside such a text
            continue
        own = len(header["own"])
        for line in _LINE.finditer(text, header.end()):
            done, indent = line.start(), len(line["indent"])
            if indent > own:
                continue
            opens_section = line["words"].endswith(":") and _SECTION.match(text, line.end())
            if done <= until and not opens_section and _is_text(line["words"], is_item_strange=indent == own):
                return done
            break
    return None


def text_among_keys(text: str, values: Sequence[object]) -> int | None:
    """Return the start of an unindented text of which a line with a colon was read as a key."""
    whole = next(iter(values), None)
    is_odd = isinstance(whole, dict) and any(" " in key for key in whole)
    return unindented_text(text, len(text)) if is_odd else None


def _is_text(words: str, *, is_item_strange: bool) -> bool:
    if words.startswith("- "):
        return is_item_strange
    return not _KEY.match(words) and not _NO_TEXT.match(words)
