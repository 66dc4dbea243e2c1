"""Rules for events: whether their dates agree."""

from collections.abc import Iterator

from generator.check.rules.base import Context, record_rule
from generator.check.rules.date_order import DateConflict, compare_dates
from generator.check.rules.dates import date_conflict_problem
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem
from generator.model.kinds import EVENT
from generator.model.records.event import Event, EventStage
from generator.model.unreadable import read_items

STARTS: Pointer = ("starts",)
ENDS: Pointer = ("ends",)
_Date = tuple[Pointer, object]
"""A date and its pointer."""


@record_rule("event-dates", kinds=(EVENT,))
def event_dates(entry: Entry[Event], _context: Context) -> Iterator[Problem]:
    """Dates of an event that contradict one another: its own, of its stages, of the end of registration."""
    event = entry.record
    starts, ends = (STARTS, event.starts), (ENDS if event.ends else STARTS, event.ends or event.starts)
    whole = [*compare_dates("Событие кончается раньше, чем начинается", starts, ends)]
    for one in whole or _parts(entry, starts, ends):
        yield date_conflict_problem(one.later_pointer, one)


def _parts(entry: Entry[Event], starts: _Date, ends: _Date) -> Iterator[DateConflict]:
    for index, stage in read_items(entry.record.stages):
        yield from _stage(("stages", index), stage, starts, ends)
    until = entry.record.registration.until if entry.record.registration else None
    if until:
        place = ("registration", "until")
        yield from compare_dates("Событие кончается раньше, чем запись на него", (place, until), ends)


def _stage(pointer: Pointer, stage: EventStage, starts: _Date, ends: _Date) -> Iterator[DateConflict]:
    first, last = ((*pointer, "starts"), stage.starts), ((*pointer, "ends"), stage.ends)
    if stage.starts:
        yield from compare_dates(f"Этап «{stage.title}» начинается раньше, чем само событие", starts, first)
    if stage.ends:
        yield from compare_dates(f"Событие кончается раньше, чем его этап «{stage.title}»", last, ends)
    if stage.starts and stage.ends:
        yield from compare_dates(f"Этап «{stage.title}» кончается раньше, чем начинается", first, last)
