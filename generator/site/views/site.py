"""What all views work with: the catalogue, the history of its files, and how things are named and found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import msgspec

from generator.base.markdown import OUTWARD_SCHEMES, scheme_of
from generator.base.russian import capitalise
from generator.model import addresses
from generator.model.catalogue import Entry
from generator.model.kinds import KINDS, Kind
from generator.model.link import enabled_kinds
from generator.model.record_fields import Facet, facets_of
from generator.model.records import Record
from generator.model.settings import Municipality, Term, Vocabulary
from generator.site.open_data import TitleIndex, Titles, title_index
from generator.site.pages import Link
from generator.site.views.items import Card, Item
from generator.site.views.tracked_catalogue import Sources, key_of

AnyEntry = Entry[Any]

_TITLES = "titles"


class Site(Sources):
    """The atlas as the views see it: its records and lists, and how things are named and found."""

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of record that the atlas shows."""
        return enabled_kinds(self.settings, KINDS)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """The facets that the schemas of the shown kinds name, in the order in which readers see them."""
        return facets_of(self.settings.record_fields[kind.name] for kind in self.kinds)

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The vocabularies that the atlas shows: all but the kinds of what is switched off."""
        hidden = {kind.kind_vocabulary for kind in KINDS} - {kind.kind_vocabulary for kind in self.kinds}
        return {name: found for name, found in self.settings.vocabularies.items() if name not in hidden}

    @property
    def titles(self) -> Titles:
        """How scripts find the titles of all public records: most records change nothing about that."""
        self.note(key_of(_TITLES))
        return self.title_index.titles

    @cached_property
    def title_index(self) -> TitleIndex:
        """The titles of all public records, for the files of the site that hold them."""
        return title_index({kind: self._catalogue.entries(kind) for kind in self.kinds})

    @property
    def tag_addresses(self) -> Mapping[str, str]:
        """Addresses of the tags' pages: they depend on one another."""
        self.note(key_of("by_tag"))
        return self._tag_addresses

    @cached_property
    def _tag_addresses(self) -> Mapping[str, str]:
        return addresses.tags(self._catalogue.links.by_tag)

    def absolute(self, address: str) -> str:
        """Return the whole address of a page of the site."""
        return self.settings.atlas.site_address.rstrip("/") + "/" + address

    def noun(self, kind: Kind) -> str:
        """Return what one record of a kind is called: «Практика»."""
        return capitalise(self.settings.atlas.kinds[kind.name].forms[0])

    def home(self) -> Link:
        """Return the first breadcrumb of every page."""
        return Link(title="Главная", address=addresses.HOME)

    def catalogue_link(self, kind: Kind) -> Link:
        """Return the link to the first page of a kind's catalogue."""
        return Link(title=self.settings.atlas.kinds[kind.name].title, address=addresses.catalogue_page(kind))

    def terms(self, vocabulary: str, ids: Iterable[str | None]) -> tuple[Item, ...]:
        """Return terms of a vocabulary as links to their pages; nothing for None."""
        return tuple([self._terms[vocabulary][id_] for id_ in ids if id_])

    def tags(self, tags: Iterable[str]) -> tuple[Item, ...]:
        """Return tags as links to their pages."""
        self.note(key_of("by_tag"))
        return tuple([self._tags[tag] for tag in tags])

    def tag_title(self, tag: str) -> str:
        """Return a tag as readers see it: a known abbreviation in capitals, «впр» as «ВПР»."""
        return self._abbreviations.get(tag.casefold(), tag)

    @cached_property
    def _abbreviations(self) -> Mapping[str, str]:
        return {known.short.casefold(): known.short for known in self.settings.search.abbreviations}

    def municipality(self, municipality_id: str | None) -> Item:
        """Return a municipality as a link to its page; an empty item for None."""
        return self._municipalities[municipality_id] if municipality_id else Item(title="")

    def sought(self, **facets: str) -> Item:
        """Return the way to the search page with values chosen: of facets, or `q` for words."""
        return Item(title="Искать и отбирать", address=f"{addresses.SEARCH}?{urlencode(facets)}")

    def card(self, entry: AnyEntry) -> Card:
        """Return a record as it stands in lists; made once, for the dozen lists that it stands in."""
        self.seen(entry)
        card = self._cards.get(entry.address)
        if card is None:
            card = self._cards[entry.address] = self._card(entry)
        return card

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
        return tuple([self.card(entry) for entry in entries])

    @cached_property
    def _terms(self) -> Mapping[str, Mapping[str, Item]]:
        return {
            name: {term.id: term_item(name, term) for term in vocabulary.terms}
            for name, vocabulary in self.settings.vocabularies.items()
        }

    @cached_property
    def _tags(self) -> Mapping[str, Item]:
        return {
            tag: Item(title=self.tag_title(tag), address=address)
            for tag, address in self._tag_addresses.items()
        }

    @cached_property
    def _municipalities(self) -> Mapping[str, Item]:
        return {place.id: place_item(place) for place in self.settings.municipalities}

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {}

    def _told(self, what: str, name: str) -> bytes:
        if what == _TITLES:
            return msgspec.msgpack.encode(self.title_index.titles)
        return super()._told(what, name)


def record_item(entry: AnyEntry) -> Item:
    """Return a record as a link to its page."""
    return Item(title=entry.title, address=entry.address)


def term_item(vocabulary: str, term: Term) -> Item:
    """Return a term as a link to its page, or to the glossary if it has none."""
    return Item(title=term.title, address=addresses.term(vocabulary, term.id), short=term.short or "")


def place_item(municipality: Municipality) -> Item:
    """Return a municipality as a link to its page."""
    return Item(title=municipality.title, address=addresses.municipality(municipality.id))


def outward(title: str, address: str | None, *, note: str = "") -> Item:
    """Return a link that leads away; an address that is not of the web, a mailbox or a phone is dropped."""
    safe = address if address and scheme_of(address) in OUTWARD_SCHEMES else ""
    return Item(title=title, address=safe, note=note)
