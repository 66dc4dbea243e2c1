"""A document and its parts."""

import datetime as dt

from generator.model.records.common import Part, Participant, Record, When


class DocumentStage(Part, frozen=True, kw_only=True):
    """A part of the period that a plan covers. Its ends are a year, month or day as text."""

    title: str
    starts: str | None = None
    ends: str | None = None


class DocumentItem(Part, frozen=True, kw_only=True):
    """An item of a plan, programme or road map. `evidence` names, as `kind/id`, the proof that it is done."""

    number: str
    title: str
    when: When
    responsible: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    state: str | None = None


class Document(Record, frozen=True, kw_only=True):
    """A legal act, agreement, plan, report or publication."""

    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    level: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    address: str | None = None
    medium: str | None = None
    parties: tuple[Participant, ...] = ()
    prepared_with: tuple[str, ...] = ()
    agreed_with: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    follows: str | None = None
    stages: tuple[DocumentStage, ...] = ()
    items: tuple[DocumentItem, ...] = ()

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the document is in force."""
        return self.valid_to

    @property
    def span(self) -> tuple[str, str] | None:
        """The date of the document."""
        return (self.date.isoformat(),) * 2 if self.date else None
