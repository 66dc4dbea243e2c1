"""A resource centre and its parts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.records.common import Part, Person, PlanItem, Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Award(Part):
    """The document that gives a centre its status."""

    document: str
    date: dt.date
    number: str | None = None
    body: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkMember(Part):
    """An organisation of a centre's network."""

    municipality: str
    organisation: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Network(Part):
    """The organisations that a centre works with."""

    scope: str
    members: tuple[NetworkMember, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Service(Part):
    """What a centre does for teachers and how to get it."""

    title: str
    how_to_get: str
    kind: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResourceCentre(Record):
    """An organisation with a status: resource centre, innovation or internship site."""

    innovation_axes: tuple[str, ...] = ()
    award: Award | None = None
    network: Network | None = None
    services: tuple[Service, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    curator: Person | None = None
