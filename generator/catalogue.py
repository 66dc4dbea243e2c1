"""The catalogue: every valid record of the atlas, with its links resolved once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec

from generator.kinds import Kind
from generator.records import Community, Practice, Record
from generator.settings import Settings

R_co = TypeVar("R_co", bound=Record, covariant=True)

TERM_FIELDS: tuple[tuple[str, str], ...] = (
    ("subjects", "subjects"),
    ("directions", "directions"),
    ("education_levels", "education_levels"),
    ("audiences", "audience"),
    ("forms", "forms"),
    ("practice_spheres", "sphere"),
    ("practice_stages", "stage"),
    ("community_levels", "level"),
)
"""Vocabularies and the fields of records that hold their terms; `kind` has its own for each kind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry(Generic[R_co]):
    """A record and where it came from. `path` is relative to the atlas's root, with slashes."""

    kind: Kind
    record: R_co
    path: str
    digest: bytes = field(default=b"", repr=False, compare=False)
    """Hash of the record's file."""
    value: msgspec.Raw = field(default_factory=msgspec.Raw, repr=False, compare=False)
    """MessagePack of the record as its file holds it, with nothing added or left out."""
    address: str = field(init=False, repr=False, compare=False)
    """Address of the record's page inside the site; the views ask for it a hundred times a record."""

    def __post_init__(self) -> None:
        """Work out the address."""
        object.__setattr__(self, "address", self.kind.address(self.record.id))


def is_public(entry: Entry[Any], settings: Settings) -> bool:
    """Return whether a record may be published: if its kind has stages, its own must be public.

    A stage that the vocabulary lacks is not: another region may have no term for the first one.
    """
    if not entry.kind.stage_vocabulary:
        return True
    stage = settings.vocabularies[entry.kind.stage_vocabulary].by_id.get(entry.record.stage)
    return stage is not None and stage.public


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Back-links between public records, each list sorted by title. Keys are ids of the record pointed to."""

    communities_of: Mapping[str, Sequence[Entry[Community]]]
    """Communities by the id of their parent."""
    practices_of_community: Mapping[str, Sequence[Entry[Practice]]]
    practices_of_centre: Mapping[str, Sequence[Entry[Practice]]]
    replications_in: Mapping[str, Sequence[Entry[Practice]]]
    """Practices from elsewhere that were repeated in a municipality, by its id."""
    by_municipality: Mapping[str, Sequence[Entry[Record]]]
    by_term: Mapping[tuple[str, str], Sequence[Entry[Record]]]
    """Public records of all kinds by (vocabulary, term id): subjects, directions, education_levels,
    audiences, forms, practice_kinds, practice_spheres, practice_stages, community_kinds,
    community_levels, centre_kinds. Only terms in use; each list is sorted by title."""
    by_tag: Mapping[str, Sequence[Entry[Record]]]
    related: Mapping[str, Sequence[Entry[Practice]]]
    """The nearest practices of each public practice, nearest first, at most six."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """What the pages are made from. Only public records; every mapping and list is sorted."""

    settings: Settings
    as_of: dt.date
    by_kind: Mapping[str, Sequence[Entry[Any]]]
    """Public records by the name of their kind, each list sorted by title."""
    links: Links
    by_id: Mapping[tuple[str, str], Entry[Record]] = field(repr=False)
    """Public records by (kind name, id)."""
    redirects: Mapping[str, str]
    """Former address → present address, inside the site."""

    def entries(self, kind: Kind) -> Sequence[Entry[Any]]:
        """The public records of a kind, sorted by title."""
        return self.by_kind.get(kind.name, ())
