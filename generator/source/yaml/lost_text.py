"""Finds text that YAML silently drops: everything after a «#» on the line of a value."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.source.yaml.problems import FileProblem, refused_syntax

_BEHIND_VALUE = re.compile(r"^(?![ \t]*#)[^\n]*#", re.MULTILINE)
_REMARK = re.compile(r"(?<=[ \t,\[\]{}])#")
_BLOCK_STYLES = "|>"


def may_lose_text(text: str) -> bool:
    """Return whether a «#» follows something on its line: comments should have lines of their own."""
    return _BEHIND_VALUE.search(text) is not None


def lost_texts(text: str, scalars: Sequence[tuple[int, int]]) -> Iterator[FileProblem]:
    """Yield the notes on lost texts, one per line.

    Args:
        text: a text that libyaml has read.
        scalars: start and end of its scalars, in order.
    """
    starts = [start for start, _ in scalars]
    reported = -1
    for found in _REMARK.finditer(text):
        index = found.start()
        line = text.rfind("\n", 0, index) + 1
        before = bisect_right(starts, index) - 1
        if line == reported or before < 0 or text[line:index].lstrip()[:1] in {"", "#"}:
            continue
        start, end = scalars[before]
        if index < end and not (text[start] in _BLOCK_STYLES and "\n" not in text[start:index]):
            continue
        reported = line
        line_end = text.find("\n", index)
        rest = text[index : line_end if line_end >= 0 else len(text)].rstrip()
        yield replace(refused_syntax("lost-text", text, index, rest), value_index=start)
