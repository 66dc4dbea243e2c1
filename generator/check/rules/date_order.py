"""The order of dates in a record, and the dates that violate it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

import msgspec

from generator.model.findings import Pointer
from generator.model.record_fields import Path, values_at
from generator.model.records.common import Record


class DateOrder(NamedTuple):
    """Two dates of a record, the second not before the first; `what` is the message if it is."""

    earlier: Path
    later: Path
    what: str


ORDERS = (
    DateOrder(("added",), ("updated",), "Запись обновлена раньше, чем добавлена"),
    DateOrder(("added",), ("verified_on",), "Запись подтверждена раньше, чем добавлена"),
    DateOrder(("started",), ("expertise", None, "date"), "Экспертиза прошла раньше, чем началась практика"),
    DateOrder(("started",), ("replications", None, "year"), "Практику внедрили раньше, чем она началась"),
    DateOrder(
        ("accompaniment", None, "asked_on"),
        ("accompaniment", None, "answered_on"),
        "На запрос ответили раньше, чем попросили",
    ),
    DateOrder(("founded",), ("members", "counted_on"), "Участников посчитали до создания"),
    DateOrder(("founded",), ("valid_to",), "Срок сообщества кончается до его создания"),
    DateOrder(("award", "date"), ("award", "valid_to"), "Статус кончается до даты документа"),
    DateOrder(("submitted",), ("expertise", None, "date"), "Экспертиза прошла раньше, чем практику подали"),
    DateOrder(("award", "valid_from"), ("award", "valid_to"), "Статус кончается до начала"),
    DateOrder(("valid_from",), ("valid_to",), "Срок документа кончается до начала"),
    DateOrder(("date",), ("valid_to",), "Срок документа кончается до его даты"),
    DateOrder(("started",), ("valid_to",), "Срок сети кончается до её начала"),
)
ROWS: tuple[tuple[Path, str], ...] = (
    (("expertise", None, "date"), "Экспертные заключения стоят не по порядку дат"),
    (("accompaniment", None, "asked_on"), "Запросы на сопровождение стоят не по порядку дат"),
    (("award", "stages", None, "date"), "Этапы присвоения стоят не по порядку дат"),
    (("measurements", None, "date"), "Измерения стоят не по порядку дат"),
)
"""Lists whose dates must be in order."""


class DateConflict(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Two contradictory dates of a record, in ISO 8601, with their pointers."""

    what: str
    earlier: str
    earlier_pointer: Pointer
    later: str
    later_pointer: Pointer

    @property
    def pointers(self) -> tuple[Pointer, Pointer]:
        """The pointers to both dates."""
        return self.earlier_pointer, self.later_pointer


def find_date_conflicts(record: Record) -> Iterator[DateConflict]:
    """Yield the contradictory dates of a record; unreadable ones are skipped."""
    orders, rows = _orders_in(type(record))
    for order in orders:
        for first in values_at(record, order.earlier):
            for second in values_at(record, order.later):
                if not _of_two_items(first[0], second[0]):
                    yield from compare_dates(order.what, first, second)
    for path, what in rows:
        for first, second in pairwise(values_at(record, path)):
            yield from compare_dates(what, first, second)


@cache
def _orders_in(form: type) -> tuple[Sequence[DateOrder], Sequence[tuple[Path, str]]]:
    """Return the orders and the lists of dates that records of a type can have: a few of all."""

    def may_have(path: Path) -> bool:
        return not issubclass(form, Record) or hasattr(form, str(path[0]))

    orders = [one for one in ORDERS if may_have(one.earlier) and may_have(one.later)]
    return orders, [row for row in ROWS if may_have(row[0])]


def wrong_dates(conflicts: Sequence[DateConflict]) -> Iterator[tuple[Pointer, DateConflict]]:
    """Yield the fewest dates whose correction may resolve all conflicts, each with one of its conflicts.

    A date that contradicts several others is one mistake; of two, the later one is named.
    """
    left = list(conflicts)
    while left:
        counts = Counter(chain.from_iterable(one.pointers for one in left))
        worst = max(counts, key=lambda one: (counts[one], any(one == other.later_pointer for other in left)))
        later = [one for one in left if worst == one.later_pointer]
        yield (
            worst,
            (
                max(later, key=attrgetter("earlier"))
                if later
                else min((one for one in left if worst in one.pointers), key=attrgetter("later"))
            ),
        )
        left = [one for one in left if worst not in one.pointers]


def is_before(one: str, other: str) -> bool:
    """Return whether a date is certainly before another; partial dates are compared as far as known."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def date_text(value: object) -> str:
    """Return a full or partial date in ISO 8601."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def compare_dates(
    what: str, first: tuple[Pointer, object], second: tuple[Pointer, object]
) -> Iterator[DateConflict]:
    """Yield the conflict of two dates, given with their pointers, if the second is before the first."""
    (earlier_pointer, earlier), (later_pointer, later) = first, second
    if is_before(date_text(later), date_text(earlier)):
        yield DateConflict(
            what=what,
            earlier=date_text(earlier),
            earlier_pointer=earlier_pointer,
            later=date_text(later),
            later_pointer=later_pointer,
        )


def _of_two_items(one: Pointer, other: Pointer) -> bool:
    """Return whether two values are in different items of one list."""
    return one[0] == other[0] and any(
        isinstance(step, int) and step != beside for step, beside in zip(one, other, strict=False)
    )
