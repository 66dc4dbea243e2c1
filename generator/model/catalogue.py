"""The catalogue: every valid record of the atlas, with its links resolved once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar, cast

import msgspec

from generator.model.kinds import KIND_BY_NAME, Kind
from generator.model.records.common import Record
from generator.model.settings import Settings

R = TypeVar("R", bound=Record)
T = TypeVar("T")
R_co = TypeVar("R_co", bound=Record, covariant=True)

WHOLE_REGION = ""
"""Key for records that name no municipality, where their kind may name one."""
UNPACKED = 512
"""Size of the cache of decoded records: a page asks for the same ones many times."""
NO_VALUE = msgspec.Raw()


class Entry(msgspec.Struct, Generic[R_co], frozen=True, kw_only=True, eq=False, gc=False):
    """A record and where it came from. `path` is relative to the atlas's root, with slashes.

    Ten thousand decoded records take a hundred megabytes in every process that makes pages, and a page looks
    into a dozen. So the record is kept packed, and only what lists need is available directly.
    """

    kind: Kind
    path: str
    id: str
    title: str
    address: str
    """Address of the record's page inside the site."""
    added: dt.date | None
    updated: dt.date | None
    sample: bool
    """Whether the record is a made-up sample."""
    digest: bytes
    """Hash of the record's file."""
    value: msgspec.Raw
    """MessagePack of the record as its file holds it, with nothing added or left out."""
    decoded: R_co | None
    """The record; None in an entry without it."""

    def __eq__(self, other: object) -> bool:
        """Return whether the other entry is the same record of the same file."""
        return isinstance(other, Entry) and self._identity == other._identity

    def __hash__(self) -> int:
        """Return the hash of the path, which strings cache."""
        return hash(self.path)

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.path, self.digest, bytes(self.value) or self.decoded

    @property
    def record(self) -> R_co:
        """The record, decoded if need be."""
        return _decode_entry(self) if self.decoded is None else self.decoded

    def read_fields(self, form: type[T]) -> T:
        """Return those fields of the record that a type names: in a tenth of the time that all take."""
        if self.decoded is None:
            decode: Callable[[msgspec.Raw], T] = _fields_decoder(cast("Any", form))
            return decode(self.value)
        return msgspec.convert(self.decoded, form, from_attributes=True)

    def without_record(self) -> Entry[R_co]:
        """Return the entry without its decoded record, if that can be had from its value."""
        return msgspec.structs.replace(self, decoded=None) if self.value else self


AnyEntry = Entry[Any]


def entry_with(
    kind: Kind, record: R, path: str, *, digest: bytes = b"", value: msgspec.Raw = NO_VALUE
) -> Entry[R]:
    """Return the entry of a record."""
    return Entry(
        kind=kind,
        path=path,
        id=record.id,
        title=record.title,
        address=kind.address(record.id),
        added=record.added,
        updated=record.updated,
        sample=record.sample,
        digest=digest,
        value=value,
        decoded=record,
    )


def decode_record(kind: Kind, value: msgspec.Raw) -> Record:
    """Decode the MessagePack of a record that fits the schema of its kind."""
    return _decoder(kind.name)(value)


@cache
def _decoder(kind_name: str) -> Callable[[msgspec.Raw], Record]:
    # strict=False: a whole number may be written as 5.0, which the schemas' «integer» allows
    return msgspec.msgpack.Decoder(KIND_BY_NAME[kind_name].record_type, strict=False).decode


@cache
def _fields_decoder(form: Any) -> Callable[[msgspec.Raw], Any]:  # noqa: ANN401 - the type of some fields
    return msgspec.msgpack.Decoder(form, strict=False).decode


@lru_cache(maxsize=UNPACKED)
def _decode_entry(entry: Entry[Any]) -> Any:  # noqa: ANN401 - the record of the entry's own kind
    return decode_record(entry.kind, entry.value)


def is_public(kind: Kind, record: Any, settings: Settings) -> bool:  # noqa: ANN401 - a record of the kind
    """Return whether readers may see a record: not if it is a hidden sample or at a non-public stage.

    A stage that the vocabulary lacks is not public: another region may have no term for the first one.
    """
    if record.sample and not settings.atlas.shows_samples:
        return False
    return is_public_stage(kind, getattr(record, "stage", ""), settings)


def is_public_stage(kind: Kind, name: str, settings: Settings) -> bool:
    """Return whether a record at a given stage may be published; always if its kind has no stages."""
    if not kind.stage_vocabulary:
        return True
    stage = settings.vocabularies[kind.stage_vocabulary].by_id.get(name)
    return stage is not None and stage.public


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """Back-links between public records; each list is sorted by title, with samples last."""

    back_links: Mapping[tuple[str, str, str], Sequence[Entry[Record]]]
    """Referring records by (their kind, the field, the id in the field): communities by ("community",
    "parent", "x"), practices by ("practice", "communities", "x"). Fields inside lists and sections are
    written `replications.municipality`; a municipality counts unless it is the record's own. References to
    records of any kind hold `kind/id`."""
    by_municipality: Mapping[str, Sequence[Entry[Record]]]
    """Public records by the id of their municipality; those of the whole region by `WHOLE_REGION`."""
    by_term: Mapping[tuple[str, str], Sequence[Entry[Record]]]
    """Public records of all kinds by (vocabulary, term id). Only terms in use."""
    by_tag: Mapping[str, Sequence[Entry[Record]]]
    related: Mapping[str, Sequence[Entry[Record]]]
    """The nearest records of each public one by its address, nearest first, at most six: of the kinds that
    show them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """What the pages are made from. Only public records; every mapping and list is sorted."""

    settings: Settings
    as_of: dt.date
    by_kind: Mapping[str, Sequence[Entry[Any]]]
    """Public records by the name of their kind, sorted like every list."""
    links: Links
    by_id: Mapping[tuple[str, str], Entry[Record]] = field(repr=False)
    """Public records by (kind name, id)."""
    redirects: Mapping[str, str]
    """Former address → current address, inside the site."""

    def entries(self, kind: Kind) -> Sequence[Entry[Any]]:
        """Return the public records of a kind: sorted by title, with samples last."""
        return self.by_kind.get(kind.name, ())
