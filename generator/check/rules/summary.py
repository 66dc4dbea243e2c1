"""The summary of a record: the little that rules about days and about all records together ask of each.

It is remembered with the verdict on the record's file, so that a check of ten thousand records unpacks
none that has not changed.
"""

from __future__ import annotations

import msgspec

from generator.model.annotations import AnnotatedValue
from generator.model.findings import Pointer
from generator.model.kinds import KIND_BY_NAME, Kind

PastDay = tuple[Pointer, str]
"""A date of what has happened, written as in ISO 8601 as far as it is known, and where it stands."""


class RecordSummary(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is known of a record that fits its schema, whatever the day and the other records.

    `kind_name` is the name of its kind, `folded` its title without what tells no titles apart (see
    `folding`), `stage` and `level` are «» where it has none.
    """

    kind_name: str
    path: str
    id: str
    title: str
    normal_title: str
    tags: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    stage: str = ""
    level: str = ""
    parent: str | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    references: tuple[AnnotatedValue, ...] = ()
    """What the record names of others; `kind` of a leaf is the name of the other's kind."""
    links: tuple[AnnotatedValue, ...] = ()
    """Addresses inside the atlas to which its texts link."""
    last_day: str = ""
    """The last day on which what it describes is in force, as in ISO 8601; «» where it does not end."""
    latest: str = ""
    """The latest of its past days: they are looked at only when this one may not have come yet."""
    past: msgspec.Raw = msgspec.Raw(b"\x90")
    """MessagePack of its past days: most checks need none."""

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return KIND_BY_NAME[self.kind_name]

    @property
    def address(self) -> str:
        """The address of its page inside the site."""
        return self.kind.address(self.id)

    @property
    def past_days(self) -> tuple[PastDay, ...]:
        """The dates of what has happened."""
        return msgspec.msgpack.decode(self.past, type=tuple[PastDay, ...])
