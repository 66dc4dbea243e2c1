"""Tokens and stems. `theme/search/stem.js` does the same in the browser; a test compares the two."""

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
"""Size of the word caches; a hundred thousand records have more words."""

_stem = Stemmer.Stemmer("russian", 0).stemWord


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, as written; a hyphen separates words."""
    return _WORD.findall(text)


def fold(text: str) -> str:
    """Return a word or a text as search compares it: in lower case, with е for ё."""
    return text.lower().replace("ё", "е")


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """Return the stem of a word, which all its case forms have in common."""
    return str(_stem(fold(word)))


def stems_of(text: str) -> list[str]:
    """Return the stems of a text's words, in order."""
    return [stem(word) for word in words_of(text)]


def without_fleeting_vowel(stem_: str) -> str:
    """Return a stem without the fleeting vowel before its last letter.

    So «ошибок» (stem «ошибок») and «ошибка» («ошибк»), «палец» and «пальца», «линеек» and «линейка» get the
    same stem. A stem that only looks like one («урок») becomes a word that does not exist, which is harmless.
    """
    if len(stem_) < _SHORTEST_FLEETING or not stem_.endswith(FLEETING):
        return stem_
    start, last = stem_[:-2], stem_[-1]
    if start[-1] in _VOWELS:
        return f"{start}й{last}"
    return f"{start}ь{last}" if last == "ц" and start[-1] == "л" else start + last


def token(short: str) -> str:
    """Return the word that represents an abbreviation in the index.

    An abbreviation itself cannot: stemming cuts «ДОУ» to «до» and «ИЗО» to «из». Its token consists of Latin
    letters, which Russian stemming does not change, and no token is a prefix of another.
    """
    digits = (divmod(ord(letter) & 0xFF, 16) for letter in short.lower())
    return "z" + "".join(_NIBBLES[high] + _NIBBLES[low] for high, low in digits) + "z"


def is_token(word: str) -> bool:
    """Return whether a word is the token of an abbreviation."""
    inner = word[1:-1]
    return word[:1] == "z" and word[-1:] == "z" and bool(inner) and set(inner) <= set(_NIBBLES)


def without_ending(word: str) -> str:
    """Return an abbreviation without the lower-case letters of a case ending: ФГОС for ФГОСом."""
    bare = word.rstrip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
    return bare if len(word) - len(bare) <= _ENDING else word


def looks_short(word: str) -> bool:
    """Return whether a word looks like an abbreviation: it has a capital letter after the first."""
    return not word[1:].islower() and any(map(str.isupper, word[1:]))


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words in their order, without duplicates."""
    return tuple(dict.fromkeys(words))
