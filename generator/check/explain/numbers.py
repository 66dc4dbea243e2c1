"""Finds the numbers that a text means: «17 человек», «5–9», «VII», «октябрь», «все классы»."""

import math
import re
from collections.abc import Mapping
from typing import Any

from generator.base.alphabets import figures_of
from generator.base.late_patterns import compile_late
from generator.base.months import find_months
from generator.base.numerals import replace_ordinals, replace_romans

_AS_PEOPLE_WRITE = compile_late(
    r"(-?[0-9]{1,3}(?:[ \u00a0]?[0-9]{3}){0,3}|-?[0-9]{1,12})([.,][0-9]{1,6})?\s*%?\Z"
)
_WITH_UNIT = compile_late(
    r"\s*(?:(?:около|примерно|почти|до|от|(?:не\s+)?(?:более|менее|больше|меньше)|свыше|[~≈+<>≤≥])\s*)?"
    r"(-?[0-9]{1,3}(?:[ \u00a0][0-9]{3}){1,3}|-?[0-9]{1,12})([.,][0-9]{1,6})?(?:-[а-яё]{1,3})?\s*"
    r"([^\W\d][^\d]*|%|)\Z"
)
"""A number followed by a word: «17 человек», «1 200 шт.», «7 класс», «5-й»."""
_NUMBERS = (_AS_PEOPLE_WRITE, _WITH_UNIT)
_FIGURES = compile_late(r"[0-9]+(?:[.,][0-9]+)?")
_RANGE = compile_late(
    r"\s*(?:(?:с|от)\s+)?([0-9]{1,2})(?:\s*(?:[-\u2010-\u2015\u2212…]+|\.{2,}|по|до)\s*([0-9]{1,2}))?"
    r"(?:-?[а-яё]{1,3}|\s*[«„\"'][а-яё][»“\"'])?\s*(?:кл(?:асс\w*)?\.?)?\s*\Z",
    re.IGNORECASE,
)
_BETWEEN = compile_late(r"[,;\s]+и\s+|[,;/]\s*\Z|[,;/]|(?<=\d)\s+(?=\d)")
_ALL = compile_late(r"\s*(?:для\s+)?(?:все[хм]?|люб(?:ой|ые|ого|ых))(?:\s+[а-яё]+)?\s*\Z", re.IGNORECASE)
_MOST_OF_RANGE = 30


def find_number(value: str, needed: str) -> tuple[str, ...]:
    """Return the single number in a text: «17 человек», «7 класс», «02024»; none if there are several."""
    texts = (value.rstrip("."), figures_of(value))
    found = next(filter(None, (one.match(text) for one in _NUMBERS for text in texts)), None)
    if found is None or (found[2] and needed == "integer"):
        return ()
    whole = str(int("".join(found[1].split())))
    number = whole + (found[2] or "").replace(",", ".")
    return (number,) if number != value else ()


def find_unit(text: str) -> str:
    """Return the word after a number; «» if there is none."""
    figures = figures_of(text)
    found = None if figures != text and _AS_PEOPLE_WRITE.match(figures) else _WITH_UNIT.match(text)
    return found[3] if found else ""


def holds_several(text: str) -> bool:
    """Return whether a text has more than one number: «25–30», «25 из 30»."""
    return len(_FIGURES.findall(text)) > 1


def find_items(item: Mapping[str, Any], value: str) -> tuple[str, ...]:
    """Return the whole numbers that a text means: months by name, «VII», «5–9»; none if unclear.

    `item` is the schema of the list's items.
    """
    months = find_months(value) if item.get("x-month") else ()
    every = range(item["minimum"], item["maximum"] + 1) if means_all(value) and "maximum" in item else ()
    parts = [part for part in _BETWEEN.split(value) if part]
    numbers = [*map(str, months or every)] or [number for part in parts for number in _expand(part)]
    return tuple(numbers) if all(fits_bounds(item, number) for number in numbers) else ()


def fits_bounds(schema: Mapping[str, Any], number: str) -> bool:
    """Return whether a number, as text, is within the bounds of a schema; an empty text is not a number."""
    if not number:
        return False
    value = float(number)
    least: float = schema.get("minimum", value)
    most: float = schema.get("maximum", value)
    above: float = schema.get("exclusiveMinimum", -math.inf)
    return least <= value <= most and value > above


def means_all(text: str) -> bool:
    """Return whether a text means every value: «все классы», «для всех», «любые»."""
    return _ALL.match(text) is not None


def _expand(part: str) -> tuple[str, ...]:
    """Return the numbers of one part of a list: «5–9», «7 класс»; one empty text if unclear."""
    found = _RANGE.match(replace_romans(replace_ordinals(part)))
    if found is None:
        return ("",)
    first, last = int(found[1]), int(found[2] or found[1])
    return tuple(map(str, range(first, last + 1))) if first <= last < first + _MOST_OF_RANGE else ("",)
