"""The page of an event; the shelves of the catalogue of events; events in lists on other pages."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from generator.base.partial_dates import first_day, last_day
from generator.base.russian import capitalise, format_day, format_partial_day, format_span
from generator.model import addresses
from generator.model.catalogue import Entry
from generator.model.kinds import EVENT
from generator.model.records.event import Event
from generator.model.settings import Settings
from generator.model.tally import MARK
from generator.site.event_calendars import has_calendar
from generator.site.pages import Page
from generator.site.views.items import Item, Section, Shelf
from generator.site.views.record import Body, Note, record_page
from generator.site.views.schema_page import schema_body
from generator.site.views.site import Site
from generator.site.views.tracked_catalogue import TrackedEntry

OVER = "прошло"
YEAR_LENGTH = len("2026")


def event_page(site: Site, entry: TrackedEntry[Event]) -> Page:
    """Return the page of an event: the generic one, with its calendar file."""
    event, body = entry.record, schema_body(site, entry)
    over = last_day(event.ends or event.starts) < site.as_of
    return record_page(
        site,
        entry,
        msgspec.structs.replace(
            body, notes=tuple(_notes(entry, over=over)), json_ld=_json_ld(site, body, event)
        ),
    )


def _notes(entry: TrackedEntry[Event], *, over: bool) -> Iterator[Note]:
    if over:
        yield Note(text="Событие уже прошло.")
    elif has_calendar(entry.record):
        way = Item("Добавить в календарь", addresses.event_calendar(entry.id))
        yield Note(text="Событие ещё впереди.", link=way)


def _json_ld(site: Site, body: Body, event: Event) -> dict[str, Any]:
    place = site.municipality(event.municipality).title if event.municipality else None
    return {
        **body.json_ld,
        "@type": "Event",
        "startDate": event.starts,
        "endDate": event.ends,
        "location": {"@type": "Place", "name": place} if place else None,
    }


def event_items(site: Site, entries: Iterable[TrackedEntry[Event]]) -> tuple[Item, ...]:
    """Return events as one line each: the title, then when, what, how and where."""
    return tuple(_item(site, entry) for entry in entries)


def _item(site: Site, entry: TrackedEntry[Event]) -> Item:
    event = entry.record
    kind, mode = site.terms(EVENT.kind_vocabulary, [event.kind]), site.terms("event_modes", [event.mode])
    until = event.registration.until if event.registration else None
    parts = (
        format_span(event.starts, event.ends or event.starts),
        *(item.title.lower() for item in (*kind, *mode)),
        site.municipality(event.municipality).title if event.municipality else "",
        f"запись до {format_day(until)}" if until and until >= site.as_of else "",
        MARK if event.sample else "",
    )
    return Item(entry.title, entry.address, note=", ".join(filter(None, parts)))


def event_ways(site: Site) -> Iterator[Item]:
    """Yield the link from the catalogue to the calendar file of all events, if there is one."""
    if any(has_calendar(entry.record) for entry in site.entries(EVENT)):
        yield Item("Календарь событий (ICS)", addresses.EVENTS_CALENDAR)


def coming_sections(
    site: Site, entries: Sequence[TrackedEntry[Event]], *, only_teaching: bool
) -> tuple[Section, ...]:
    """Return the sections of events that begin soon: trainings, and unless excluded all others."""
    teaching = [entry for entry in entries if _teaches(site, entry.record)]
    others = [] if only_teaching else [entry for entry in entries if not _teaches(site, entry.record)]
    return (
        Section("coming", "Ближайшие стажировки и мастер-классы", "items", event_items(site, teaching)),
        Section("coming-others", "Другие события ближайших 90 дней", "items", event_items(site, others)),
    )


def _teaches(site: Site, event: Event) -> bool:
    kind = site.settings.vocabularies[EVENT.kind_vocabulary].by_id.get(event.kind or "")
    return kind is not None and kind.teaches


def event_shelves(entries: Sequence[Entry[Event]], _: Settings, as_of: dt.date) -> Iterator[Shelf]:
    """Yield the shelves of the catalogue: coming months, then past months of this year, then earlier years.

    Current events are on the shelf of the current month; of past events the latest comes first.
    """
    coming: defaultdict[str, list[Entry[Event]]] = defaultdict(list)
    past: defaultdict[str, list[Entry[Event]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: first_day(one.record.starts)):
        event = entry.record
        if last_day(event.ends or event.starts) >= as_of:
            coming[_coming_month(event.starts, as_of)].append(entry)
        else:
            this_year = first_day(event.starts).year == as_of.year
            past[_month(event.starts) if this_year else event.starts[:YEAR_LENGTH]].append(entry)
    for month, held in sorted(coming.items()):
        yield Shelf(anchor=f"coming-{month}", title=capitalise(format_partial_day(month)), entries=held)
    for time, held in sorted(past.items(), reverse=True):
        title = f"{OVER}: {format_partial_day(time)}"
        yield Shelf(anchor=f"past-{time}", title=capitalise(title), entries=held[::-1])


def _coming_month(starts: str, as_of: dt.date) -> str:
    is_year = len(starts) == YEAR_LENGTH
    return starts if is_year else max(_month(starts), _month(as_of.isoformat()))


def _month(day: str) -> str:
    """Return the month of a date, or the year if its month is unknown."""
    return day[: len("2026-09")]
