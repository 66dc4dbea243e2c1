"""Explains dates in another notation, or that do not exist."""

import re
from collections.abc import Iterator
from itertools import islice

from generator.base.alphabets import figures_of
from generator.base.late_patterns import compile_late
from generator.base.months import month_number
from generator.base.russian import is_partial_date, quote, shorten
from generator.check.explain.shared_wording import (
    DATE_FORM,
    DAY_OF_MONTH,
    NO_END,
    NO_SUCH_DATE,
    ONE_DATE,
    WHOLE_DATE,
    Words,
)
from generator.model.findings import Pointer, Problem
from generator.source.fields import Fields
from generator.source.schema_patterns import matches

_RIGHT_FORM = compile_late(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z")
_DAY_FIRST = compile_late(r"(?:([0-9]{1,2})[./-])?([0-9]{1,2})[./-]([0-9]{4})\Z")
_SHORT_YEAR = compile_late(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{2})\Z")
_IN_WORDS = compile_late(r"(?:([0-9]{1,2})\s+)?([а-яА-Я]{3,8})\.?\s+([0-9]{4})\Z")
_PART_OF_YEAR = compile_late(
    r"(?:(?:[1-4]|I{1,3}|IV|перв\w+|втор\w+|трет\w+|четв\w+)(?:-?[а-яё]{1,2})?\s+)?"
    r"(?:кв(?:\.|артал\w*)|полугоди\w+|четверт\w+)\s*([0-9]{4})\Z",
    re.IGNORECASE,
)
"""«III квартал 2023»: only the year of the date is taken."""
_MONTH_FIRST = compile_late(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})\Z")
_TOGETHER = compile_late(r"[0-9]{8}\Z")
_SCHOOL_YEAR = compile_late(r"([0-9]{4})[/-]([0-9]{4}|[0-9]{2})(\s*уч[а-я.]*\s*(?:год[а-я]*|г\.?)?)?\Z")
_SEPTEMBER, _MONTHS = "09", 12
_YEAR, _LONGEST = 4, 60
_WORDS = r"\s(?:по|до)\s|\.{2,3}|…"
_DASH = r"[\u2010-\u2015]|\s-\s|(?<=\d)-(?=\d{1,2}\s+[а-яё])|(?<=\d{4})-(?=\d{1,2}\.|\d{4}\Z)"
_SPAN = compile_late(
    rf"(?:с\s+)?(\d[^\u2010-\u2015]*?|[а-яё]{{3,8}}(?:\s+\d{{4}})?)\s*(?:{_DASH}|{_WORDS})\s*(\S.*)\Z",
    re.IGNORECASE,
)
"""Two dates with the separators that people use; a hyphen occurs inside a date too."""
_ENDLESS = compile_late(
    r"\s*(?:бессрочн\w*|постоянно|без срока|до отмены|(?:по\s+)?(?:н\.?\s?в\.?|настоящ\w+ врем\w+))\s*\Z",
    re.IGNORECASE,
)
_TAIL = compile_late(r"(?<=\d)[.]|(?<=\d)\s+(?=[а-яё])|\s+(?=\d{4})", re.IGNORECASE)
"""Begins a part of an end date that its start may share: «.05.2025», « мая 2025», « 2025»."""
_AROUND = compile_late(
    r"\A(?:с|со|от|до|на|к|по|в|начал[оа]|конец)\s+"
    r"|(?<=\d)(?:Z|\s*(?:г\.?|год(?:а|у)?)|[T ]\s*\d{1,2}:\d\d\S*)\s*\Z",
    re.IGNORECASE,
)
"""Words around a date: «с 2023 года», or a time of day."""
_QUOTES = "«»„“”\"' "
_QUOTED_DAY = compile_late(r"\A[«„“”\"']\s*(\d{1,2})\s*[»“”\"']\s*(?=[а-яё])", re.IGNORECASE)
"""«20» января: how office documents write a day."""
_GAPS = compile_late(r"(?<=\d)[ ,](?=\d)")
_DASHES = compile_late(r"\s*[-\u2010-\u2015\u2212]\s*")
_DOTS = compile_late(r"(?<=\d)\s*([./])\s*(?=\d)")
"""People type various dashes and dots, with spaces around them."""
_OLDEST, _NEWEST = 1800, 2199
_ENDS = frozenset({"ends", "valid_to"})
"""Keys of dates that end the period which the preceding date begins."""
_YEAR_FIRST = compile_late(r"([0-9]{4})(?:[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?)?\Z")


