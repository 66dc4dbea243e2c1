"""A resource centre and its parts."""

import datetime as dt

from generator.model.records.common import Organisation, Part, Person, PlanItem, Record


class AwardStage(Part, frozen=True, kw_only=True):
    """A completed stage on the way to a status; `document` is the id of a document of the atlas."""

    stage: str
    date: dt.date | None = None
    document: str | None = None


class Award(Part, frozen=True, kw_only=True):
    """The document that gives a centre its status."""

    document: str
    date: dt.date
    number: str | None = None
    body: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    stages: tuple[AwardStage, ...] = ()


class Service(Part, frozen=True, kw_only=True):
    """What a centre does for teachers and how to get it."""

    title: str
    how_to_get: str
    kind: str | None = None


class ResourceCentre(Record, frozen=True, kw_only=True):
    """An organisation with a status: resource centre, innovation or internship site."""

    summary: str
    organisation: Organisation
    innovation_axes: tuple[str, ...] = ()
    award: Award | None = None
    network: str | None = None
    services: tuple[Service, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    curator: Person | None = None

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the status."""
        return self.award.valid_to if self.award else None
