"""The name of a region or a city in the grammatical cases that pages need, as far as the dictionary knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from operator import eq
from typing import TYPE_CHECKING

from generator.base.morphology import open_dictionary

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_CASES = ("gent", "datv", "loct")
_JOINED = re.compile(r"( [—–-] )")
"""Between two names of one region, both inflected: «Кемеровской области — Кузбасса»."""
_CITY, _REPUBLIC = "город", "Республика "
"""A city's own name is inflected too; that of a republic is not: «Республики Северная Осетия — Алания»."""


_WHOLE = {
    "край": "Весь край",
    "область": "Вся область",
    "республика": "Вся республика",
    "округ": "Весь округ",
    "город": "Весь город",
}


def decline_region(name: str) -> tuple[str, str, str] | None:
    """Return the genitive, dative and prepositional of a region's name; None if they cannot be derived."""
    parts = [name] if name.startswith(_REPUBLIC) else _JOINED.split(name)
    found = [_decline(part.split()) for part in parts[::2]]
    if not all(found):
        return None
    genitive, dative, prepositional = ("".join(_join(cases, parts)) for cases in zip(*found, strict=True))
    return genitive, dative, prepositional


def _join(names: Sequence[str], parts: Sequence[str]) -> Sequence[str]:
    return [each for pair in zip(names, [*parts[1::2], ""], strict=True) for each in pair]


def _decline(words: Sequence[str]) -> Sequence[str]:
    """Return a name in each case; () if it is not a noun after adjectives, perhaps with words after it."""
    last = len(words) - 1
    place = next((place for place, word in enumerate(words) if not _adjective(word)), last)
    noun = _noun(words[place]) if words else None
    if noun is None:
        return ()
    adjectives = [_adjective(word, noun) for word in words[:place]]
    after = _decline(words[place + 1 :]) if words[place].casefold() == _CITY and words[place + 1 :] else ()
    rest = after or [" ".join(words[place + 1 :])] * len(_CASES)
    if not all(adjectives):
        return ()
    return [
        " ".join(filter(None, (*_inflect([*adjectives, noun], words, case), ending)))
        for case, ending in zip(_CASES, rest, strict=True)
    ]


def _inflect(parsed: Sequence[Parse | None], words: Sequence[str], case: str) -> Sequence[str]:
    forms = (one.inflect({case}) if one else None for one in parsed)
    return [_as_written(form.word if form else word, word) for form, word in zip(forms, words, strict=False)]


def _noun(word: str) -> Parse | None:
    """Return a word as a noun, first of all as the name of a place."""
    found = [one for one in _parse(word) if {"NOUN", "nomn"} in one.tag]
    return max(found, key=lambda one: ("Geox" in one.tag, "inan" in one.tag, one.score), default=None)


def _adjective(word: str, noun: Parse | None = None) -> Parse | None:
    """Return a word as an adjective, of the gender and number of a noun if there is one."""
    wanted = {"ADJF", "nomn"} | ({noun.tag.number} if noun else set())
    if noun and noun.tag.number == "sing":
        wanted.add(noun.tag.gender)
    return next((one for one in _parse(word) if wanted in one.tag), None)


def _parse(word: str) -> Sequence[Parse]:
    found: Sequence[Parse] = open_dictionary().parse(word)
    return found


def _as_written(form: str, word: str) -> str:
    """Return a form with the capitals of the word: «Ростова-на-Дону»."""
    return "-".join(map(_with_capitals, form.split("-"), word.split("-")))


def _with_capitals(form: str, word: str) -> str:
    shared = sum(1 for _ in takewhile(lambda pair: eq(*pair), zip(form, word.lower(), strict=False)))
    return word[:shared] + form[shared:]


def whole_title(name: str) -> str | None:
    """Return the name for the whole of a region: «Весь край»; None if its name has no such word."""
    words = (word for word in name.casefold().split() if word in _WHOLE)
    return next((_WHOLE[word] for word in words), None)


def region_prefix(oktmo: str) -> str:
    """Return the digits that begin every code of a region's municipalities."""
    return oktmo.rstrip("0").ljust(2, "0")


def region_code(codes: Sequence[str]) -> str:
    """Return the code of the region that most municipalities belong to; a single one is itself the region."""
    if len(codes) == 1:
        return codes[0]
    starts = [code[:2] for code in codes]
    return max(sorted(set(starts)), key=starts.count) + "000000" if starts else "00000000"