def date_problem(fields: Fields, value: str, pointer: Pointer) -> Problem:
    """Return the problem of a text that should be a date."""
    field = fields.at(pointer)
    words, dates = _judge(value, field.schema.get("pattern", ""))
    following = _next_date(fields, pointer) if words is ONE_DATE else ""
    ends = f" Конец запишите в поле {following}." if following else ""
    return Problem(
        code="not-a-date",
        what=f"{fields.place(pointer)}: {words.what} — {quote(shorten(value))}",
        pointer=pointer,
        allowed=field.form,
        action=words.action + ends,
        suggestions=dates,
    )


def _next_date(fields: Fields, pointer: Pointer) -> str:
    """Return the name of the field for the end of a period begun by a date; «» if there is none."""
    beside = fields.below(pointer[:-1])
    keys = [one.key for one in beside]
    after = beside[keys.index(str(pointer[-1])) + 1 :][:1] if pointer[-1] in keys else []
    dates = (one.key for one in after if one.key in _ENDS)
    return next((fields.at((*pointer[:-1], key)).name for key in dates), "")


def _judge(value: str, pattern: str) -> tuple[Words, tuple[str, ...]]:
    """Return what is wrong with a date, and the dates it may mean that fit the pattern."""
    guesses = tuple(guess_date(value))
    fitting = tuple(date for date in guesses if matches(pattern, date))
    if (_RIGHT_FORM.match(value) and not is_partial_date(value)) or (not guesses and any(_forms(value))):
        return NO_SUCH_DATE, fitting
    if guesses and not fitting:
        return WHOLE_DATE if len(guesses[0]) == _YEAR else DAY_OF_MONTH, ()
    if _ENDLESS.match(value):
        return NO_END, ()
    ends = () if guesses else _read_span(value)
    return (ONE_DATE if ends else DATE_FORM), fitting or tuple(
        date for date in ends if matches(pattern, date)
    )


def guess_date(value: str) -> Iterator[str]:
    """Yield the date that a text means, if any."""
    dates = (date for date in _forms(value) if is_partial_date(date))
    yield from islice((date for date in dates if _OLDEST <= int(date[:_YEAR]) <= _NEWEST), 1)


def _forms(value: str) -> Iterator[str]:
    """Yield candidate ISO forms of a text, whether or not the days exist."""
    text = _QUOTED_DAY.sub(r"\1 ", value.strip()).strip(_QUOTES)
    bare = _AROUND.sub("", _DOTS.sub(r"\1", _DASHES.sub("-", text)))
    for text in dict.fromkeys((bare, figures_of(bare), _GAPS.sub("-", bare), bare.lstrip("0"))):
        yield from _read_date(text)


def _read_span(value: str) -> tuple[str, ...]:
    """Return both dates of a period: «12–14 мая 2025», «с 01.09.2024 по 31.05.2025»."""
    found = _SPAN.match(value.strip(_QUOTES))
    if found is None or len(value) > _LONGEST:
        return ()
    first, last = found[1], found[2]
    end = tuple(guess_date(last))
    whole = tuple(guess_date(first)) or tuple(
        date for tail in _TAIL.finditer(last) for date in guess_date(f"{first}{last[tail.start() :]}")
    )
    return (*whole[:1], *end) if whole and end and whole[0] < end[0] else ()


def _read_date(text: str) -> Iterator[str]:
    if (found := _SCHOOL_YEAR.match(text)) and _is_school_year(*found.groups()):
        yield _join(found[1], _SEPTEMBER)
    elif found := _DAY_FIRST.match(text):
        yield _join(found[3], found[2], found[1])
        if _MONTH_FIRST.match(text):
            yield _join(found[3], found[1], found[2])
    elif found := _SHORT_YEAR.match(text):
        yield _join(f"20{found[3]}", found[2], found[1])
    elif found := _YEAR_FIRST.match(text):
        yield _join(found[1], found[2], found[3])
        yield _join(found[1], found[3], found[2])  # the day before the month
    elif found := _TOGETHER.match(text):
        yield from (f"{text[:4]}-{text[4:6]}-{text[6:]}", f"{text[4:]}-{text[2:4]}-{text[:2]}")
    elif found := _PART_OF_YEAR.match(text):
        yield found[1]
    elif found := _IN_WORDS.match(text):
        month = month_number(found[2])
        if month or not found[1]:
            yield _join(found[3], str(month) if month else None, found[1])


def _is_school_year(first: str, second: str, said: str | None) -> bool:
    """Return whether two years are consecutive and the second is not a month: «2023/24», «2011/12 уч. г.»."""
    follows = int(second) == (int(first) + 1) % 10 ** len(second)
    return follows and (bool(said) or int(second) > _MONTHS)


def _join(*parts: str | None) -> str:
    return "-".join(part.zfill(2) for part in parts if part)
