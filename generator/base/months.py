"""Months as people write them: «октябрь», «в сент.», «октябрь–декабрь», «с ноября по март»."""

import re
from collections.abc import Iterator

_NAMES = tuple(
    (name, stem + ending, stem + ("ю" if ending == "я" else "у"), stem + "е")
    for name, stem, ending in (
        ("январь", "январ", "я"), ("февраль", "феврал", "я"), ("март", "март", "а"), ("апрель", "апрел", "я"),
        ("май", "ма", "я"), ("июнь", "июн", "я"), ("июль", "июл", "я"), ("август", "август", "а"),
        ("сентябрь", "сентябр", "я"), ("октябрь", "октябр", "я"), ("ноябрь", "ноябр", "я"),
        ("декабрь", "декабр", "я"),
    )
)  # fmt: skip
_TELLING = 3
"""Letters that are enough to tell months apart."""
_LISTED = re.compile(r"\s*[,;/\n]\s*|\s+и\s+")
_SPAN = re.compile(r"(?:с\s+)?([а-яё]+)\.?\s*(?:[-\u2010-\u2015]|\s(?:по|до)\s)\s*([а-яё]+)\.?\Z")
_ONE = re.compile(r"(?:в\s+)?([а-яё]+)\.?\Z")


def month_number(word: str) -> int:
    """Return the number of a month by its name in any case, abbreviated or misspelt; 0 for another word."""
    plain = word.casefold().rstrip(".")
    begun = [(number, forms) for number, forms in enumerate(_NAMES, start=1) if _begins_alike(plain, forms)]
    for number, forms in begun:
        if any(form.startswith(plain) for form in forms):
            return number
    if not begun or len(plain) <= _TELLING:
        return 0
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - not needed where nothing is misspelt

    return next((number for number, forms in begun if any(OSA.distance(plain, one) <= 1 for one in forms)), 0)


def find_months(text: str) -> tuple[int, ...]:
    """Return the months that a text lists by name; none if any part of it is not a month.

    A range may run over the end of the year: «ноябрь–март».
    """
    found = [tuple(_read(part)) for part in _LISTED.split(text.strip().casefold()) if part]
    return tuple(dict.fromkeys(month for part in found for month in part)) if all(found) else ()


def _read(part: str) -> Iterator[int]:
    if span := _SPAN.match(part):
        first, last = month_number(span[1]), month_number(span[2])
        if first and last:
            yield from ((first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1))
    elif (one := _ONE.match(part)) and (month := month_number(one[1])):
        yield month


def _begins_alike(word: str, forms: tuple[str, ...]) -> bool:
    return len(word) >= _TELLING and any(form.startswith(word[:_TELLING]) for form in forms)
