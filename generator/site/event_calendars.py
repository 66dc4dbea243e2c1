"""Calendar files (RFC 5545): one with all events whose day is known, and one for each.

Samples are left out: nobody should find a made-up seminar in their calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from generator.base.fingerprint import fingerprint
from generator.base.partial_dates import is_exact
from generator.model import addresses
from generator.model.catalogue import Catalogue, Entry
from generator.model.kinds import EVENT
from generator.model.records.event import Event
from generator.model.settings import Settings
from generator.site.open_data.shards import DataFile

if TYPE_CHECKING:
    import icalendar

DAY = dt.timedelta(days=1)


def has_calendar(event: Event) -> bool:
    """Return whether an event has a file: its day is known, and it is not a sample."""
    return is_exact(event.starts) and not event.sample


def list_calendar_files(catalogue: Catalogue) -> Iterator[DataFile]:
    """Yield the file of all events, if there are any, and the file of each."""
    entries = [entry for entry in catalogue.entries(EVENT) if has_calendar(entry.record)]
    if entries:
        yield _file(addresses.EVENTS_CALENDAR, entries, catalogue.settings)
    for entry in entries:
        yield _file(addresses.event_calendar(entry.id), [entry], catalogue.settings)


def _file(path: str, entries: Sequence[Entry[Event]], settings: Settings) -> DataFile:
    shared = (settings.atlas.title, settings.atlas.site_address)
    return DataFile(
        path=path,
        input_digest=fingerprint(*(text.encode() for text in shared), *(entry.digest for entry in entries)),
        make=partial(calendar, entries, settings),
    )


def calendar(entries: Sequence[Entry[Event]], settings: Settings) -> bytes:
    """Return events as a file of RFC 5545: all-day events, because their times are not known."""
    import icalendar  # noqa: PLC0415 - slow to import, and most builds reuse these files

    found = icalendar.Calendar()
    found.add("prodid", f"-//{settings.atlas.title}//RU")
    found.add("version", "2.0")
    for entry in entries:
        found.add_component(_event(icalendar.Event(), entry, settings))
    return bytes(found.to_ical())


def _event(made: icalendar.Event, entry: Entry[Event], settings: Settings) -> icalendar.Event:
    event, site = entry.record, settings.atlas.site_address.rstrip("/")
    starts = dt.date.fromisoformat(event.starts)
    ends = dt.date.fromisoformat(event.ends) if event.ends and is_exact(event.ends) else starts
    changed = event.updated or event.added or starts
    made.add("uid", f"{entry.address}@{site}")
    made.add("dtstamp", dt.datetime.combine(changed, dt.time(), dt.UTC))
    made.add("dtstart", starts)
    made.add("dtend", ends + DAY)  # exclusive, as the format requires
    made.add("summary", event.title)
    made.add("url", f"{site}/{entry.address}")
    if event.summary:
        made.add("description", event.summary)
    if event.municipality:
        made.add("location", settings.municipality_by_id[event.municipality].name)
    return made
