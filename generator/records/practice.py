"""A practice and its parts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.records.common import Contact, Part, Person, Record

Number = int | float


@dataclass(frozen=True, kw_only=True, slots=True)
class Step(Part):
    """One step of a practice."""

    title: str
    text: str
    duration: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Resources(Part):
    """What a practice needs."""

    staff: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    cost: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Risk(Part):
    """What may go wrong and what to do then."""

    risk: str
    response: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result(Part):
    """One measured indicator."""

    indicator: str
    after: Number
    before: Number | None = None
    unit: str | None = None
    method: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Material(Part):
    """Something to use or download."""

    title: str
    address: str
    kind: str | None = None
    licence: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion(Part):
    """A criterion of an expertise and its score."""

    title: str
    score: Number
    maximum: Number


@dataclass(frozen=True, kw_only=True, slots=True)
class Expertise(Part):
    """A decision of experts about a practice."""

    decision: str
    date: dt.date
    body: str
    level: str | None = None
    criteria: tuple[Criterion, ...] = ()
    conclusion: str | None = None
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Contest(Part):
    """The contest in which a practice was noticed."""

    title: str
    year: int
    result: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Replication(Part):
    """Another organisation that repeated a practice."""

    organisation: str
    municipality: str
    year: int | None = None
    result: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Practice(Record):
    """An educational practice that others can repeat."""

    contact: Contact
    problem: str
    steps: tuple[Step, ...]
    sphere: str | None = None
    stage: str = "identified"
    grades: tuple[int, ...] = ()
    forms: tuple[str, ...] = ()
    authors: tuple[Person, ...] = ()
    goal: str | None = None
    resources: Resources | None = None
    risks: tuple[Risk, ...] = ()
    limits: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    materials: tuple[Material, ...] = ()
    expertise: tuple[Expertise, ...] = ()
    communities: tuple[str, ...] = ()
    resource_centres: tuple[str, ...] = ()
    contest: Contest | None = None
    replications: tuple[Replication, ...] = ()
    started: str | None = None
    replaces: str | None = None
    replaced_by: str | None = None
