"""Word by word comparison of two texts, showing what was rewritten."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from rapidfuzz.distance import Indel

How = Literal["same", "deleted", "inserted", "left out"]
_TOKEN = re.compile(r"\n\s*\n|\S+")
_PARAGRAPH = "¶"
_MOST = 4000
"""Most words of a text that are compared: a text field has at most half as many."""
_AROUND = 6
"""Words shown before and after a difference."""


class DiffPiece(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive words that stayed, were deleted or inserted; long unchanged runs lose their middle."""

    how: How
    text: str


def compare_texts(before: str, after: str) -> tuple[DiffPiece, ...]:
    """Merge two texts: what stayed, what was deleted and what was inserted, in order."""
    old, new = _split_tokens(before), _split_tokens(after)
    pieces: list[DiffPiece] = []
    inserted: list[DiffPiece] = []  # follows what was deleted in the same place
    for step in Indel.opcodes(old, new):
        was, now = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        if step.tag == "insert":
            inserted.append(DiffPiece(how="inserted", text=" ".join(now)))
        elif step.tag == "delete":
            pieces.append(DiffPiece(how="deleted", text=" ".join(was)))
        else:
            pieces += inserted
            inserted = []
            goes_on = step.src_end < len(old) or step.dest_end < len(new)
            pieces += _shorten_same(was, _AROUND if pieces else 0, _AROUND if goes_on else 0)
    return (*pieces, *inserted)


def _split_tokens(text: str) -> Sequence[str]:
    found = [_PARAGRAPH if not token.strip() else token for token in _TOKEN.findall(text)]
    return found if len(found) <= _MOST else [*found[:_MOST], "…"]


def _shorten_same(words: Sequence[str], head: int, tail: int) -> Iterator[DiffPiece]:
    """Yield unchanged words, without those far from a difference."""
    if len(words) <= head + tail + 1:
        yield DiffPiece(how="same", text=" ".join(words))
        return
    if head:
        yield DiffPiece(how="same", text=" ".join(words[:head]))
    yield DiffPiece(how="left out", text="…")
    if tail:
        yield DiffPiece(how="same", text=" ".join(words[-tail:]))
