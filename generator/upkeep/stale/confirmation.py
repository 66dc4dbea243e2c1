"""When a record was last confirmed."""

from __future__ import annotations

import calendar
import datetime as dt

from generator.model.records import Record

_MONTHS = 12


def confirmed_on(record: Record) -> dt.date | None:
    """Return the last day on which somebody confirmed, revised or added a record.

    None where the record has none of these dates.
    """
    return max(filter(None, (record.verified_on, record.updated, record.added)), default=None)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the day some months after another: of the same number, or the last one of a shorter month."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    _, longest = calendar.monthrange(year, month + 1)
    return dt.date(year, month + 1, min(day.day, longest))
