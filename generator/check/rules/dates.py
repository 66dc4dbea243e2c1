"""Record rules about dates: their order, and days that have not come yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from generator.base.russian import format_day, format_partial_day
from generator.check.rules.base import Context, dated_rule, record_rule
from generator.check.rules.summary import RecordSummary
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem
from generator.model.record_fields import Path, begins_in, values_at
from generator.model.records.common import Record


class DateOrder(NamedTuple):
    """Two dates of a record that come one after the other; `what` says what is wrong if they do not."""

    earlier: Path
    later: Path
    what: str


ORDERS = (
    DateOrder(("added",), ("updated",), "Запись обновлена раньше, чем добавлена"),
    DateOrder(("added",), ("verified_on",), "Запись подтверждена раньше, чем добавлена"),
    DateOrder(("started",), ("expertise", None, "date"), "Экспертиза прошла раньше, чем началась практика"),
    DateOrder(("started",), ("replications", None, "year"), "Практику внедрили раньше, чем она началась"),
    DateOrder(("founded",), ("members", "counted_on"), "Участников посчитали до создания"),
    DateOrder(("founded",), ("valid_to",), "Срок сообщества кончается до его создания"),
    DateOrder(("award", "date"), ("award", "valid_to"), "Статус кончается до даты документа"),
    DateOrder(("award", "valid_from"), ("award", "valid_to"), "Статус кончается до начала"),
    DateOrder(("valid_from",), ("valid_to",), "Срок документа кончается до начала"),
    DateOrder(("date",), ("valid_to",), "Срок документа кончается до его даты"),
    DateOrder(("started",), ("valid_to",), "Срок сети кончается до её начала"),
)
ROWS: tuple[tuple[Path, str], ...] = (
    (("expertise", None, "date"), "Экспертные заключения стоят не по порядку дат"),
)
"""Dates of a list that follow one another."""


@record_rule("dates-out-of-order")
def dates_out_of_order(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """Dates of a record that contradict one another."""
    for order in _orders(type(entry.record)):
        for _, earlier in values_at(entry.record, order.earlier):
            for pointer, later in values_at(entry.record, order.later):
                if _before(later, earlier):
                    yield _disorder(order.what, pointer, later, earlier)
    for path, what in _rows(type(entry.record)):
        for (_, earlier), (pointer, later) in pairwise(values_at(entry.record, path)):
            if _before(later, earlier):
                yield _disorder(what, pointer, later, earlier)


@dated_rule("date-in-future")
def date_in_future(summary: RecordSummary, context: Context) -> Iterator[Problem]:
    """Dates of what has happened that lie after the day of judgement."""
    if summary.latest <= context.as_of.isoformat():  # nearly always: no date that has come is greater as text
        return
    for pointer, past in summary.past_days:
        if _before(context.as_of, past):
            yield Problem(
                what=f"Дата ещё не наступила: {_in_words(past)}",
                allowed=f"не позже дня проверки: {format_day(context.as_of)}",
                action="Исправьте дату: здесь записывают то, что уже произошло.",
                pointer=pointer,
            )


@cache
def _orders(record_type: type[Record]) -> Sequence[DateOrder]:
    both = (order for order in ORDERS if begins_in(order.earlier, record_type))
    return tuple(order for order in both if begins_in(order.later, record_type))


@cache
def _rows(record_type: type[Record]) -> Sequence[tuple[Path, str]]:
    return tuple((path, what) for path, what in ROWS if begins_in(path, record_type))


def _disorder(what: str, pointer: Pointer, later: object, earlier: object) -> Problem:
    return Problem(
        what=f"{what}: {_in_words(later)} — это раньше, чем {_in_words(earlier)}",
        allowed=f"не раньше, чем {_in_words(earlier)}",
        action="Сверьте обе даты с документами и исправьте неверную.",
        pointer=pointer,
    )


def _before(one: object, other: object) -> bool:
    """Whether a date is surely before another: partial ones are compared as far as both are known."""
    first, second = _text(one), _text(other)
    known = min(len(first), len(second))
    return first[:known] < second[:known]


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _in_words(value: object) -> str:
    return format_day(value) if isinstance(value, dt.date) else format_partial_day(_text(value))
