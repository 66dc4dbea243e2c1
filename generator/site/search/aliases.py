"""Aliases: hidden words that let a text be found though it does not contain them.

Pagefind only stems. What it lacks is added to each page: the full name of an abbreviation, and the reverse.
Related words (школа — школьный) are searched for instead (`names`): indexed with each page they would be a
seventh of the index.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import TypeVar

import msgspec

from generator.model.settings import Abbreviation, SearchWords
from generator.site.search.words import (
    REMEMBERED,
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


class WordBond(msgspec.Struct, frozen=True, kw_only=True):
    """What a word implies.

    `short` is the abbreviation that the word is, `begun` are the full names that may begin with it.
    """

    word: str
    short: str
    begun: Sequence[tuple[str, Phrase]]


class Aliases:
    """Finds the aliases of texts in time linear in the text; one instance per atlas.

    Texts share most of their words, and most words imply nothing: these are remembered.
    """

    def __init__(self, words: SearchWords) -> None:
        """Index full names by their first stem."""
        full = _group((item.short, item.full) for item in words.abbreviations)
        self._spelt = {
            short: [(word, stem(word)) for name in names for word in words_of(name)]
            for short, names in full.items()
        }
        self._by_lower = {short.lower(): short for short in full}
        self._phrases = _by_first_stem(words.abbreviations)
        self._bond = lru_cache(maxsize=REMEMBERED)(self._bond_of)
        self._mute: set[str] = set()
        """Words that imply nothing."""
        self._implied = {short: self._abbreviations_within(names) for short, names in full.items()}

    def find(self, text: str) -> tuple[str, ...]:
        """Return the words to index with a text, without duplicates, in a fixed order."""
        words = words_of(text)
        each = frozenset(words)
        bonds = self._bonds(each)
        shorts = unique(
            (*(bond.short for bond in bonds if bond.short), *self._find_abbreviations(words, bonds))
        )
        known = frozenset(map(stem, each)) if shorts else frozenset()
        missing = [word for short in shorts for word, root in self._spelt[short] if root not in known]
        implied = unique(name for short in shorts for name in (short, *self._implied[short]))
        return unique((*map(token, implied), *missing))

    def _bonds(self, words: AbstractSet[str]) -> list[WordBond]:
        """Return what words imply, in their alphabetical order."""
        if len(self._mute) > REMEMBERED:
            self._mute.clear()
        bonds = [self._bond(word) for word in sorted(words - self._mute)]
        self._mute.update(bond.word for bond in bonds if not (bond.short or bond.begun))
        return [bond for bond in bonds if bond.short or bond.begun]

    def _bond_of(self, word: str) -> WordBond:
        short = self._by_lower.get(without_ending(word).lower(), "") if looks_short(word) else ""
        return WordBond(word=word, short=short, begun=self._phrases.get(stem(word), ()))

    def _find_abbreviations(self, words: Sequence[str], bonds: Iterable[WordBond]) -> Iterator[str]:
        """Yield the abbreviations whose full names are in a text; `bonds` are those of its words."""
        begun = {bond.word: bond.begun for bond in bonds if bond.begun}
        for place in [place for place, word in enumerate(words) if word in begun]:
            for short, phrase in begun[words[place]]:
                if tuple(map(stem, words[place : place + len(phrase)])) == phrase:
                    yield short

    def _abbreviations_within(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the abbreviations whose full names are parts of longer names."""
        parts = map(words_of, names)
        return unique(
            short
            for words in parts
            for short in self._find_abbreviations(words, self._bonds(frozenset(words)))
        )


def _by_first_stem(items: Sequence[Abbreviation]) -> Mapping[str, Sequence[tuple[str, Phrase]]]:
    phrases = ((item.short, tuple(stems_of(item.full))) for item in items)
    return _group((phrase[0], (short, phrase)) for short, phrase in phrases if phrase)


def _group(pairs: Iterable[tuple[str, T]]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
