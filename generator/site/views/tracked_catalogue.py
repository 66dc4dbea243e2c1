"""Sources: what pages are made from, given out by names that can be looked up again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Literal

from generator.base.cache import fingerprint
from generator.model.catalogue import Catalogue, Entry
from generator.model.kinds import Kind
from generator.model.settings import Settings
from generator.site.pages import Draft, Page
from generator.source.git.history import History, LastChange
from generator.source.schema_files import Schemas

AnyEntry = Entry[Any]

Relation = Literal[
    "back_links",
    "by_municipality",
    "by_term",
    "by_tag",
    "related",
]
"""The links of the catalogue (see `catalogue.Links`)."""

_KIND, _WHOLE, _RECORD, _CHANGE = "kind", "whole", "record", "change"
_SCHEMAS, _DAY, _FOLLOWING = "schemas", "day", "following"
_PART = "\n"


def key_of(what: str, *names: str) -> str:
    """Return the key of something that pages are made from: the order of a list, a record, a change.

    A relation without a name is the list of its names. What stands in the records of a list is no part
    of it: a page with fifty of a thousand is not made anew because another one changed.
    """
    return _PART.join((what, *names))


def record_key(entry: AnyEntry) -> str:
    """Return the key of a record."""
    return key_of(_RECORD, entry.kind.name, entry.id)


class Sources:
    """Gives out every record and list of records that a view looks at, and notes what it gave.

    So a later build can tell whether a page would be made from the same (see `pages.Draft`).
    """

    def __init__(self, *, catalogue: Catalogue, history: History, schemas: Schemas | None = None) -> None:
        """Show a catalogue, the history of its files, and schemas to the views that make forms of them."""
        self._catalogue, self._history, self._schemas = catalogue, history, schemas or {}
        self._noted: set[str] = set()
        self._digests: dict[str, bytes] = {}
        self._places: dict[tuple[str, ...], Mapping[str, int]] = {}

    def draft(
        self, *, address: str, section: str, make: Callable[[], Page], reads: Sequence[str] = ()
    ) -> Draft:
        """Return the draft of a page; `reads` are the keys of what was read before it is made."""
        return Draft(address=address, section=section, make=make, sources=self, reads=tuple(reads))

    def traced(self, draft: Draft) -> tuple[Page, tuple[str, ...]]:
        """Make a page and return it with the keys of all that it was made from, beside the settings."""
        self._noted = set(draft.reads)
        return draft.make(), tuple(sorted(self._noted))

    def basis(self, keys: Iterable[str]) -> bytes:
        """Return the hash of what keys stand for in this atlas."""
        known = self._digests
        return fingerprint(*[known.get(key) or self._digest(key) for key in keys])

    @property
    def settings(self) -> Settings:
        """The settings of the atlas."""
        return self._catalogue.settings

    @property
    def schemas(self) -> Schemas:
        """The schemas with the values of vocabularies, by file name."""
        self._noted.add(_SCHEMAS)
        return self._schemas

    @property
    def as_of(self) -> dt.date:
        """The day on which terms and dates are judged."""
        self._noted.add(_DAY)
        return self._catalogue.as_of

    def entries(self, kind: Kind) -> Sequence[AnyEntry]:
        """Return the public records of a kind, sorted by title; what is told of each is to be `seen`."""
        self._noted.add(key_of(_KIND, kind.name))
        return self._catalogue.entries(kind)

    def whole(self, kind: Kind) -> Sequence[AnyEntry]:
        """Return the public records of a kind for a page that is made from what stands in all of them."""
        self._noted.add(key_of(_WHOLE, kind.name))
        return self._catalogue.entries(kind)

    def seen(self, entry: AnyEntry) -> AnyEntry:
        """Return a record of a list that a page tells something of."""
        self._noted.add(record_key(entry))
        return entry

    def linked(self, relation: Relation, *name: str) -> Sequence[AnyEntry]:
        """Return the records of a relation under a name: of a municipality, a tag, a term of a vocabulary.

        What is told of each of them is to be `seen`.
        """
        self._noted.add(key_of(relation, *name))
        return self._list(relation, name)

    def following(self, entry: AnyEntry, relation: Relation, *name: str, most: int) -> Sequence[AnyEntry]:
        """Return the records that follow one in the list of a relation, round its end, not itself.

        So every record is led to from some other. One that is not in the list, for it is not public, has
        the first ones. A page depends on these alone: the list may change elsewhere.
        """
        self._noted.add(key_of(_FOLLOWING, str(most), entry.address, relation, *name))
        return self._following(most, entry.address, relation, name)

    def names(self, relation: Relation) -> tuple[str, ...]:
        """Return the names of a relation, in their order."""
        self._noted.add(key_of(relation))
        return tuple(getattr(self._catalogue.links, relation))

    def numbers(self, relation: Relation, kind: Kind) -> Mapping[str, int]:
        """Return how many records of a kind stand under each name of a relation that has some."""
        self._noted.add(key_of(_WHOLE, kind.name))  # none of the lists can change without a record
        found: Mapping[str, Sequence[AnyEntry]] = getattr(self._catalogue.links, relation)
        counts = {name: sum(entry.kind is kind for entry in entries) for name, entries in found.items()}
        return {name: count for name, count in counts.items() if count}

    def found(self, kind: Kind, ids: Iterable[str | None]) -> tuple[AnyEntry, ...]:
        """Return those of the records that are published, by their ids, in the order of the ids."""
        wanted = [id_ for id_ in ids if id_]
        self._noted.update(key_of(_RECORD, kind.name, id_) for id_ in wanted)
        by_id = self._catalogue.by_id
        return tuple(by_id[kind.name, id_] for id_ in wanted if (kind.name, id_) in by_id)

    def change(self, entry: AnyEntry) -> LastChange | None:
        """Return the last change of a record's file; None when nothing is known of it."""
        self._noted.add(key_of(_CHANGE, entry.path))
        return self._history.of(entry.path)

    def _list(self, relation: str, name: tuple[str, ...]) -> Sequence[AnyEntry]:
        found: Mapping[Any, Sequence[AnyEntry]] = getattr(self._catalogue.links, relation)
        return found.get(name[0] if len(name) == 1 else name, ())

    def _following(self, most: int, address: str, relation: str, name: tuple[str, ...]) -> Sequence[AnyEntry]:
        entries, key = self._list(relation, name), (relation, *name)
        if key not in self._places:
            self._places[key] = {entry.address: place for place, entry in enumerate(entries)}
        place = self._places[key].get(address, -1)
        after = entries[place + 1 : place + 1 + most]
        return [*after, *entries[: min(max(place, 0), most - len(after))]]

    def note(self, key: str) -> None:
        """Note that the page which is being made was made from something."""
        self._noted.add(key)

    def _digest(self, key: str) -> bytes:
        if key not in self._digests:
            what, _, name = key.partition(_PART)
            self._digests[key] = self._told(what, name)
        return self._digests[key]

    def _told(self, what: str, name: str) -> bytes:
        """Return what a key stands for: the hash of it if it is long."""
        if what == _RECORD:
            kind, _, id_ = name.partition(_PART)
            entry = self._catalogue.by_id.get((kind, id_))
            return b"" if entry is None else entry.digest
        if what == _CHANGE:
            return repr(self._history.of(name)).encode()
        if what == _DAY:
            return self._catalogue.as_of.isoformat().encode()
        if what == _SCHEMAS:
            return fingerprint(json.dumps(self._schemas, ensure_ascii=False).encode())
        if what == _WHOLE:
            entries = self._catalogue.by_kind.get(name, ())
            return fingerprint(*chain.from_iterable((e.address.encode(), e.digest) for e in entries))
        return fingerprint(*(told.encode() for told in self._listed(what, name)))

    def _listed(self, what: str, name: str) -> Iterable[str]:
        if what == _KIND:
            return (entry.address for entry in self._catalogue.by_kind.get(name, ()))
        if what == _FOLLOWING:
            most, address, relation, *names = name.split(_PART)
            return (entry.address for entry in self._following(int(most), address, relation, tuple(names)))
        if not name:
            return map(repr, getattr(self._catalogue.links, what))
        return (entry.address for entry in self._list(what, tuple(name.split(_PART))))
