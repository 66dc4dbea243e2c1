"""What records of all kinds have in common."""

import datetime as dt

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A part of a record: plain values without reference cycles, so that no garbage collection is needed."""


class Organisation(Part, frozen=True, kw_only=True):
    """The organisation responsible for a record."""

    name: str
    kind: str | None = None
    site: str | None = None


class Participant(Part, frozen=True, kw_only=True):
    """An organisation that takes part: a party to an agreement, the leader of a network; never a person."""

    name: str
    kind: str | None = None
    municipality: str | None = None


class Contact(Part, frozen=True, kw_only=True):
    """Whom to ask in the organisation; never a private person."""

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
    """A role; a name only with the person's consent."""

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
    """Base class of all records."""

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
        """The last day on which what the record describes is in force; None if it has no end."""
        return None

    @property
    def span(self) -> tuple[str, str] | None:
        """First and last date of what the record describes: years, months or days; None if it is ongoing."""
        return None
