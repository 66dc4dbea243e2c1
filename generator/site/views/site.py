"""The atlas as a view sees it: the tracked catalogue, with names, links and derived lists."""

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
from generator.model.catalogue import Catalogue
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
from generator.source.git.history import History
from generator.source.schema_files import Schemas

AnyEntry = TrackedEntry[Any]

_TITLES, _SHELVES, _ALL, _VALUES, _WITH_VALUE = "titles", "shelves", "all", "values", "with_value"


class SiteIndex(CatalogueIndex):
    """What all pages of a build share: links, cards and titles are created once."""

    def __init__(self, *, catalogue: Catalogue, history: History, schemas: Schemas | None = None) -> None:
        """Start with empty caches of cards, facet values, shelves and derived lists."""
        super().__init__(catalogue=catalogue, history=history, schemas=schemas)
        self.cards, self.values, self.derived = CardBox(), FacetValues(self), DerivedLists(catalogue)
        self._known_shelves: dict[str, Sequence[Shelf]] = {}

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of records in use."""
        return enabled_kinds(self.catalogue.settings, KINDS)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """The facets of the kinds in use, in the order in which readers see them."""
        return facets_of(self.catalogue.settings.record_fields[kind.name] for kind in self.kinds)

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The vocabularies of the site: all except the types of kinds that are switched off."""
        hidden = {kind.kind_vocabulary for kind in KINDS} - {kind.kind_vocabulary for kind in self.kinds}
        vocabularies = self.catalogue.settings.vocabularies
        return {name: found for name, found in vocabularies.items() if name not in hidden}

    @cached_property
    def titles(self) -> TitleIndex:
        """The titles of all public records, for their data files."""
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
        """Tags as links to their pages, spelt as readers see them."""
        titles = {one.short.casefold(): one.short for one in self.catalogue.settings.search.abbreviations}
        found = addresses.tags(self.catalogue.links.by_tag)
        return {tag: Item(titles.get(tag.casefold(), tag), address) for tag, address in found.items()}

    @cached_property
    def municipalities(self) -> Mapping[str, Item]:
        """Municipalities as links, by id."""
        return {place.id: place_item(place) for place in self.catalogue.settings.municipalities}

    def shelves(self, kind: Kind) -> Sequence[Shelf]:
        """Return the shelves of a kind's catalogue, from `KIND_shelves` in its view, if it has one."""
        if kind.name not in self._known_shelves:
            part, catalogue = find_part(kind, "shelves"), self.catalogue
            made = part(catalogue.entries(kind), catalogue.settings, catalogue.as_of) if part else ()
            self._known_shelves[kind.name] = tuple(made)
        return self._known_shelves[kind.name]

    @cached_property
    def ledger_with_samples(self) -> Ledger:
        """The public records for reports."""
        return open_ledger(self.catalogue, ReportWish(as_of=self.catalogue.as_of, samples=True))

    @cached_property
    def ledger(self) -> Ledger:
        """The public records for reports, without samples."""
        return self.ledger_with_samples.leave_out_samples()

    def forget_ledger(self) -> None:
        """Let go of the records for reports, which are decoded: 90 MB at ten thousand records."""
        for name in ("ledger", "ledger_with_samples"):
            vars(self).pop(name, None)

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
        if what == _WITH_VALUE:
            return (entry.address for entry in self.values.find(*names))
        if what == _VALUES:
            return map(repr, self.values.count(*names).items())
        return super()._lines(what, names)


