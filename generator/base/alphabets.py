"""Look-alike letters of the Latin and Russian alphabets: which ones a word contains, and where."""

import re

from generator.base.russian import join_words

_LATIN_TWINS = "AaBCcEeHKkMOoPpTXxyu"
_RUSSIAN_TWINS = "АаВСсЕеНКкМОоРрТХхуи"
_TO_RUSSIAN = str.maketrans(_LATIN_TWINS, _RUSSIAN_TWINS)
_TO_LATIN = str.maketrans(f"{_RUSSIAN_TWINS}мнтвіѕјУЗ", f"{_LATIN_TWINS}mhtbisjY3")
"""Ids, keys and mailboxes allow more look-alikes than words do."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_RUSSIAN = re.compile(r"[\u0400-\u04ff]")
_FIGURES = str.maketrans("OОоЗзIl|", "00033111")
_MOST_NAMED = 4


def latin_twin(text: str) -> str:
    """Return a text spelt in Latin letters; empty if it has no Russian ones, or any without a Latin twin."""
    latin = text.translate(_TO_LATIN)
    return latin if latin != text and not _RUSSIAN.search(latin) else ""


def russian_twin(text: str) -> str:
    """Return a text with its Latin letters replaced by the Russian ones that look like them."""
    return text.translate(_TO_RUSSIAN)


def figures_of(text: str) -> str:
    """Return a text with look-alike letters replaced by digits: «2О24» becomes 2024.

    A text without a single digit is a word and stays as it is: «октябрь» contains no zero.
    """
    return text.translate(_FIGURES) if any(map(str.isdecimal, text)) else text


def name_russian_letters(text: str) -> str:
    """Describe which Russian letters a text has, and where: «русская «р» на 1-м месте»."""
    return _name_letters(text, _RUSSIAN, "русская", "русские")


def name_rarer_letters(text: str) -> str:
    """Describe which letters of its minority alphabet a text has, and where."""
    if has_more_russian(text):
        return _name_letters(text, _LATIN, "латинская", "латинские")
    return name_russian_letters(text)


def has_more_russian(text: str) -> bool:
    """Return whether a text has at least as many Russian letters as Latin ones."""
    return len(_LATIN.findall(text)) <= len(_RUSSIAN.findall(text))


def _name_letters(text: str, letters: re.Pattern[str], one: str, several: str) -> str:
    places: dict[str, int] = {}
    for found in letters.finditer(text):
        places.setdefault(found[0], found.start() + 1)
    named = [f"«{letter}» на {place}-м месте" for letter, place in list(places.items())[:_MOST_NAMED]]
    more = ["другие"] if len(places) > _MOST_NAMED else []
    return f"{several if len(places) > 1 else one} {join_words([*named, *more])}"
