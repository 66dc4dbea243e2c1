"""A practice and its parts."""

import datetime as dt

from generator.model.records.common import Contact, Organisation, Part, Person, Record

Number = int | float


class Step(Part, frozen=True, kw_only=True):
    """One step of a practice."""

    title: str
    text: str
    duration: str | None = None


class Resources(Part, frozen=True, kw_only=True):
    """What a practice needs."""

    staff: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    cost: str | None = None


class Risk(Part, frozen=True, kw_only=True):
    """What may go wrong and what to do in that case."""

    risk: str
    response: str | None = None


class Effort(Part, frozen=True, kw_only=True):
    """The time that a practice takes, in words."""

    prepare: str | None = None
    rhythm: str | None = None
    first_result: str | None = None


class Sample(Part, frozen=True, kw_only=True):
    """How many were measured before and after, and of what."""

    after: int
    before: int | None = None
    unit: str | None = None


class Wave(Part, frozen=True, kw_only=True):
    """A measurement between the first and the last."""

    when: str
    value: Number


class Result(Part, frozen=True, kw_only=True):
    """One measured indicator."""

    indicator: str
    after: Number
    before: Number | None = None
    unit: str | None = None
    better: str | None = None
    sample: Sample | None = None
    points: tuple[Wave, ...] = ()
    measured_by: str | None = None
    comparison: str | None = None
    method: str | None = None


class Material(Part, frozen=True, kw_only=True):
    """Something to use or download."""

    title: str
    address: str
    kind: str | None = None
    licence: str | None = None


class Criterion(Part, frozen=True, kw_only=True):
    """A criterion of an expert review and its score."""

    title: str
    score: Number
    maximum: Number


class Expertise(Part, frozen=True, kw_only=True):
    """A decision of experts about a practice."""

    decision: str
    date: dt.date
    body: str
    level: str | None = None
    event: str | None = None
    mode: str | None = None
    experts: int | None = None
    draw: str | None = None
    """Hash of the private log of the drawing of the experts."""
    criteria: tuple[Criterion, ...] = ()
    conclusion: str | None = None
    recommendations: tuple[str, ...] = ()


class Contest(Part, frozen=True, kw_only=True):
    """The contest in which a practice was recognised: the id of an event."""

    event: str
    result: str | None = None


class Accompaniment(Part, frozen=True, kw_only=True):
    """A request for support with a practice, and the answer (S4, п. 3.2.3); never who asked."""

    asked_on: dt.date
    by: str
    state: str
    municipality: str | None = None
    answered_on: dt.date | None = None
    helper: str | None = None
    outcome: str | None = None


class Figure(Part, frozen=True, kw_only=True):
    """An indicator of a practice as measured by those who repeated it."""

    indicator: str
    after: Number
    before: Number | None = None
    sample: Sample | None = None


class Replication(Part, frozen=True, kw_only=True):
    """Another organisation that repeated a practice."""

    organisation: str
    municipality: str
    year: int | None = None
    result: str | None = None
    figure: Figure | None = None


class Practice(Record, frozen=True, kw_only=True):
    """An educational practice that others can repeat."""

    summary: str
    municipality: str
    organisation: Organisation
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
    effort: Effort | None = None
    risks: tuple[Risk, ...] = ()
    limits: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    materials: tuple[Material, ...] = ()
    expertise: tuple[Expertise, ...] = ()
    accompaniment: tuple[Accompaniment, ...] = ()
    communities: tuple[str, ...] = ()
    resource_centres: tuple[str, ...] = ()
    contest: Contest | None = None
    replications: tuple[Replication, ...] = ()
    started: str | None = None
    submitted: dt.date | None = None
    replaces: str | None = None
    replaced_by: str | None = None
