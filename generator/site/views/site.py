"""The atlas as a view sees it: a reader of the catalogue that also knows how things are named and found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import msgspec

from generator.base.fingerprint import fingerprint
from generator.base.markdown import OUTWARD_SCHEMES, scheme_of
from generator.base.russian import capitalise
from generator.institute_reports.ledger import Ledger, ReportWish, open_ledger
from generator.institute_reports.whole import WholeReport, make_report
from generator.model import addresses
from generator.model.kinds import KINDS, Kind
from generator.model.link import enabled_kinds
from generator.model.municipality import Municipality
from generator.model.record_fields import Facet, facets_of
from generator.model.records.common import Record
from generator.model.settings import Term, Vocabulary
from generator.model.tally import MARK
from generator.site.open_data.titles import TitleIndex, Titles, title_index
from generator.site.pages import Draft, Link, Page
from generator.site.views.cards import CardBox
from generator.site.views.derived_lists import DerivedLists
from generator.site.views.facets import OF_KIND, Counts, FacetValues
from generator.site.views.items import Card, Item, Shelf
from generator.site.views.kind_parts import find_part
from generator.site.views.tracked_catalogue import (
    CatalogueIndex,
    Relation,
    TrackedCatalogue,
    TrackedEntries,
    TrackedEntry,
    key_of,
)

AnyEntry = TrackedEntry[Any]

_TITLES, _SHELVES, _ALL, _VALUES = "titles", "shelves", "all", "values"


class SiteIndex(CatalogueIndex):
    """What the readers of all pages of a build share: links, cards and titles are made once."""

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of record that the atlas shows."""
        return enabled_kinds(self.catalogue.settings, KINDS)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """The facets that the schemas of the shown kinds name, in the order in which readers see them."""
        return facets_of(self.catalogue.settings.record_fields[kind.name] for kind in self.kinds)

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The vocabularies that the atlas shows: all but the kinds of what is switched off."""
        hidden = {kind.kind_vocabulary for kind in KINDS} - {kind.kind_vocabulary for kind in self.kinds}
        vocabularies = self.catalogue.settings.vocabularies
        return {name: found for name, found in vocabularies.items() if name not in hidden}

    @cached_property
    def titles(self) -> TitleIndex:
        """The titles of all public records, for the files of the site that hold them."""
        return title_index({kind: self.catalogue.entries(kind) for kind in self.kinds})

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Item]]:
        """Terms as links, by vocabulary and id."""
        return {
            name: {term.id: term_item(name, term) for term in vocabulary.terms}
            for name, vocabulary in self.catalogue.settings.vocabularies.items()
        }

    @cached_property
    def tags(self) -> Mapping[str, Item]:
        """Tags as links to their pages, named as readers see them."""
        titles = {one.short.casefold(): one.short for one in self.catalogue.settings.search.abbreviations}
        found = addresses.tags(self.catalogue.links.by_tag)
        return {tag: Item(titles.get(tag.casefold(), tag), address) for tag, address in found.items()}

    @cached_property
    def municipalities(self) -> Mapping[str, Item]:
        """Municipalities as links, by id."""
        return {place.id: place_item(place) for place in self.catalogue.settings.municipalities}

    @cached_property
    def cards(self) -> CardBox:
        """The cards that were made last: each stands in a dozen lists."""
        return CardBox()

    @cached_property
    def values(self) -> FacetValues:
        """What records have of the facets."""
        return FacetValues(self)

    @cached_property
    def _known_shelves(self) -> dict[str, Sequence[Shelf]]:
        return {}

    def shelves(self, kind: Kind) -> Sequence[Shelf]:
        """Return how a kind parts its catalogue: the work of `KIND_shelves` in its view, if it has one."""
        if kind.name not in self._known_shelves:
            part, catalogue = find_part(kind, "shelves"), self.catalogue
            made = part(catalogue.entries(kind), catalogue.settings, catalogue.as_of) if part else ()
            self._known_shelves[kind.name] = tuple(made)
        return self._known_shelves[kind.name]

    @cached_property
    def derived(self) -> DerivedLists:
        """The lists that are derived from many records."""
        return DerivedLists(self.catalogue)

    @cached_property
    def ledger_with_samples(self) -> Ledger:
        """The public records as reports read them."""
        return open_ledger(self.catalogue, ReportWish(as_of=self.catalogue.as_of, samples=True))

    @cached_property
    def ledger(self) -> Ledger:
        """The public records as reports read them, but for samples."""
        return self.ledger_with_samples.leave_out_samples()

    def _describe(self, what: str, names: Sequence[str]) -> bytes:
        if what == _TITLES:
            return msgspec.msgpack.encode(self.titles.titles)
        if what == _ALL:
            return fingerprint(*(entry.digest for entry in self.catalogue.by_id.values()))
        return super()._describe(what, names)

    def _lines(self, what: str, names: Sequence[str]) -> Iterable[str]:
        if what == _SHELVES:
            shelves = self.shelves(next(kind for kind in self.kinds if kind.name == names[0]))
            return (
                " ".join((one.anchor, one.title, *(entry.address for entry in one.entries)))
                for one in shelves
            )
        if what in self.derived:
            return (entry.address for entry in self.derived.find(what, *names))
        if what == _VALUES:
            return map(repr, self.values.count(*names).items())
        return super()._lines(what, names)


class Site(TrackedCatalogue):
    """What the view of one page is given: its reader of the catalogue, and the names of things."""

    _index: SiteIndex

    def __init__(self, index: SiteIndex) -> None:
        """Begin with no dependency."""
        super().__init__(index)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of record that the atlas shows."""
        return self._index.kinds

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The facets that the schemas of the shown kinds name."""
        return self._index.facets

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The vocabularies that the atlas shows."""
        return self._index.vocabularies

    @property
    def titles(self) -> Titles:
        """How scripts find the titles of all public records: most records change nothing about that."""
        self.depend_on(key_of(_TITLES))
        return self._index.titles.titles

    def count_values(self, relation: Relation | None, *name: str) -> Counts:
        """Return how many records of a relation, or of a kind, have each value of each facet."""
        self.depend_on(key_of(_VALUES, relation or OF_KIND, *name))
        return self._index.values.count(relation or OF_KIND, *name)

    def facet_values(self, entry: AnyEntry) -> Sequence[tuple[str, str]]:
        """Return the values of a record by facet, but that of stages."""
        return self._index.values.of(entry.read())

    def shelves(self, kind: Kind) -> tuple[tuple[str, str, TrackedEntries], ...]:
        """Return how a kind parts its catalogue: anchors, titles and records; nothing if it does not."""
        self.depend_on(key_of(_SHELVES, kind.name))
        return tuple((one.anchor, one.title, self._track(one.entries)) for one in self._index.shelves(kind))

    def find_derived(self, what: str, *names: str) -> TrackedEntries:
        """Return one of the `DerivedLists`."""
        self.depend_on(key_of(what, *names))
        return self._track(self._index.derived.find(what, *names))

    def report(self, name: str) -> WholeReport:
        """Return a report."""
        ledger, _ = self.ledgers()
        return make_report(name, ledger)

    def ledgers(self) -> tuple[Ledger, Ledger]:
        """Return what reports read, without samples and with them.

        It may be asked for every record, so the page depends on all of them and the day.
        """
        self.depend_on(key_of(_ALL))
        _ = self.as_of
        return self._index.ledger, self._index.ledger_with_samples

    def absolute(self, address: str) -> str:
        """Return the whole address of a page of the site."""
        return self.settings.atlas.site_address.rstrip("/") + "/" + address

    def noun(self, kind: Kind) -> str:
        """Return what one record of a kind is called: «Практика»."""
        return capitalise(self.settings.atlas.kinds[kind.name].forms[0])

    def home(self) -> Link:
        """Return the first breadcrumb of every page."""
        return Link("Главная", addresses.HOME)

    def catalogue_link(self, kind: Kind) -> Link:
        """Return the link to the first page of a kind's catalogue."""
        return Link(self.settings.atlas.kinds[kind.name].title, addresses.catalogue_page(kind))

    def terms(self, vocabulary: str, ids: Iterable[str | None]) -> tuple[Item, ...]:
        """Return terms of a vocabulary as links to their pages; nothing for None."""
        known = self._index.terms.get(vocabulary, {})  # kinds of record without kinds of their own have none
        return tuple([known[id_] for id_ in ids if id_])

    def tags(self, tags: Iterable[str]) -> tuple[Item, ...]:
        """Return tags as links to their pages, whose addresses depend on one another."""
        self.depend_on(key_of("by_tag"))
        known = self._index.tags
        return tuple([known[tag] for tag in tags])

    def municipality(self, municipality_id: str) -> Item:
        """Return a municipality as a link to its page."""
        return self._index.municipalities[municipality_id]

    def find_nearest(self, municipality_id: str) -> Sequence[tuple[Municipality, float]]:
        """Return the other municipalities with their distances, the nearest first."""
        return self._index.derived.nearest[municipality_id]

    def place(self, kind: Kind, record: Record) -> Item:
        """Return where a record belongs as a link: its municipality, or the whole region.

        An empty item is returned for a kind whose records have no place.
        """
        if record.municipality:
            return self.municipality(record.municipality)
        has_place = self.settings.record_fields[kind.name].has_place
        return Item(self.settings.atlas.region.whole_title, addresses.WHOLE_REGION) if has_place else Item("")

    def search_item(self, **facets: str) -> Item:
        """Return the way to the search page with values chosen: of facets, or `q` for words."""
        return Item("Искать и отбирать", f"{addresses.SEARCH}?{urlencode(facets)}")

    def card(self, entry: AnyEntry) -> Card:
        """Return a record as it stands in lists."""
        entry.read()  # the page depends on the record, also where its card is known
        return self._index.cards.find(self, entry)

    def cards(self, entries: Iterable[AnyEntry]) -> tuple[Card, ...]:
        """Return records as they stand in lists."""
        return tuple([self.card(entry) for entry in entries])


def record_dependencies(index: SiteIndex, draft: Draft) -> tuple[Page, tuple[str, ...]]:
    """Make a page with a reader of its own; return it with the keys of all that was read for it."""
    site = Site(index)
    return draft.view(site), site.dependencies


def record_item(entry: AnyEntry) -> Item:
    """Return a record as a link to its page, with the mark of a sample."""
    return Item(entry.title, entry.address, note=MARK if entry.sample else "")


def term_item(vocabulary: str, term: Term) -> Item:
    """Return a term as a link to its page, or to the glossary if it has none."""
    return Item(term.title, addresses.term(vocabulary, term.id), term.short or "")


def place_item(municipality: Municipality) -> Item:
    """Return a municipality as a link to its page."""
    return Item(municipality.title, addresses.municipality(municipality.id))


def outside_link(title: str, address: str | None, *, note: str = "") -> Item:
    """Return a link that leads away; an address that is not of the web, a mailbox or a phone is dropped."""
    safe = address if address and scheme_of(address) in OUTWARD_SCHEMES else ""
    return Item(title, safe, note=note)
