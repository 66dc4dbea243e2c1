"""Aliases: hidden words that let a text be found though it does not contain them.

Pagefind only stems. What it lacks is added to each page: the full name of an abbreviation, and the reverse.
Related words (школа — школьный) are searched for instead (`names`): indexed with each page they would be a
seventh of the index.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from generator.model.settings import SearchWords
from generator.site.search.words import (
    looks_short,
    stem,
    stems_of,
    token,
    unique,
    without_ending,
    words_of,
)

T = TypeVar("T")
Phrase = tuple[str, ...]


class Aliases:
    """Finds the aliases of texts in time linear in the text; one instance per atlas."""

    def __init__(self, words: SearchWords) -> None:
        """Index full names by their first stem."""
        full = _group((item.short, item.full) for item in words.abbreviations)
        self._spelt = {
            short: [(word, stem(word)) for name in names for word in words_of(name)]
            for short, names in full.items()
        }
        self._by_lower = {short.lower(): short for short in full}
        phrases = ((item.short, tuple(stems_of(item.full))) for item in words.abbreviations)
        self._phrases = _group((phrase[0], (short, phrase)) for short, phrase in phrases if phrase)
        self._implied = {
            short: unique(one for name in names for one in self._find_full_names(words_of(name)))
            for short, names in full.items()
        }

    def find(self, text: str) -> tuple[str, ...]:
        """Return the words to index with a text, without duplicates, in a fixed order."""
        words = words_of(text)
        each = frozenset(words)
        shorts = unique((*self._find_abbreviations(each), *self._find_full_names(words)))
        known = frozenset(map(stem, each)) if shorts else frozenset()
        missing = [word for short in shorts for word, root in self._spelt[short] if root not in known]
        implied = unique(name for short in shorts for name in (short, *self._implied[short]))
        return unique((*map(token, implied), *missing))

    def _find_abbreviations(self, words: AbstractSet[str]) -> Iterator[str]:
        """Yield the abbreviations among words, in the alphabetical order of the words."""
        bare = (without_ending(word).lower() for word in sorted(filter(looks_short, words)))
        return (self._by_lower[one] for one in bare if one in self._by_lower)

    def _find_full_names(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the abbreviations whose full names are in a text."""
        for place, word in enumerate(words):
            for short, phrase in self._phrases.get(stem(word), ()):
                if tuple(map(stem, words[place : place + len(phrase)])) == phrase:
                    yield short


def _group(pairs: Iterable[tuple[str, T]]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