class Site(TrackedCatalogue):
    """The argument of the view of one page: its tracked catalogue, and the names of things."""

    _index: SiteIndex

    def __init__(self, index: SiteIndex) -> None:
        """Start without dependencies."""
        super().__init__(index)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of records in use."""
        return self._index.kinds

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The facets of the kinds in use."""
        return self._index.facets

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The vocabularies of the site."""
        return self._index.vocabularies

    @property
    def titles(self) -> Titles:
        """How scripts find the titles of all public records; few changes of records affect this."""
        self.depend_on(key_of(_TITLES))
        return self._index.titles.titles

    def count_values(self, relation: Relation | None, *name: str) -> Counts:
        """Return how many records of a relation, or of a kind, have each value of each facet."""
        self.depend_on(key_of(_VALUES, relation or OF_KIND, *name))
        return self._index.values.count(relation or OF_KIND, *name)

    def facet_values(self, entry: AnyEntry) -> Sequence[tuple[str, str]]:
        """Return the values of a record by facet, except stages."""
        return self._index.values.of(entry.read())

    def find_with_value(self, kind: Kind, key: str, value: str) -> TrackedEntries:
        """Return the records of a kind with a value of a facet."""
        self.depend_on(key_of(_WITH_VALUE, kind.name, key, value))
        return self._track(self._index.values.find(kind.name, key, value))

    def shelves(self, kind: Kind) -> tuple[tuple[str, str, TrackedEntries], ...]:
        """Return the shelves of a kind's catalogue: anchors, titles and records; empty if it has none."""
        self.depend_on(key_of(_SHELVES, kind.name))
        return tuple((one.anchor, one.title, self._track(one.entries)) for one in self._index.shelves(kind))

    def find_derived(self, what: str, *names: str) -> TrackedEntries:
        """Return one of the `DerivedLists`."""
        self.depend_on(key_of(what, *names))
        return self._track(self._index.derived.find(what, *names))

    def find_local(self, kind: Kind, municipality_id: str) -> TrackedEntries:
        """Return the records of a kind from a municipality."""
        own = self.linked_by_kind("by_municipality", municipality_id)
        return own.get(kind.name) or self._track(())

    def report(self, name: str) -> WholeReport:
        """Return a report."""
        ledger, _ = self.ledgers()
        return make_report(name, ledger)

    def ledgers(self) -> tuple[Ledger, Ledger]:
        """Return the records for reports, without samples and with them.

        Reports may read all of them, so the page depends on every record and on the day.
        """
        self.depend_on(key_of(_ALL))
        _ = self.as_of
        return self._index.ledger, self._index.ledger_with_samples

    def absolute(self, address: str) -> str:
        """Return the full address of a page of the site."""
        return self.settings.atlas.site_address.rstrip("/") + "/" + address

    def noun(self, kind: Kind) -> str:
        """Return the noun for one record of a kind: «Практика»."""
        return capitalise(self.settings.atlas.kinds[kind.name].forms[0])

    def home(self) -> Link:
        """Return the first breadcrumb of every page."""
        return Link("Главная", addresses.HOME)

    def catalogue_link(self, kind: Kind) -> Link:
        """Return the link to the first page of a kind's catalogue."""
        return Link(self.settings.atlas.kinds[kind.name].title, addresses.catalogue_page(kind))

    def terms(self, vocabulary: str, ids: Iterable[str | None]) -> tuple[Item, ...]:
        """Return terms of a vocabulary as links to their pages; None is skipped."""
        known = self._index.terms.get(vocabulary, {})  # kinds without types have no vocabulary
        return tuple([known[id_] for id_ in ids if id_])

    def tags(self, tags: Iterable[str]) -> tuple[Item, ...]:
        """Return tags as links to their pages; the address of a tag depends on the other tags."""
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
        """Return the place of a record as a link: its municipality, or the whole region.

        For a kind whose records have no place, the item is empty.
        """
        if record.municipality:
            return self.municipality(record.municipality)
        has_place = self.settings.record_fields[kind.name].has_place
        return Item(self.settings.atlas.region.whole_title, addresses.WHOLE_REGION) if has_place else Item("")

    def search_item(self, **facets: str) -> Item:
        """Return the link to the search page with selected values of facets, or with `q` for words."""
        return Item("Искать и отбирать", f"{addresses.SEARCH}?{urlencode(facets)}")

    def card(self, entry: AnyEntry) -> Card:
        """Return the card of a record for lists."""
        entry.read()  # the page depends on the record even if its card is cached
        return self._index.cards.find(self, entry)

    def cards(self, entries: Iterable[AnyEntry]) -> tuple[Card, ...]:
        """Return the cards of records for lists."""
        return tuple([self.card(entry) for entry in entries])


def record_dependencies(index: SiteIndex, draft: Draft) -> tuple[Page, tuple[str, ...]]:
    """Create a page with its own `Site`; return it with the keys of everything that was read."""
    site = Site(index)
    return draft.view(site), site.dependencies


def record_item(entry: AnyEntry) -> Item:
    """Return a record as a link to its page; samples are marked."""
    return Item(entry.title, entry.address, note=MARK if entry.sample else "")


def term_item(vocabulary: str, term: Term) -> Item:
    """Return a term as a link to its page, or to the glossary if it has none."""
    return Item(term.title, addresses.term(vocabulary, term.id), term.short or "")


def place_item(municipality: Municipality) -> Item:
    """Return a municipality as a link to its page."""
    return Item(municipality.title, addresses.municipality(municipality.id))


def outside_link(title: str, address: str | None, *, note: str = "") -> Item:
    """Return an external link; an address that is not of the web, e-mail or a phone is dropped."""
    safe = address if address and scheme_of(address) in OUTWARD_SCHEMES else ""
    return Item(title, safe, note=note)
