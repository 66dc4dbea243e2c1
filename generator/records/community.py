"""A professional community and its parts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.records.common import Part, Person, PlanItem, Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Association(Part):
    """A federal association whose branch a community is."""

    title: str
    address: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Members(Part):
    """Participations counted on a day; never summed as persons."""

    count: int
    counted_on: dt.date


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform(Part):
    """Where a community talks."""

    title: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Community(Record):
    """A professional community or methodical association of teachers."""

    level: str
    short_title: str | None = None
    basis: str | None = None
    parent: str | None = None
    federal_association: Association | None = None
    formal: bool | None = None
    open: bool | None = None
    founded: str | None = None
    valid_to: dt.date | None = None
    members: Members | None = None
    coordinator: Person | None = None
    joining: str | None = None
    platforms: tuple[Platform, ...] = ()
    forms: tuple[str, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    represented_in: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    state_tasks: tuple[str, ...] = ()
