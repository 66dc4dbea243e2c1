"""An event and its parts."""

import datetime as dt

from generator.model.records.common import Part, Record


class Host(Part, frozen=True, kw_only=True):
    """The organiser of an event: a record of the atlas as `kind/id`, or an organisation by its name."""

    record: str | None = None
    name: str | None = None
    site: str | None = None


class EventStage(Part, frozen=True, kw_only=True):
    """A stage of an event: municipal, regional. Its ends are a year, a month or a day as text."""

    title: str
    level: str | None = None
    starts: str | None = None
    ends: str | None = None


class Registration(Part, frozen=True, kw_only=True):
    """Where to register, and until when."""

    address: str
    until: dt.date | None = None


class FulfilledItem(Part, frozen=True, kw_only=True):
    """The item of a document that an event fulfils."""

    document: str
    number: str


class Event(Record, frozen=True, kw_only=True):
    """A contest, internship, seminar or another event. `starts` and `ends` are a year, a month or a day."""

    starts: str
    ends: str | None = None
    mode: str | None = None
    level: str | None = None
    host: Host | None = None
    stages: tuple[EventStage, ...] = ()
    registration: Registration | None = None
    communities: tuple[str, ...] = ()
    participations: int | None = None
    outcome: str | None = None
    item: FulfilledItem | None = None

    @property
    def span(self) -> tuple[str, str] | None:
        """The first and last day of the event, as precisely as they are known."""
        return self.starts, self.ends or self.starts
