"""Aliases: hidden words by which a text is found though it does not contain them.

Pagefind only stems. What it lacks is added to each page: the other words of a family (школа — школьный)
and, for an abbreviation or its full name, the other of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    without_fleeting_vowel,
    words_of,
)

T = TypeVar("T")
Phrase = tuple[str, ...]
Stemmed = tuple[str, str]
"""A word and its stem."""


class HiddenWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words indexed with a text, each once, in a fixed order.

    `forms` are the stems of other case forms, which the stemmer does not join where a vowel is fleeting;
    some of them are no words.
    """

    aliases: tuple[str, ...]
    forms: tuple[str, ...]


class WordBond(msgspec.Struct, frozen=True, kw_only=True):
    """What a word brings with it.

    `short` is the abbreviation that the word is, `begun` are the full names that may begin with it,
    `relatives` the other words of its family, `form` is as in `Hidden`.
    """

    word: str
    short: str
    begun: Sequence[tuple[str, Phrase]]
    relatives: Sequence[Stemmed]
    form: str


class Aliases:
    """Finds the aliases of texts in time linear in the text; made once for an atlas.

    Texts share most of their words, so what a word implies is cached.
    """

    def __init__(self, words: SearchWords) -> None:
        """Index families by stem and full names by their first stem."""
        self._families = _by_stem(words.families)
        full = _group((item.short, item.full) for item in words.abbreviations)
        self._spelt = {
            short: [(word, stem(word)) for name in names for word in words_of(name)]
            for short, names in full.items()
        }
        self._by_lower = {short.lower(): short for short in full}
        self._phrases = _by_first_stem(words.abbreviations)
        self._bond = lru_cache(maxsize=REMEMBERED)(self._bond_of)
        self._implied = {short: self._abbreviations_within(names) for short, names in full.items()}

    def find(self, text: str) -> HiddenWords:
        """Return the words to index with a text."""
        words = words_of(text)
        each = unique(words)
        known = frozenset(map(stem, each))
        bonds = self._bonds(each)
        shorts = unique(
            (*(bond.short for bond in bonds if bond.short), *self._find_abbreviations(words, bonds))
        )
        missing = [word for short in shorts for word, root in self._spelt[short] if root not in known]
        related = [*bonds, *self._bonds(missing)]
        relatives = [word for bond in related for word, root in bond.relatives if root not in known]
        implied = unique(name for short in shorts for name in (short, *self._implied[short]))
        aliases = unique((*map(token, implied), *missing, *relatives))
        forms = (bond.form for bond in (*bonds, *self._bonds(aliases)) if bond.form)
        return HiddenWords(aliases=aliases, forms=unique(forms))

    def _bonds(self, words: Iterable[str]) -> list[WordBond]:
        """Return what words imply, in their order."""
        return [bond for bond in map(self._bond, words) if bond]

    def _bond_of(self, word: str) -> WordBond | None:
        root = stem(word)
        bare = without_fleeting_vowel(root)
        bond = WordBond(
            word=word,
            short=self._by_lower.get(without_ending(word).lower(), "") if looks_short(word) else "",
            begun=self._phrases.get(root, ()),
            relatives=self._families.get(root, ()),
            form="" if bare == root else bare,
        )
        return bond if bond.short or bond.begun or bond.relatives or bond.form else None

    def _find_abbreviations(self, words: Sequence[str], bonds: Iterable[WordBond]) -> Iterator[str]:
        """Yield the abbreviations whose full names a text contains; `bonds` are those of its words."""
        begun = {bond.word: bond.begun for bond in bonds if bond.begun}
        for place in [place for place, word in enumerate(words) if word in begun]:
            for short, phrase in begun[words[place]]:
                if tuple(map(stem, words[place : place + len(phrase)])) == phrase:
                    yield short

    def _abbreviations_within(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the abbreviations whose full names are parts of longer names."""
        parts = map(words_of, names)
        return unique(
            short for words in parts for short in self._find_abbreviations(words, self._bonds(words))
        )


def _by_stem(families: Sequence[Sequence[str]]) -> Mapping[str, Sequence[Stemmed]]:
    words = ((word, family) for family in families for word in family)
    return _group(
        (stem(word), (other, stem(other))) for word, family in words for other in family if other != word
    )


def _by_first_stem(items: Sequence[Abbreviation]) -> Mapping[str, Sequence[tuple[str, Phrase]]]:
    phrases = ((item.short, tuple(stems_of(item.full))) for item in items)
    return _group((phrase[0], (short, phrase)) for short, phrase in phrases if phrase)


def _group(pairs: Iterable[tuple[str, T]]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
