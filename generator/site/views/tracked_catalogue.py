"""The catalogue as a page reads it: whatever a view reads is recorded as a dependency of its page.

A later build creates only those pages again whose dependencies have changed. Dependencies have keys («the
record practice/x», «the order of the list by_tag/впр»), whose values `CatalogueIndex` hashes.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar, overload

import msgspec

from generator.base.fingerprint import fingerprint
from generator.model.annotations import ANY_KIND
from generator.model.catalogue import Catalogue, Entry
from generator.model.kinds import Kind
from generator.model.records.common import Record
from generator.model.settings import Settings
from generator.model.tally import MARK, Tally
from generator.source.git.history import History, LastChange
from generator.source.schema_files import Schemas

T = TypeVar("T")
R_co = TypeVar("R_co", bound=Record, covariant=True)

Relation = Literal["back_links", "by_municipality", "by_term", "by_tag", "related"]
"""The links of the catalogue (see `catalogue.Links`)."""

_KIND, _RECORD, _CHANGE, _NUMBERS = "kind", "record", "change", "numbers"
_SCHEMAS, _DAY, _FOLLOWING, _NAMING = "schemas", "day", "following", "naming"
_SEPARATOR = "\n"
_SAMPLE: Callable[[Entry[Any]], bool] = attrgetter("sample")


def key_of(what: str, *names: str) -> str:
    """Return the key of a dependency: the order of a list, a record, a change.

    A relation without a name means the list of its names. The key of a list does not cover the contents of
    its records: a page with fifty of a thousand is not created again because another one has changed.
    """
    return _SEPARATOR.join((what, *names))


class CatalogueIndex:
    """The catalogue of one build, by keys of dependencies; all pages share it."""

    def __init__(self, *, catalogue: Catalogue, history: History, schemas: Schemas | None = None) -> None:
        """Index a catalogue, the history of its files, and schemas for the views that create forms."""
        self.catalogue, self.history, self.schemas = catalogue, history, schemas or {}
        fields = catalogue.settings.record_fields.items()
        self._references = [(kind, *field) for kind, one in fields for field in one.references.fields()]
        self._digests: dict[str, bytes] = {}
        self._positions: dict[tuple[str, ...], Mapping[str, int]] = {}
        self._numbers: dict[tuple[str, str], Mapping[str, int]] = {}
        self._by_kind: dict[tuple[str, ...], Mapping[str, Sequence[Entry[Any]]]] = {}

    def digest(self, keys: Iterable[str]) -> bytes:
        """Return the hash of the values of keys in this build."""
        known = self._digests
        return fingerprint(*[known.get(key) or self._digest(key) for key in keys])

    def find_linked(self, relation: str, *name: str) -> Sequence[Entry[Any]]:
        """Return the records of a relation under a name."""
        found: Mapping[Any, Sequence[Entry[Any]]] = getattr(self.catalogue.links, relation)
        return found.get(name[0] if len(name) == 1 else name, ())

    def linked_by_kind(self, relation: str, *name: str) -> Mapping[str, Sequence[Entry[Any]]]:
        """Return the records of a relation under a name, by the names of their kinds."""
        key = (relation, *name)
        if key not in self._by_kind:
            groups: defaultdict[str, list[Entry[Any]]] = defaultdict(list)
            for entry in self.find_linked(*key):
                groups[entry.kind.name].append(entry)
            self._by_kind[key] = groups
        return self._by_kind[key]

    def find_naming(self, kind_name: str, record_id: str) -> Sequence[tuple[str, str, str]]:
        """Return the names of back-links to a record: the kind, the field, and how the field names it."""
        names = {ANY_KIND: f"{kind_name}/{record_id}", kind_name: record_id}
        keys = ((kind, field, names[mark]) for kind, field, mark in self._references if mark in names)
        return [key for key in keys if key in self.catalogue.links.back_links]

    def find_following(self, most: int, address: str, relation: str, *name: str) -> Sequence[Entry[Any]]:
        """Return the records after an address in the list of a relation, continuing at its start."""
        entries, key = self.find_linked(relation, *name), (relation, *name)
        if key not in self._positions:
            self._positions[key] = {entry.address: position for position, entry in enumerate(entries)}
        position = self._positions[key].get(address, -1)
        after = entries[position + 1 : position + 1 + most]
        return [*after, *entries[: min(max(position, 0), most - len(after))]]

    def numbers(self, relation: str, kind_name: str) -> Mapping[str, int]:
        """Return how many records of a kind are under each name of a relation, without zeros."""
        found: Mapping[str, Sequence[Entry[Any]]] = getattr(self.catalogue.links, relation)
        if (key := (relation, kind_name)) not in self._numbers:
            counts = {name: sum(e.kind.name == kind_name for e in entries) for name, entries in found.items()}
            self._numbers[key] = {name: count for name, count in counts.items() if count}
        return self._numbers[key]

    def _digest(self, key: str) -> bytes:
        if key not in self._digests:
            what, *names = key.split(_SEPARATOR)
            self._digests[key] = self._describe(what, names)
        return self._digests[key]

    def _describe(self, what: str, names: Sequence[str]) -> bytes:
        """Return the value of a key, or its hash if it is long."""
        if what == _RECORD:
            entry = self.catalogue.by_id.get((names[0], names[1]))
            return b"" if entry is None else entry.digest
        if what == _CHANGE:
            return repr(self.history.of(names[0])).encode()
        if what == _DAY:
            return self.catalogue.as_of.isoformat().encode()
        if what == _SCHEMAS:
            return fingerprint(msgspec.json.encode(self.schemas))
        return fingerprint(*(line.encode() for line in self._lines(what, names)))

    def _lines(self, what: str, names: Sequence[str]) -> Iterable[str]:
        """Return what identifies a list: the addresses of its records and which are samples, or names."""
        if what == _NUMBERS:
            return map(repr, self.numbers(*names).items())
        if what == _KIND:
            return map(_line_of, self.catalogue.by_kind.get(names[0], ()))
        if what == _FOLLOWING:
            return map(_line_of, self.find_following(int(names[0]), *names[1:]))
        if what == _NAMING:
            return map(repr, self.find_naming(*names))
        if not names:
            return map(repr, getattr(self.catalogue.links, what))
        return map(_line_of, self.find_linked(what, *names))


def _line_of(entry: Entry[Any]) -> str:
    return f"{entry.address} {MARK if entry.sample else ''}"


class TrackedEntry(Generic[R_co]):
    """A record as a view sees it: its list data is free, reading its content adds a dependency."""

    __slots__ = ("_depend_on", "_entry", "address", "id", "kind", "sample")

    def __init__(self, entry: Entry[R_co], depend_on: Callable[[str], None]) -> None:
        """Wrap a record; `depend_on` is called with its key when its content is read."""
        self._entry, self._depend_on = entry, depend_on
        self.kind, self.id, self.address, self.sample = entry.kind, entry.id, entry.address, entry.sample

    def read(self) -> Entry[R_co]:
        """Return the record of the catalogue, which becomes a dependency of the page."""
        self._depend_on(key_of(_RECORD, self.kind.name, self.id))
        return self._entry

    @property
    def title(self) -> str:
        """The title."""
        return self.read().title

    @property
    def record(self) -> R_co:
        """The record itself."""
        return self.read().record

    def read_fields(self, form: type[T]) -> T:
        """Return the fields of the record that are in a type."""
        return self.read().read_fields(form)


class TrackedEntries(Sequence[TrackedEntry[Any]]):
    """A list of records as a view sees it: its length, order and tally are free, its records are tracked."""

    def __init__(self, entries: Sequence[Entry[Any]], depend_on: Callable[[str], None]) -> None:
        """Wrap a list on which the page already depends."""
        self._entries, self._depend_on = entries, depend_on

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._entries)

    @cached_property
    def tally(self) -> Tally:
        """How many of the records are real, and how many are samples."""
        return Tally.of(map(_SAMPLE, self._entries))

    def __iter__(self) -> Iterator[TrackedEntry[Any]]:
        """Yield the records in their order."""
        return (TrackedEntry(entry, self._depend_on) for entry in self._entries)

    @overload
    def __getitem__(self, place: int) -> TrackedEntry[Any]: ...
    @overload
    def __getitem__(self, place: slice) -> TrackedEntries: ...
    def __getitem__(self, place: int | slice) -> TrackedEntry[Any] | TrackedEntries:
        """Return a record or a part of the list."""
        if isinstance(place, slice):
            return TrackedEntries(self._entries[place], self._depend_on)
        return TrackedEntry(self._entries[place], self._depend_on)

    def __add__(self, other: TrackedEntries) -> TrackedEntries:
        """Return the records of this list, then those of another list of the same page."""
        return TrackedEntries([*self._entries, *other._entries], self._depend_on)


class TrackedCatalogue:
    """The catalogue for one page: returns records, lists and changes, and records each as a dependency."""

    def __init__(self, index: CatalogueIndex) -> None:
        """Start without dependencies."""
        self._index = index
        self._dependencies: set[str] = set()

    @property
    def dependencies(self) -> tuple[str, ...]:
        """The keys of everything that has been read, except the settings."""
        return tuple(sorted(self._dependencies))

    def depend_on(self, key: str) -> None:
        """Record a dependency."""
        self._dependencies.add(key)

    @property
    def settings(self) -> Settings:
        """The settings of the atlas: every page depends on them."""
        return self._index.catalogue.settings

    @property
    def schemas(self) -> Schemas:
        """The schemas with the values of vocabularies, by file name."""
        self.depend_on(_SCHEMAS)
        return self._index.schemas

    @property
    def as_of(self) -> dt.date:
        """The day as of which dates and terms are checked."""
        self.depend_on(_DAY)
        return self._index.catalogue.as_of

    def entries(self, kind: Kind) -> TrackedEntries:
        """Return the public records of a kind, sorted by title."""
        self.depend_on(key_of(_KIND, kind.name))
        return self._track(self._index.catalogue.entries(kind))

    def find_linked(self, relation: Relation, *name: str) -> TrackedEntries:
        """Return the records of a relation under a name: of a municipality, a tag, a term of a vocabulary."""
        self.depend_on(key_of(relation, *name))
        return self._track(self._index.find_linked(relation, *name))

    def find_unasked_naming(self, entry: TrackedEntry[Any]) -> Sequence[tuple[str, str, str]]:
        """Return the names of back-links to a record that the page has not asked for until now."""
        self.depend_on(key_of(_NAMING, entry.kind.name, entry.id))
        names = self._index.find_naming(entry.kind.name, entry.id)
        return [name for name in names if key_of("back_links", *name) not in self._dependencies]

    def linked_by_kind(self, relation: Relation, *name: str) -> Mapping[str, TrackedEntries]:
        """Return the records of a relation under a name, by the names of their kinds."""
        self.depend_on(key_of(relation, *name))
        groups = self._index.linked_by_kind(relation, *name)
        return {kind_name: self._track(entries) for kind_name, entries in groups.items()}

    def find_following(
        self, entry: TrackedEntry[Any], relation: Relation, *name: str, most: int
    ) -> TrackedEntries:
        """Return the records after one in the list of a relation, continuing at its start, without itself.

        So every record is linked from some other. A record that is not in the list, because it is not public,
        gets the first ones. A page depends only on these: the list may change elsewhere.
        """
        self.depend_on(key_of(_FOLLOWING, str(most), entry.address, relation, *name))
        return self._track(self._index.find_following(most, entry.address, relation, *name))

    def names(self, relation: Relation) -> tuple[str, ...]:
        """Return the names of a relation, in their order."""
        self.depend_on(key_of(relation))
        return tuple(getattr(self._index.catalogue.links, relation))

    def numbers(self, relation: Relation, kind: Kind) -> Mapping[str, int]:
        """Return how many records of a kind are under each name of a relation, without zeros."""
        self.depend_on(key_of(_NUMBERS, relation, kind.name))
        return self._index.numbers(relation, kind.name)

    def find_records(self, kind: Kind, ids: Iterable[str | None]) -> tuple[TrackedEntry[Any], ...]:
        """Return the published records among those with given ids, in the order of the ids."""
        wanted = [id_ for id_ in ids if id_]
        self._dependencies.update(key_of(_RECORD, kind.name, id_) for id_ in wanted)
        by_id = self._index.catalogue.by_id
        found = [by_id[kind.name, id_] for id_ in wanted if (kind.name, id_) in by_id]
        return tuple(self._track(found))

    def change(self, entry: TrackedEntry[Any]) -> LastChange | None:
        """Return the last change of a record's file; None if it is unknown."""
        path = entry.read().path
        self.depend_on(key_of(_CHANGE, path))
        return self._index.history.of(path)

    def _track(self, entries: Sequence[Entry[Any]]) -> TrackedEntries:
        return TrackedEntries(entries, self.depend_on)
