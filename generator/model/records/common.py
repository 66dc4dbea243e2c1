"""What records of every kind have in common."""

from __future__ import annotations

import datetime as dt

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A part of a record: plain values, so that there are no circles to look for."""


class Organisation(Part, frozen=True, kw_only=True):
    """The body that answers for a record."""

    name: str
    kind: str | None = None
    site: str | None = None


class Contact(Part, frozen=True, kw_only=True):
    """Where to ask in the organisation; never a private person's."""

    unit: str | None = None
    email: str | None = None
    phone: str | None = None
    site: str | None = None
    hours: str | None = None


class Consent(Part, frozen=True, kw_only=True):
    """Dated consent to publish a name (152-ФЗ)."""

    date: dt.date
    document: str | None = None


class Person(Part, frozen=True, kw_only=True):
    """A role; a name only with a consent."""

    role: str
    organisation: str | None = None
    name: str | None = None
    consent: Consent | None = None


class When(Part, frozen=True, kw_only=True):
    """How often something is done, and in which months (1 to 12)."""

    repeat: str
    months: tuple[int, ...] = ()
    year: int | None = None
    note: str | None = None


class PlanItem(Part, frozen=True, kw_only=True):
    """One entry of a plan: what and when."""

    title: str
    when: When
    form: str | None = None


class SourceDocument(Part, frozen=True, kw_only=True):
    """The document that names what the record describes."""

    title: str
    place: str | None = None
    address: str | None = None


class Record(Part, frozen=True, kw_only=True):
    """What records of every kind have in common."""

    id: str
    title: str
    summary: str | None = None
    municipality: str | None = None
    organisation: Organisation | None = None
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
    verified_on: dt.date | None = None
    redirect_from: tuple[str, ...] = ()
    source: SourceDocument | None = None
    sample: bool = False

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which what the record describes is in force; None where it does not end."""
        return None

    @property
    def span(self) -> tuple[str, str] | None:
        """When what the record describes happened, from and to a year, month or day; None for what lasts."""
        return None
