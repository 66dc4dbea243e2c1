"""The files for programs that keep calendars."""

from __future__ import annotations

import datetime as dt

import icalendar
from support.pages import catalogue, record

from generator.model.kinds import EVENT
from generator.site.event_calendars import calendar, list_calendar_files

LONG = "Стажировка; «данные, графики» и ещё много слов, которым на одной строке файла места не хватит"


def test_only_real_events_of_a_known_day_have_files() -> None:
    shown = catalogue(
        record(EVENT, "exact", starts="2026-10-06"),
        record(EVENT, "month", starts="2026-10"),
        record(EVENT, "invented", starts="2026-10-06", sample=True),
    )
    paths = [file.path for file in list_calendar_files(shown)]
    assert paths == ["events/calendar.ics", "events/exact/exact.ics"]
    assert not list(list_calendar_files(catalogue(record(EVENT, "month", starts="2026-10"))))


def test_a_file_holds_whole_days_in_short_lines_and_says_the_same_twice() -> None:
    entry = record(EVENT, "exact", title=LONG, starts="2026-10-06", ends="2026-10-07")
    made = calendar([entry], catalogue(entry).settings)
    assert made == calendar([entry], catalogue(entry).settings)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(made).events
    assert str(event["SUMMARY"]) == LONG
    assert (event.start, event.end) == (dt.date(2026, 10, 6), dt.date(2026, 10, 8))
    assert str(event["URL"]).endswith("/events/exact/")
