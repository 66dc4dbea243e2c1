"""Explains dates in another notation, or that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.dates import get_month_names

from generator.base.alphabets import figures_of
from generator.base.russian import LOCALE, is_partial_date, quote, shorten
from generator.check.explain.shared_wording import DATE_FORM, NO_SUCH_DATE
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field
from generator.source.schema_patterns import matches

_RIGHT_FORM = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z")
_DAY_FIRST = re.compile(r"(?:([0-9]{1,2})[./-])?([0-9]{1,2})[./-]([0-9]{4})\Z")
_SHORT_YEAR = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{2})\Z")
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})\s+)?([а-яА-Я]{3,8})\s+([0-9]{4})\Z")
_SCHOOL_YEAR = re.compile(r"([0-9]{4})[/-]([0-9]{4}|[0-9]{2})(\s*уч[а-я.]*\s*(?:год[а-я]*|г\.?)?)?\Z")
_SEPTEMBER, _MONTHS = "09", 12
_AROUND = re.compile(
    r"\A(?:с|со|от|до|на)\s+|(?<=\d)(?:\s*(?:г\.?|год(?:а|у)?)|[T ]\s*\d{1,2}:\d\d\S*)\s*\Z", re.IGNORECASE
)
"""What stands around a date: «с 2023 года», a time of the day."""
_TELLING = 3
"""Letters that distinguish Russian months."""
_QUOTES = "«»„“”\"' "
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_DOTS = re.compile(r"(?<=\d)\s*([./])\s*(?=\d)")
"""People set the dashes that their keyboards and programs give, with spaces around."""
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?)?\Z")


def date_problem(place: str, field: Field, value: str, pointer: Pointer) -> Problem:
    """Return the problem of a text that should be a date.

    `place` is in words.
    """
    no_such_day = _RIGHT_FORM.match(value) is not None and not is_partial_date(value)
    words = NO_SUCH_DATE if no_such_day else DATE_FORM
    return Problem(
        code="not-a-date",
        what=f"{place}: {words.what} — {quote(shorten(value))}",
        pointer=pointer,
        allowed=field.form,
        action=words.action,
        suggestions=tuple(
            date for date in guess_date(value) if matches(field.schema.get("pattern", ""), date)
        ),
    )


def guess_date(value: str) -> Iterator[str]:
    """Yield the date that a text means, if any."""
    bare = _AROUND.sub("", _DOTS.sub(r"\1", _DASHES.sub("-", value.strip(_QUOTES))))
    for text in dict.fromkeys((bare, figures_of(bare))):
        for date in _read_date(text):
            if is_partial_date(date):
                yield date
                return


def _read_date(text: str) -> Iterator[str]:
    if (found := _SCHOOL_YEAR.match(text)) and _is_school_year(*found.groups()):
        yield _join(found[1], _SEPTEMBER)
    elif found := _DAY_FIRST.match(text):
        yield _join(found[3], found[2], found[1])
    elif found := _SHORT_YEAR.match(text):
        yield _join(f"20{found[3]}", found[2], found[1])
    elif found := _YEAR_FIRST.match(text):
        yield _join(found[1], found[2], found[3])
        yield _join(found[1], found[3], found[2])  # a day before its month
    elif found := _IN_WORDS.match(text):
        yield _join(found[3], _month_number(found[2]), found[1])


def _is_school_year(first: str, second: str, said: str | None) -> bool:
    """Return whether two years follow one another and the second is no month: «2023/24», «2011/12 уч. г.»."""
    follows = int(second) == (int(first) + 1) % 10 ** len(second)
    return follows and (bool(said) or int(second) > _MONTHS)


def _join(*parts: str | None) -> str:
    return "-".join(part.zfill(2) for part in parts if part)


def _month_number(word: str) -> str | None:
    """Return the number of a month by its Russian name (nominative or genitive), or None."""
    begun = word.casefold()[:_TELLING]
    for form in ("format", "stand-alone"):
        for number, name in get_month_names("wide", form, locale=LOCALE).items():
            if name.startswith(begun):
                return str(number)
    return None
