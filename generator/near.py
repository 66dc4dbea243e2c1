"""Near misses: what the author may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

_CUTOFF = 66
_SAME = 100
_MOST = 3
_LONGEST = 100
"""Longer texts are not misspelt ids; comparing them costs time and helps nobody."""


def near_misses(word: str, candidates: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return what may have been meant, best first, at most three.

    Args:
        word: what is written.
        candidates: pairs of a text to compare with and what to suggest for it; one suggestion may
            stand in several pairs (an id, its title, its abbreviation).
    """
    if not word or len(word) > _LONGEST:
        return ()
    pairs = [(text.casefold(), suggestion) for text, suggestion in candidates]
    found = process.extract(
        word.casefold(),
        [text for text, _ in pairs],
        scorer=fuzz.ratio,
        score_cutoff=_CUTOFF,
        limit=_MOST * 2,
    )
    same = [index for _, score, index in found if score == _SAME]  # the very name of one: no others
    return tuple(dict.fromkeys(pairs[index][1] for index in same or [index for _, _, index in found]))[:_MOST]
