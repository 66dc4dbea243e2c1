"""Suggestions for unknown words: what the author may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_CUTOFF = 66
_SAME = 100
_MOST = 3
_MOST_WORDS = 100
_LONGEST = 100
"""Longer texts are no misspelt ids; comparing them is wasted time."""


def near_misses(word: str, candidates: Iterable[tuple[str, str]], *, least: int = _CUTOFF) -> tuple[str, ...]:
    """Return up to three suggestions, best first.

    `candidates` are pairs of a text to compare with and its suggestion: several may share one (an id, its
    title, its abbreviation). `least` is how alike they must be, in hundredths.
    """
    if not word or len(word) > _LONGEST:
        return ()
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - where nothing is misspelt it is not needed

    pairs = [(text.casefold(), suggestion) for text, suggestion in candidates]
    found = process.extract(
        word.casefold(),
        [text for text, _ in pairs],
        scorer=fuzz.ratio,
        score_cutoff=least,
        limit=_MOST * 2,
    )
    same = [index for _, score, index in found if score == _SAME]  # an exact match: no others
    return tuple(dict.fromkeys(pairs[index][1] for index in same or [index for _, _, index in found]))[:_MOST]


class Suggester:
    """Suggests for many words out of the same candidates.

    The number of words is limited: where hundreds are unknown, a folder was renamed or lost, and comparing
    each with ten thousand names would take minutes.
    """

    def __init__(self, candidates: Sequence[tuple[str, str]]) -> None:
        """Take pairs as of `near_misses`."""
        self._candidates = candidates
        self._suggestions: dict[str, tuple[str, ...]] = {}

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return up to three suggestions for a word, best first."""
        if word not in self._suggestions:
            few = len(self._suggestions) < _MOST_WORDS
            self._suggestions[word] = near_misses(word, self._candidates) if few else ()
        return self._suggestions[word]
