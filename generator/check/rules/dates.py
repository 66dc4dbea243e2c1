"""Rules about dates: their order, and days in the future."""

import datetime as dt
from collections.abc import Iterator

from generator.base.russian import format_day, format_partial_day
from generator.check.rules.base import Context, dated_rule
from generator.check.rules.date_order import DateConflict, is_before, wrong_dates
from generator.check.rules.summary import RecordSummary
from generator.model.findings import Pointer, Problem

_WHOLE_DAY = len("2026-01-01")


@dated_rule("dates-out-of-order")
def dates_out_of_order(summary: RecordSummary, context: Context) -> Iterator[Problem]:
    """Dates of a record that contradict one another; future ones are left to `date-in-future`."""
    if not summary.date_conflicts:  # nearly always
        return
    today = context.as_of.isoformat()
    ahead = {pointer for pointer, day in summary.past_days if is_before(today, day)}
    for pointer, one in wrong_dates(
        [one for one in summary.date_conflicts if ahead.isdisjoint(one.pointers)]
    ):
        yield date_conflict_problem(pointer, one)


@dated_rule("date-in-future")
def date_in_future(summary: RecordSummary, context: Context) -> Iterator[Problem]:
    """Dates of past events that are after the current day."""
    today = context.as_of.isoformat()
    for pointer, past in summary.past_days:
        if is_before(today, past):
            yield Problem(
                what=f"Дата ещё не наступила: {_in_words(past)}",
                allowed=f"не позже дня проверки: {format_day(context.as_of)}",
                action="Исправьте дату: здесь записывают то, что уже произошло.",
                pointer=pointer,
            )


def date_conflict_problem(pointer: Pointer, one: DateConflict) -> Problem:
    """Return the problem of a date that contradicts another one."""
    earlier, later = _in_words(one.earlier), _in_words(one.later)
    is_later = pointer == one.later_pointer
    return Problem(
        what=f"{one.what}: {later} — это раньше, чем {earlier}",
        allowed=f"не раньше, чем {earlier}" if is_later else f"не позже, чем {later}",
        action="Сверьте обе даты с документами и исправьте неверную.",
        pointer=pointer,
    )


def _in_words(text: str) -> str:
    return format_day(dt.date.fromisoformat(text)) if len(text) == _WHOLE_DAY else format_partial_day(text)
