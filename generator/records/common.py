"""What records of every kind have in common."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


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
