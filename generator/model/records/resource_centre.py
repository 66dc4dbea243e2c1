"""A resource centre and its parts."""

from __future__ import annotations

import datetime as dt

from generator.model.records.common import Organisation, Part, Person, PlanItem, Record


class Award(Part, frozen=True, kw_only=True):
    """The document that gives a centre its status."""

    document: str
    date: dt.date
    number: str | None = None
    body: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class CentreNetworkMember(Part, frozen=True, kw_only=True):
    """An organisation of a centre's network."""

    municipality: str
    organisation: str | None = None


class CentreNetwork(Part, frozen=True, kw_only=True):
    """The organisations that a centre works with."""

    scope: str
    members: tuple[CentreNetworkMember, ...] = ()


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
    network: CentreNetwork | None = None
    services: tuple[Service, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    curator: Person | None = None

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the status."""
        return self.award.valid_to if self.award else None
