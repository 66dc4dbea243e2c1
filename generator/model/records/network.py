"""A network of organisations and its parts."""

import datetime as dt

from generator.model.records.common import Part, Participant, Person, Record


class NetworkMember(Part, frozen=True, kw_only=True):
    """An organisation of a network."""

    municipality: str
    organisation: str | None = None
    kind: str | None = None


class Network(Record, frozen=True, kw_only=True):
    """Organisations that work together by an agreement."""

    scope: str
    started: str | None = None
    valid_to: dt.date | None = None
    coordinator: Participant | None = None
    curator: Person | None = None
    members: tuple[NetworkMember, ...] = ()

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the agreement."""
        return self.valid_to
