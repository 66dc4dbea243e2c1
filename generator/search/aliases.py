"""Aliases: words by which a text should be found though it does not hold them.

Pagefind stems words, and that is all it knows. What it lacks is added to each page as hidden words:
the other words of a family (школа — школьный) and, for an abbreviation or its full name, the other
of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.search.words import (
    FLEETING,
    looks_short,
    stem,
    stems_of,
    token,
    unique,
    without_ending,
    without_fleeting_vowel,
    words_of,
)
from generator.settings import Abbreviation, SearchWords

Phrase = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden:
    """Words indexed with a text, each once, in a fixed order.

    `forms` is what other case forms of the words look like to a stemmer that knows no fleeting
    vowels; some of them are no words.
    """

    aliases: tuple[str, ...]
    forms: tuple[str, ...]


class Aliases:
    """Finds the aliases of texts. Made once for an atlas: time is linear in the text."""

    def __init__(self, words: SearchWords) -> None:
        """Prepare the look-up of families by stem and of full names by their first stem."""
        self._families = _by_stem(words.families)
        self._full = _by_short(words.abbreviations)
        self._by_lower = {short.lower(): short for short in self._full}
        self._phrases = _by_first_stem(words.abbreviations)
        self._implied = {
            short: unique(other for full in names for other in self._shorts_in(stems_of(full)))
            for short, names in self._full.items()
        }

    def of(self, text: str) -> Hidden:
        """Return the words that are to be indexed with a text."""
        words = words_of(text)
        stems = [stem(word) for word in words]
        aliases = self._aliases(words, stems)
        return Hidden(aliases=aliases, forms=_other_forms((*stems, *map(stem, aliases))))

    def _aliases(self, words: Sequence[str], stems: Sequence[str]) -> tuple[str, ...]:
        known = set(stems)
        shorts = unique((*self._written(unique(words)), *self._shorts_in(stems)))
        implied = unique(name for short in shorts for name in (short, *self._implied[short]))
        spelt = [word for short in shorts for full in self._full[short] for word in words_of(full)]
        missing = [word for word in spelt if stem(word) not in known]
        relatives = self._relatives(unique((*stems, *map(stem, missing))), known)
        return unique((*map(token, implied), *missing, *relatives))

    def _written(self, words: Collection[str]) -> Iterator[str]:
        """Yield the abbreviations that stand in a text as such."""
        for word in words:
            if looks_short(word) and (short := self._by_lower.get(without_ending(word).lower())):
                yield short

    def _shorts_in(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Return the abbreviations whose full names stand in a text."""
        return unique(
            short
            for place, first in enumerate(stems)
            for short, phrase in self._phrases.get(first, ())
            if tuple(stems[place : place + len(phrase)]) == phrase
        )

    def _relatives(self, stems: Sequence[str], known: Collection[str]) -> Iterator[str]:
        for each in stems:
            for word in self._families.get(each, ()):
                if stem(word) not in known:
                    yield word


def _other_forms(stems: Sequence[str]) -> tuple[str, ...]:
    fleeting = unique(each for each in stems if each.endswith(FLEETING))
    return tuple(bare for each in fleeting if (bare := without_fleeting_vowel(each)) != each)


def _by_short(items: Sequence[Abbreviation]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for item in items:
        found[item.short].append(item.full)
    return found


def _by_stem(families: Sequence[Sequence[str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for family in families:
        for word in family:
            found[stem(word)] += [other for other in family if other != word]
    return found


def _by_first_stem(items: Sequence[Abbreviation]) -> Mapping[str, Sequence[tuple[str, Phrase]]]:
    found: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)
    for item in items:
        if phrase := tuple(stems_of(item.full)):
            found[phrase[0]].append((item.short, phrase))
    return found
