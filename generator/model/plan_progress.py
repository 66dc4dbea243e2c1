"""Progress of the items of a plan: what is shown to be done, what is due, what is past without evidence.

Evidence is a published record that the item names; otherwise an item is done only if its state says so.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from generator.base.partial_dates import first_day, last_day
from generator.base.russian import format_months
from generator.model.records.document import Document, DocumentItem
from generator.model.when import ONCE

State = Literal["done", "due", "overdue", "open", "cancelled"]
"""`open` is an item without months: a continuous one, or one with a schedule of its own."""
DONE, CANCELLED = "done", "cancelled"
"""Terms of the vocabulary `item_states` that the code must know."""
_MONTHS = 12
_YEAR = range(_MONTHS)


class PlanYear(msgspec.Struct, frozen=True, kw_only=True):
    """The twelve months in which a plan is shown, and the dates of the plan itself, if known.

    Months are counted from year 0, so that months of different years can be compared.
    """

    first_month: int
    begins: dt.date | None = None
    ends: dt.date | None = None
    is_over: bool = False
    """Whether the plan has ended on the current day."""

    @property
    def months(self) -> Sequence[int]:
        """The month numbers of the year in order: a school year begins with 9."""
        return tuple(month % _MONTHS + 1 for month in range(self.first_month, self.first_month + _MONTHS))

    @property
    def words(self) -> str:
        """The year as readers call it: «2026 год», «сентябрь 2026 — август 2027 года»."""
        year, month = divmod(self.first_month, _MONTHS)
        if month == 0:
            return f"{year} год"
        first, last = format_months([month + 1]), format_months([month])
        return f"{first} {year}\u00a0— {last} {year + 1}\u00a0года"

    def count_month(self, month: int) -> int:
        """Return the count of a month of this year, given by its number, on the scale of `first_month`."""
        return self.first_month + (month - 1 - self.first_month) % _MONTHS

    def is_planned(self, month: int) -> bool:
        """Return whether a counted month belongs to the plan, as far as its dates are known."""
        early = self.begins is not None and month < _count(self.begins)
        return not early and (self.ends is None or month <= _count(self.ends))


class ItemProgress(msgspec.Struct, frozen=True, kw_only=True):
    """An item in the year of its plan: the state of each month that it names, and of the item as a whole."""

    item: DocumentItem
    months: Mapping[int, State]
    state: State


def shown_year(document: Document, as_of: dt.date) -> PlanYear:
    """Return the year of a plan that a day falls into, or the nearest one.

    It is a calendar year, unless the plan takes less than twelve months and spans two years: then the year
    starts with the plan's first month, as a school year does.
    """
    starts = [stage.starts for stage in document.stages if stage.starts]
    ends = [stage.ends for stage in document.stages if stage.ends]
    begins = document.valid_from or document.date
    first = min([*(first_day(text) for text in starts), *([begins] if begins else [])], default=None)
    last = max([*(last_day(text) for text in ends), *filter(None, [document.valid_to])], default=None)
    if first and last and first.year < last.year and _count(last) - _count(first) < _MONTHS:
        month = _count(first)
    else:
        year = min(as_of.year, last.year) if last else as_of.year
        month = max(first.year if first else year, year) * _MONTHS
    is_over = last is not None and last < as_of
    return PlanYear(first_month=month, begins=first, ends=last, is_over=is_over)


def item_progress(
    item: DocumentItem, evidence: Iterable[tuple[str, str] | None], year: PlanYear, as_of: dt.date
) -> ItemProgress:
    """Compute the progress of an item in a year; `evidence` holds the span of each record that proves it.

    Evidence that begins after `as_of` does not count. Consecutive months are one period, in which the item is
    done once. Evidence belongs to the latest period that had begun when it was dated.
    """
    dated = [(first_day(span[0]), last_day(span[1])) if span else None for span in evidence]
    dated = [span for span in dated if span is None or span[0] <= as_of]
    once = item.when.repeat == ONCE
    whole = range(year.first_month, year.first_month + _MONTHS)
    if once and item.when.year is not None:
        whole = range(item.when.year * _MONTHS, (item.when.year + 1) * _MONTHS)
        named = [item.when.year * _MONTHS + month - 1 for month in item.when.months]
    else:
        named = [one for one in map(year.count_month, item.when.months) if year.is_planned(one)]
    runs = list(_runs(named))
    held = _evidence_of_runs(runs, [span for span in dated if span], whole)
    if once and None in dated:
        held = set(range(len(runs)))
    states = [_state(item, number in held, run[-1], as_of) for number, run in enumerate(runs)]
    months = {month: state for run, state in zip(runs, states, strict=True) for month in run}
    shown = any(span is None or _is_within(span, whole) for span in dated)
    return ItemProgress(
        item=item,
        months={one % _MONTHS + 1: state for one, state in months.items() if one - year.first_month in _YEAR},
        state=_whole(states) or _without_months(item, year, shown=shown),
    )


def _count(day: dt.date) -> int:
    return day.year * _MONTHS + day.month - 1


def _runs(months: Sequence[int]) -> Iterator[Sequence[int]]:
    run: list[int] = []
    for month in sorted(set(months)):
        if run and month != run[-1] + 1:
            yield run
            run = []
        run.append(month)
    if run:
        yield run


def _evidence_of_runs(
    runs: Sequence[Sequence[int]], spans: Iterable[tuple[dt.date, dt.date]], whole: range
) -> set[int]:
    held = set()
    for span in spans:
        if _is_within(span, whole):
            month = min(_count(span[1]), whole.stop - 1)
            held.add(max((number for number, run in enumerate(runs) if run[0] <= month), default=0))
    return held


def _is_within(span: tuple[dt.date, dt.date], months: range) -> bool:
    return _count(span[0]) < months.stop and _count(span[1]) >= months.start


def _state(item: DocumentItem, shown: bool, month: int, as_of: dt.date) -> State:  # noqa: FBT001 - one caller
    if item.state == CANCELLED:
        return "cancelled"
    if shown or item.state == DONE:
        return "done"
    return "overdue" if month < _count(as_of) else "due"


def _whole(states: Sequence[State]) -> State | None:
    """Return the overall state of an item's periods: the one that most needs attention."""
    for state in ("cancelled", "overdue", "due", "done"):
        if state in states:
            return state
    return None


def _without_months(item: DocumentItem, year: PlanYear, *, shown: bool) -> State:
    """Return the state of an item with no month in this year: it may have one in another."""
    if item.state == CANCELLED:
        return "cancelled"
    if item.state == DONE or shown:
        return "done"
    return "due" if item.when.months and not year.is_over else "open"
