"""The ledger that reports are made from: the records of an atlas on a day, samples apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from generator.base.russian import collation_key
from generator.institute_reports.tables import PageLink
from generator.model.catalogue import Catalogue, Entry
from generator.model.kinds import Kind
from generator.model.settings import Settings
from generator.private_data.folder import PrivateData

_YEAR = 365
_UNNAMED = "Весь регион"


class ReportWish(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of a report: its day, its period, its municipality, with samples or without."""

    as_of: dt.date
    since: dt.date | None = None
    municipality: str = ""
    samples: bool = False


class Ledger(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The records available to a report.

    `known` are all valid records for an institute, only the published ones for the site; `published` are the
    published ones. `left_out` is the number of omitted samples.
    """

    settings: Settings
    wish: ReportWish
    known: Mapping[str, Sequence[Entry[Any]]]
    published: Mapping[tuple[str, str], Entry[Any]]
    left_out: int
    whole: bool
    """Whether unpublished records are known too."""
    private: PrivateData = PrivateData()
    """Data outside the atlas; empty unless a folder was given."""

    @property
    def as_of(self) -> dt.date:
        """The day of the report."""
        return self.wish.as_of

    @cached_property
    def since(self) -> dt.date:
        """The first day of «за год», or of the requested period."""
        return self.wish.since or self.as_of - dt.timedelta(days=_YEAR)

    @property
    def holds_samples(self) -> bool:
        """Whether any of the available records is a sample."""
        return any(one.record.sample for entries in self.known.values() for one in entries)

    def leave_out_samples(self) -> Ledger:
        """Return the same ledger without samples, with their number."""
        known = {
            name: [one for one in entries if not one.record.sample] for name, entries in self.known.items()
        }
        left_out = sum(map(len, self.known.values())) - sum(map(len, known.values()))
        wish = msgspec.structs.replace(self.wish, samples=False)
        return msgspec.structs.replace(self, wish=wish, known=known, left_out=left_out)

    def records(self, kind: Kind) -> list[Entry[Any]]:
        """Return all known records of a kind, of the requested municipality if there is one."""
        return [
            entry
            for entry in self.known.get(kind.name, ())
            if self.is_wished_place(entry.record.municipality)
        ]

    def open_records(self, kind: Kind) -> list[Entry[Any]]:
        """Return the published records of a kind, otherwise as `records`."""
        return [entry for entry in self.records(kind) if self.is_published(entry)]

    def published_everywhere(self, kind: Kind) -> list[Entry[Any]]:
        """Return the published records of a kind, of all municipalities."""
        return [entry for entry in self.known.get(kind.name, ()) if self.is_published(entry)]

    def of_place(self, kind: Kind, place: str) -> Sequence[Entry[Any]]:
        """Return all known records of a kind that belong to a municipality."""
        return self._by_place.get((kind.name, place), ())

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], Sequence[Entry[Any]]]:
        grouped: dict[tuple[str, str], list[Entry[Any]]] = {}
        for kind, entries in self.known.items():
            for entry in entries:
                grouped.setdefault((kind, entry.record.municipality or ""), []).append(entry)
        return grouped

    def is_published(self, entry: Entry[Any]) -> bool:
        """Return whether a record has a page."""
        return (entry.kind.name, entry.id) in self.published

    def is_wished_place(self, municipality: str | None) -> bool:
        """Return whether a municipality is the requested one; always if there is none."""
        return self.wish.municipality in {"", municipality}

    def find(self, reference: str) -> Entry[Any] | None:
        """Return the record that `kind/id` refers to, if it is known."""
        return self._by_reference.get(reference)

    @cached_property
    def _by_reference(self) -> Mapping[str, Entry[Any]]:
        return {f"{kind}/{one.id}": one for kind, entries in self.known.items() for one in entries}

    def link(self, entry: Entry[Any], value: str | float = "") -> PageLink:
        """Return a cell linked to the page of a record, if it has one; its text is the title by default."""
        return PageLink(value or entry.title, entry.address if self.is_published(entry) else "")

    def links(self, entries: Iterable[Entry[Any]]) -> str:
        """Return the titles of records in alphabetical order."""
        return "; ".join(sorted({entry.title for entry in entries}, key=collation_key))

    def place(self, municipality: str | None) -> str:
        """Return the title of a municipality."""
        found = self.settings.municipality_by_id.get(municipality or "")
        return found.title if found else _UNNAMED

    @property
    def places(self) -> Iterator[str]:
        """The ids of the municipalities that the report covers, in the order of the settings."""
        return (one.id for one in self.settings.municipalities if self.is_wished_place(one.id))

    def title_of(self, vocabulary: str, term: str | None, missing: str = "не указано") -> str:
        """Return the title of a term."""
        found = self.settings.vocabularies[vocabulary].by_id.get(term or "")
        return found.title if found else term or missing


def open_ledger(
    catalogue: Catalogue,
    wish: ReportWish,
    *,
    entries: Sequence[Entry[Any]] | None = None,
    private: PrivateData | None = None,
) -> Ledger:
    """Return the ledger of published records, or of all valid ones if `entries` are given."""
    enabled = catalogue.settings.atlas.kinds
    given = [
        entry
        for entry in (catalogue.by_id.values() if entries is None else entries)
        if enabled[entry.kind.name].enabled
    ]
    # decoded once for all reports of a page, and kept no longer than they are made
    opened = [
        entry if entry.decoded else msgspec.structs.replace(entry, decoded=entry.record) for entry in given
    ]
    opened.sort(key=lambda entry: (collation_key(entry.title), entry.kind.name, entry.id))
    known: dict[str, list[Entry[Any]]] = {}
    for entry in opened:
        known.setdefault(entry.kind.name, []).append(entry)
    ledger = Ledger(
        settings=catalogue.settings,
        wish=wish,
        known=known,
        published=catalogue.by_id,
        left_out=0,
        whole=entries is not None,
        private=private or PrivateData(),
    )
    return ledger if wish.samples else ledger.leave_out_samples()
