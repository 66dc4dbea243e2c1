"""Records as understood: the typed form of what contributors write in `content/`.

Field names are the keys of the YAML files; meaning and limits stand in `schemas/`. Values of
vocabularies and references stay ids: links are resolved by the link stage, never embedded.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Number = int | float


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a record."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation(Part):
    """The body that answers for a record."""

    name: str
    kind: str | None = None
    site: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact(Part):
    """Where to ask in the organisation; never a private person's."""

    unit: str | None = None
    email: str | None = None
    phone: str | None = None
    site: str | None = None
    hours: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent(Part):
    """Dated consent to publish a name (152-ФЗ)."""

    date: dt.date
    document: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Part):
    """A role; a name only with a consent."""

    role: str
    organisation: str | None = None
    name: str | None = None
    consent: Consent | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanItem(Part):
    """One entry of a plan: what and when."""

    title: str
    period: str
    form: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Part):
    """The document that names what the record describes."""

    title: str
    place: str | None = None
    address: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Record(Part):
    """What records of every kind have in common."""

    id: str
    title: str
    summary: str
    municipality: str
    organisation: Organisation
    kind: str | None = None
    subjects: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    education_levels: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    description: str | None = None
    contact: Contact | None = None
    tags: tuple[str, ...] = ()
    added: dt.date | None = None
    updated: dt.date | None = None
    redirect_from: tuple[str, ...] = ()
    source: Source | None = None
    sample: bool = False


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
