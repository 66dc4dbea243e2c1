"""Suggestions for unknown words: what the author may have meant."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import count

_CUTOFF = 66
_SAME = 100
_SURE, _ALIKE = 90, 0.6
_WORD = re.compile(r"[^\W_]+")
_MOST = 3
_MOST_WORDS = 100
_LONGEST = 100
"""Longer texts are not misspelt ids; comparing them is wasted time."""
Suggest = Callable[[str], tuple[str, ...]]
"""Returns up to three suggestions for a word, best first."""


def near_misses(
    word: str, candidates: Iterable[tuple[str, str]], *, least: int = _CUTOFF, by_words: bool = False
) -> tuple[str, ...]:
    """Return up to three suggestions, best first.

    `candidates` are pairs of a text to compare with and its suggestion: several may share one (an id, its
    title, its abbreviation). `least` is the threshold of similarity in per cent. `by_words` demands
    similarity of every word too: «otdelenie-fiziki» is not a misspelt «otdelenie-istorii».
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
    if by_words:
        found = [one for one in found if one[1] >= _SURE or _has_words(one[0], word.casefold())]
    return tuple(dict.fromkeys(pairs[index][1] for index in same or [index for _, _, index in found]))[:_MOST]


def _has_words(name: str, word: str) -> bool:
    """Return whether a name has a similar word for every word of another one."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    words, others = _WORD.findall(word), _WORD.findall(name)
    return all(any(OSA.normalized_similarity(one, other) >= _ALIKE for other in others) for one in words)


def suggester(candidates: Sequence[tuple[str, str]]) -> Suggest:
    """Return a function that suggests for many words from the same candidates (see `near_misses`).

    The number of words is limited: where hundreds are unknown, a folder was renamed or lost, and comparing
    each with ten thousand names would take minutes.
    """
    numbers = count()

    @cache
    def suggest(word: str) -> tuple[str, ...]:
        return near_misses(word, candidates, by_words=True) if next(numbers) < _MOST_WORDS else ()

    return suggest
