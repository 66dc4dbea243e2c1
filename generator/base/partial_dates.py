"""Dates of which perhaps only the year or the month is known: «2026», «2026-09», «2026-09-01»."""

import calendar
import datetime as dt

DAY_LENGTH = len("2026-09-01")


def first_day(text: str) -> dt.date:
    """Return the first day of a year, month or day.

    Raises:
        ValueError: the text is none of the three; checked records never cause it.
    """
    return dt.date.fromisoformat(text + "-01" * (2 - text.count("-")))


def last_day(text: str) -> dt.date:
    """Return the last day of a year, month or day.

    Raises:
        ValueError: as `first_day`.
    """
    first, parts = first_day(text), text.count("-")
    if parts == 0:
        return first.replace(month=12, day=31)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1]) if parts == 1 else first


def is_exact(text: str | None) -> bool:
    """Return whether a text is a full date."""
    return text is not None and len(text) == DAY_LENGTH
