"""What all views work with: the catalogue, the history of its files, and how things are named and found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator import addresses
from generator.catalogue import Catalogue, Entry
from generator.history import History
from generator.kinds import KINDS, Kind
from generator.link import enabled_kinds
from generator.pages import Link
from generator.records import Record
from generator.settings import Municipality, Settings, Term, Vocabulary
from generator.text import OUTWARD_SCHEMES, scheme
from generator.views.items import Card, Item

AnyEntry = Entry[Any]


@dataclass(frozen=True, kw_only=True)
class Site:
    """The atlas as the views see it."""

    catalogue: Catalogue
    history: History

    @property
    def settings(self) -> Settings:
        """The settings of the atlas."""
        return self.catalogue.settings

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of record that the atlas shows."""
        return enabled_kinds(self.settings, KINDS)

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The vocabularies that the atlas shows: all but the kinds of what is switched off."""
        hidden = {kind.kind_vocabulary for kind in KINDS} - {kind.kind_vocabulary for kind in self.kinds}
        return {name: found for name, found in self.settings.vocabularies.items() if name not in hidden}

    @cached_property
    def tag_addresses(self) -> Mapping[str, str]:
        """Addresses of the tags' pages."""
        return addresses.tags(self.catalogue.links.by_tag)

    def absolute(self, address: str) -> str:
        """Return the whole address of a page of the site."""
        return self.settings.atlas.site_address.rstrip("/") + "/" + address

    def entries(self, kind: Kind) -> Sequence[AnyEntry]:
        """Return the public records of a kind, sorted by title."""
        return self.catalogue.entries(kind)

    def noun(self, kind: Kind) -> str:
        """Return what one record of a kind is called: «Практика»."""
        return capitalised(self.settings.atlas.kinds[kind.name].forms[0])

    def home(self) -> Link:
        """Return the first breadcrumb of every page."""
        return Link(title="Главная", address=addresses.HOME)

    def catalogue_link(self, kind: Kind) -> Link:
        """Return the link to the first page of a kind's catalogue."""
        return Link(title=self.settings.atlas.kinds[kind.name].title, address=addresses.catalogue_page(kind))

    def terms(self, vocabulary: str, ids: Iterable[str | None]) -> tuple[Item, ...]:
        """Return terms of a vocabulary as links to their pages; nothing for None."""
        return tuple(term_item(vocabulary, self.settings.term(vocabulary, id_)) for id_ in ids if id_)

    def tags(self, tags: Iterable[str]) -> tuple[Item, ...]:
        """Return tags as links to their pages."""
        return tuple(Item(title=self.tag_title(tag), address=self.tag_addresses[tag]) for tag in tags)

    def tag_title(self, tag: str) -> str:
        """Return a tag as readers see it: a known abbreviation in capitals, «впр» as «ВПР»."""
        return self._abbreviations.get(tag.casefold(), tag)

    @cached_property
    def _abbreviations(self) -> Mapping[str, str]:
        return {known.short.casefold(): known.short for known in self.settings.search.abbreviations}

    def municipality(self, municipality_id: str) -> Item:
        """Return a municipality as a link to its page."""
        return place_item(self.settings.municipality_by_id[municipality_id])

    def found(self, kind: Kind, ids: Iterable[str | None]) -> tuple[AnyEntry, ...]:
        """Return those of the records that are published, by their ids, in the order of the ids."""
        by_id = self.catalogue.by_id
        return tuple(by_id[kind.name, id_] for id_ in ids if id_ and (kind.name, id_) in by_id)

    def card(self, entry: AnyEntry) -> Card:
        """Return a record as it stands in lists; made once, for the dozen lists that it stands in."""
        if entry.address not in self._cards:
            self._cards[entry.address] = self._card(entry)
        return self._cards[entry.address]

    def _card(self, entry: AnyEntry) -> Card:
        record: Record = entry.record
        kind = self.terms(entry.kind.kind_vocabulary, [record.kind])
        return Card(
            title=record.title,
            address=entry.address,
            summary=record.summary,
            kicker=(Item(title=self.noun(entry.kind)), *kind),
            place=self.municipality(record.municipality),
            levels=self.terms("education_levels", record.education_levels),
            sample=record.sample,
        )

    def cards(self, entries: Iterable[AnyEntry]) -> tuple[Card, ...]:
        """Return records as they stand in lists."""
        return tuple(map(self.card, entries))

    def placed(self, key: tuple[str, ...], entries: Sequence[AnyEntry]) -> Mapping[str, int]:
        """Return the places of a list's records by their addresses; worked out once for each `key`."""
        if key not in self._places:
            self._places[key] = {entry.address: place for place, entry in enumerate(entries)}
        return self._places[key]

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {}

    @cached_property
    def _places(self) -> dict[tuple[str, ...], Mapping[str, int]]:
        return {}


def record_item(entry: AnyEntry) -> Item:
    """Return a record as a link to its page."""
    return Item(title=entry.record.title, address=entry.address)


def term_item(vocabulary: str, term: Term) -> Item:
    """Return a term as a link to its page, or to the glossary if it has none."""
    return Item(title=term.title, address=addresses.term(vocabulary, term.id), short=term.short or "")


def place_item(municipality: Municipality) -> Item:
    """Return a municipality as a link to its page."""
    return Item(title=municipality.title, address=addresses.municipality(municipality.id))


def outward(title: str, address: str | None, *, note: str = "") -> Item:
    """Return a link that leads away; an address that is not of the web, a mailbox or a phone is dropped."""
    safe = address if address and scheme(address) in OUTWARD_SCHEMES else ""
    return Item(title=title, address=safe, note=note)


def capitalised(text: str) -> str:
    """Return a text with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]
