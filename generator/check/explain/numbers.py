"""Finds the numbers that a text means: «17 человек», «5–9», «VII», «октябрь», «все классы»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.base.alphabets import figures_of
from generator.base.months import find_months
from generator.base.numerals import replace_romans

_AS_PEOPLE_WRITE = re.compile(
    r"(-?[0-9]{1,3}(?:[ \u00a0]?[0-9]{3}){0,3}|-?[0-9]{1,12})([.,][0-9]{1,6})?\s*%?\Z"
)
_WITH_UNIT = re.compile(
    r"\s*(?:(?:около|примерно|~|≈)\s*)?"
    r"(-?[0-9]{1,3}(?:[ \u00a0][0-9]{3}){1,3}|-?[0-9]{1,12})([.,][0-9]{1,6})?(?:-[а-яё]{1,3})?\s*"
    r"([^\W\d][^\d]*|%|)\Z"
)
"""A number and a word behind it: «17 человек», «1 200 шт.», «7 класс», «5-й»."""
_NUMBERS = (_AS_PEOPLE_WRITE, _WITH_UNIT)
_RANGE = re.compile(
    r"\s*(?:(?:с|от)\s+)?([0-9]{1,2})(?:\s*(?:[-\u2010-\u2015\u2212.…]+|по|до)\s*([0-9]{1,2}))?"
    r"(?:-?[а-яё]{1,3})?\s*(?:кл(?:асс\w*)?\.?)?\s*\Z"
)
_ALL = re.compile(r"\s*(?:для\s+)?(?:все[хм]?|люб(?:ой|ые|ого|ых))(?:\s+[а-яё]+)?\s*\Z", re.IGNORECASE)
_MOST_OF_RANGE = 30


def find_number(value: str, needed: str) -> tuple[str, ...]:
    """Return the one number that a text holds: «17 человек», «7 класс», «02024»; none if it holds several."""
    found = next(
        filter(None, (one.match(text) for text in (value, figures_of(value)) for one in _NUMBERS)), None
    )
    if found is None or (found[2] and needed == "integer"):
        return ()
    whole = str(int("".join(found[1].split())))
    number = whole + (found[2] or "").replace(",", ".")
    return (number,) if number != value else ()


def find_unit(text: str) -> str:
    """Return the word behind a number; «» if there is none."""
    found = _WITH_UNIT.match(text)
    return found[3] if found else ""


def find_items(item: Mapping[str, Any], value: str) -> tuple[str, ...]:
    """Return the whole numbers of a list that a text means: months by name, «VII», «5–9»; none if unsure.

    `item` is the schema of the list's items.
    """
    months = find_months(value) if item.get("x-month") else ()
    every = range(item["minimum"], item["maximum"] + 1) if means_all(value) and "maximum" in item else ()
    parts = re.split(r"[,;\s]+и\s+|[,;]", value)
    numbers = [*map(str, months or every)] or [number for part in parts for number in _expand(part)]
    return tuple(numbers) if all(numbers) else ()


def means_all(text: str) -> bool:
    """Return whether a text says that there is no choice: «все классы», «для всех», «любые»."""
    return _ALL.match(text) is not None


def _expand(part: str) -> tuple[str, ...]:
    """Return the numbers of a part of a list: «5–9», «7 класс»; an empty one if it cannot be told."""
    found = _RANGE.match(replace_romans(part))
    if found is None:
        return ("",)
    first, last = int(found[1]), int(found[2] or found[1])
    return tuple(map(str, range(first, last + 1))) if first <= last < first + _MOST_OF_RANGE else ("",)
