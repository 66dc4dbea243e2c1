"""Tokens and stems. The browser's half (`theme/search/stem.js`) does the same; a test compares the two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+")
_NIBBLES = "abcdefghijklmnop"
_ENDING = 3
"""A case ending that may follow an abbreviation: ФГОСа, ФГОСами."""

FLEETING = ("ок", "ек", "ец")
_SHORTEST_FLEETING = 4
_VOWELS = "аеиоуыэюя"

REMEMBERED = 1 << 16
"""Size of the caches of words; a hundred thousand records have more."""

_stem = Stemmer.Stemmer("russian", 0).stemWord


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order, as they are written; a hyphen parts words."""
    return _WORD.findall(text)


def fold(text: str) -> str:
    """Return a word or a text as search compares it: small letters, ё as е."""
    return text.lower().replace("ё", "е")


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """Return the stem of a word: what all its case forms have in common."""
    return str(_stem(fold(word)))


def stems_of(text: str) -> list[str]:
    """Return the stems of a text's words, in order."""
    return [stem(word) for word in words_of(text)]


def without_fleeting_vowel(stem_: str) -> str:
    """Return a stem without the vowel that comes and goes before its last letter, as case forms do.

    «ошибок» (stem «ошибок») and «ошибка» («ошибк»), «палец» and «пальца», «линеек» and «линейка» meet
    so. Of a stem that merely looks so («урок») comes a word that does not exist: harmless.
    """
    if len(stem_) < _SHORTEST_FLEETING or not stem_.endswith(FLEETING):
        return stem_
    start, last = stem_[:-2], stem_[-1]
    if start[-1] in _VOWELS:
        return f"{start}й{last}"
    return f"{start}ь{last}" if last == "ц" and start[-1] == "л" else start + last


def token(short: str) -> str:
    """Return the word that stands for an abbreviation in the index.

    An abbreviation cannot stand there as itself: stemming cuts «ДОУ» to «до» and «ИЗО» to «из». Its
    token is of Latin letters, which Russian stemming leaves alone, and no token begins another.
    """
    digits = (divmod(ord(letter) & 0xFF, 16) for letter in short.lower())
    return "z" + "".join(_NIBBLES[high] + _NIBBLES[low] for high, low in digits) + "z"


def is_token(word: str) -> bool:
    """Return whether a word is the token of an abbreviation."""
    inner = word[1:-1]
    return word[:1] == "z" and word[-1:] == "z" and bool(inner) and set(inner) <= set(_NIBBLES)


def without_ending(word: str) -> str:
    """Return an abbreviation without the small letters of a case ending: ФГОСом is ФГОС."""
    bare = word.rstrip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
    return bare if len(word) - len(bare) <= _ENDING else word


def looks_short(word: str) -> bool:
    """Return whether a word is written as abbreviations are: with a capital letter after the first."""
    return not word[1:].islower() and any(map(str.isupper, word[1:]))


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words in their order, each once."""
    return tuple(dict.fromkeys(words))
