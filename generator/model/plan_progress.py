"""How far the items of a plan are: what is shown to be done, what is due, what is past without evidence.

Evidence is a published record that the item names; nothing else makes an item done but a state that says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from generator.base.partial_dates import first_day, last_day
from generator.model.records.document import Document, DocumentItem
from generator.model.when import ONCE

State = Literal["done", "due", "overdue", "open", "cancelled"]
"""`open` is an item without months: it goes on all the time, or by a schedule of its own."""
DONE, CANCELLED = "done", "cancelled"
"""Terms of the vocabulary `item_states` that a calendar must know."""


class ItemProgress(msgspec.Struct, frozen=True, kw_only=True):
    """An item in one year: the state of each month that it names, and of the whole item."""

    item: DocumentItem
    months: Mapping[int, State]
    state: State


def shown_year(document: Document, as_of: dt.date) -> int:
    """Return the year of a plan that a day falls into, or the one of the plan that is nearest to it."""
    starts = [stage.starts for stage in document.stages if stage.starts]
    ends = [stage.ends for stage in document.stages if stage.ends]
    begins = document.valid_from or document.date
    first = min([*(first_day(text) for text in starts), *([begins] if begins else [])], default=as_of)
    last = max([*(last_day(text) for text in ends), *filter(None, [document.valid_to])], default=None)
    return max(first.year, min(as_of.year, last.year if last else as_of.year))


def item_progress(
    item: DocumentItem, evidence: Iterable[tuple[str, str] | None], year: int, as_of: dt.date
) -> ItemProgress:
    """Return how far an item is in a year; `evidence` holds the span of each record that shows it done.

    What is still to come on the day shows nothing.

    Months that follow one another are one time in which the item is done once. Evidence belongs to the
    latest such time that has begun when it came.
    """
    dated = [(first_day(span[0]), last_day(span[1])) if span else None for span in evidence]
    dated = [span for span in dated if span is None or span[0] <= as_of]
    once = item.when.repeat == ONCE
    own_year = item.when.year if once and item.when.year is not None else year
    runs = list(_runs(item.when.months))
    held = _evidence_of_runs(runs, [span for span in dated if span], own_year)
    if once and None in dated:
        held = set(range(len(runs)))
    states = [_state(item, number in held, _end(own_year, run), as_of) for number, run in enumerate(runs)]
    months = {month: state for run, state in zip(runs, states, strict=True) for month in run}
    return ItemProgress(
        item=item,
        months=months if own_year == year else {},
        state=_whole(states) or _without_months(item, dated, year),
    )


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
    runs: Sequence[Sequence[int]], spans: Iterable[tuple[dt.date, dt.date]], year: int
) -> set[int]:
    held = set()
    for first, last in spans:
        if first.year <= year <= last.year:
            month = last.month if last.year == year else 12
            held.add(max((number for number, run in enumerate(runs) if run[0] <= month), default=0))
    return held


def _end(year: int, run: Sequence[int]) -> dt.date:
    return last_day(f"{year:04}-{run[-1]:02}")


def _state(item: DocumentItem, shown: bool, end: dt.date, as_of: dt.date) -> State:  # noqa: FBT001 - as told
    if item.state == CANCELLED:
        return "cancelled"
    if shown or item.state == DONE:
        return "done"
    return "overdue" if end < as_of else "due"


def _whole(states: Sequence[State]) -> State | None:
    """Return the state of all times of an item together: the one that asks most for attention."""
    for state in ("cancelled", "overdue", "due", "done"):
        if state in states:
            return state
    return None


def _without_months(item: DocumentItem, dated: Sequence[tuple[dt.date, dt.date] | None], year: int) -> State:
    if item.state == CANCELLED:
        return "cancelled"
    if item.state == DONE or any(span is None or span[0].year <= year <= span[1].year for span in dated):
        return "done"
    return "open"
