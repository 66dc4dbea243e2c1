"""Facets: the values of records, as readers see them, and the filters of list pages."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from generator.base.russian import collation_key
from generator.model import addresses
from generator.model.catalogue import Entry
from generator.model.kinds import Kind
from generator.model.record_fields import Facet
from generator.model.records.common import Record
from generator.site.search.names import KIND, NOT_GIVEN, PLACE
from generator.site.views.items import Item

if TYPE_CHECKING:
    from generator.site.views.site import Site, SiteIndex
    from generator.site.views.tracked_catalogue import Relation

STAGE = "stage"
FEW = 9
"""A list of at most this many records needs no filters."""
_PLACE_ORDER = 39
"""The order of the municipalities among the facets: see `x-facet` in the schemas."""

OF_KIND = "kind"
"""Used instead of a relation for all records of a kind."""
Value = tuple[str, str]
"""The key of a facet, and a value of it as readers see it."""
Counts = Mapping[str, Mapping[str, int]]
"""The number of records with each value of each facet."""


class ShownFacet(msgspec.Struct, frozen=True, kw_only=True):
    """A facet of a page. `order` contains values in the order of their list; others follow alphabetically.

    `open` facets are expanded at first; the others are expanded by a click. `given` is the label of a facet
    that only says whether a record has a value. `values` are shown without scripts, with their numbers of
    records.
    """

    key: str
    title: str
    order: Sequence[str] = ()
    open: bool = False
    given: str = ""
    values: Sequence[tuple[Item, int]] = ()


class ListChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What `choose.html.j2` shows: the filters of a list.

    `fixed` are the values of facets that all records of the list share; `last` is the value for records
    without one.
    """

    facets: Sequence[ShownFacet]
    fixed: Mapping[str, Sequence[str]] = {}
    near: bool = False
    """Whether the list is about one place, whose neighbours can be added."""
    parted: bool = False
    """Whether the list has shelves, and so an order of its own."""
    is_short: bool = False
    """Whether the list is so short that filters are useful only after its neighbours are added."""
    last: str = NOT_GIVEN


def list_choice(
    site: Site, relation: Relation | None, *name: str, fixed: Mapping[str, str], parted: bool = False
) -> ListChoice | None:
    """Return the filters for the records of a relation, or of a kind; None if there are too few records."""
    counted = site.count_values(relation, *name)
    is_short = sum(counted.get(KIND, {}).values()) <= FEW
    places = [place.title for place in site.settings.municipalities]
    near = len(places) > 1 and fixed.get(PLACE) in places
    if is_short and not near:
        return None
    shown = (
        facet
        for facet in shown_facets(site, counted)
        if facet.key not in fixed
        and (facet.key == STAGE or len(counted.get(facet.key, ())) > 1 or facet.given)
    )
    return ListChoice(
        facets=tuple(msgspec.structs.replace(facet, open=facet.open and not is_short) for facet in shown),
        fixed={key: [value] for key, value in fixed.items()},
        near=near,
        parted=parted,
        is_short=is_short,
    )


def shown_facets(site: Site, counted: Counts | None = None) -> Iterator[ShownFacet]:
    """Yield the facets in their order; if `counted` is given, only those with values in it."""
    settings, before = site.settings, (facet for facet in site.facets if facet.order < _PLACE_ORDER)
    kinds = tuple(settings.atlas.kinds[kind.name].title for kind in site.kinds)
    places = sorted((place.title for place in settings.municipalities), key=collation_key)
    if len(places) > 1:  # in an atlas of one place, the whole region would be the same
        places.append(settings.atlas.region.whole_title)
    stages = [settings.vocabularies[kind.stage_vocabulary] for kind in site.kinds if kind.stage_vocabulary]
    after = (facet for facet in site.facets if facet.order >= _PLACE_ORDER)
    all_facets = (
        ShownFacet(key=KIND, title="Что искать", order=kinds, open=True),
        *(_show_facet(site, facet) for facet in before),
        ShownFacet(key=PLACE, title="Муниципалитет", order=places),
        *(_show_facet(site, facet) for facet in after),
        ShownFacet(
            key=STAGE,
            title="Этап или статус",
            order=tuple(term.title for vocabulary in stages for term in vocabulary.terms),
        ),
    )
    for facet in all_facets:
        if counted is None or facet.key == STAGE:
            yield facet
        elif facet.key in counted:
            values = tuple(_linked_values(site, facet, counted[facet.key]))
            yield msgspec.structs.replace(facet, values=values)


def _show_facet(site: Site, facet: Facet) -> ShownFacet:
    return ShownFacet(
        key=facet.key, title=facet.title, order=_order(site, facet), open=facet.open, given=facet.given
    )


def _order(site: Site, facet: Facet) -> Sequence[str]:
    if facet.vocabulary:
        return tuple(term.title for term in site.settings.vocabularies[facet.vocabulary].terms)
    return tuple(range_words(number, facet.steps) for number in range(len(facet.steps) + 1) if facet.steps)


def _linked_values(site: Site, facet: ShownFacet, counts: Mapping[str, int]) -> Iterator[tuple[Item, int]]:
    """Yield the values of a facet that have records, in their order, as links to their pages."""
    ways = own_pages(site, facet.key)
    for value in in_order(facet, counts):
        yield Item(value, ways.get(value) or addresses.facet_value(facet.key, value)), counts[value]


def in_order(facet: ShownFacet, values: Iterable[str]) -> Sequence[str]:
    """Return values of a facet as readers see them: in the order of their list, then by number and letter."""
    places = {value: place for place, value in enumerate(facet.order)}

    def rank(value: str) -> tuple[bool, int, bool, int, tuple[str, str, str]]:
        number = value.split(" ", 1)[0]
        figure = int(number) if number.isdigit() else 0
        return value == NOT_GIVEN, places.get(value, len(places)), not figure, figure, collation_key(value)

    return sorted(values, key=rank)


def own_pages(site: Site, key: str) -> Mapping[str, str]:
    """Return the pages of a facet's values, by value, apart from the lists made for facets alone."""
    if key == KIND:
        return {site.catalogue_link(kind).title: site.catalogue_link(kind).address for kind in site.kinds}
    if key == PLACE:
        places = {place.title: addresses.municipality(place.id) for place in site.settings.municipalities}
        return places | {site.settings.atlas.region.whole_title: addresses.WHOLE_REGION}
    for facet in site.facets:
        if facet.key == key and facet.vocabulary in addresses.TERM_FOLDERS:
            terms = site.settings.vocabularies[facet.vocabulary].terms
            return {term.title: addresses.term(facet.vocabulary, term.id) for term in terms}
    return {}


class FacetValues:
    """The facet values of an atlas's records: computed once per record, counted once per list."""

    def __init__(self, index: SiteIndex) -> None:
        """Set the index of the build."""
        self._index = index
        self._counts: dict[tuple[str, ...], Counts] = {}
        self._known: dict[str, Sequence[Value]] = {}
        self._pairs: dict[Value, Value] = {}
        self._entries: dict[str, Mapping[Value, Sequence[Entry[Any]]]] = {}

    def count(self, relation: str, *name: str) -> Counts:
        """Return how many records of a relation, or of a kind, have each value of each facet."""
        key = (relation, *name)
        if key not in self._counts:
            by_kind, index = self._index.catalogue.by_kind, self._index
            self._counts[key] = self._count(
                by_kind.get(name[0], ()) if relation == OF_KIND else index.find_linked(*key)
            )
        return self._counts[key]

    def _count(self, entries: Iterable[Entry[Any]]) -> Counts:
        counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
        held = Counter(chain.from_iterable(dict.fromkeys(self.of(entry)) for entry in entries))
        for (key, value), number in held.items():
            counts[key][value] = number
        return counts

    def find(self, kind_name: str, key: str, value: str) -> Sequence[Entry[Any]]:
        """Return the records of a kind with a value of a facet."""
        if kind_name not in self._entries:
            found = defaultdict[Value, list[Entry[Any]]](list)
            for entry in self._index.catalogue.by_kind.get(kind_name, ()):
                for pair in dict.fromkeys(self.of(entry)):
                    found[pair].append(entry)
            self._entries[kind_name] = found
        return self._entries[kind_name].get((key, value), ())

    def of(self, entry: Entry[Any]) -> Sequence[Value]:
        """Return the values of a record by the facets of the atlas, except stages."""
        if entry.address not in self._known:
            found = self._list_values(entry.kind, entry.record)
            self._known[entry.address] = tuple([self._pairs.setdefault(pair, pair) for pair in found])
        return self._known[entry.address]

    def _list_values(self, kind: Kind, record: Record) -> Iterator[Value]:
        settings = self._index.catalogue.settings
        fields = settings.record_fields[kind.name]
        whole = settings.atlas.region.whole_title if fields.has_place else NOT_GIVEN
        places = self._index.municipalities
        yield KIND, settings.atlas.kinds[kind.name].title
        yield PLACE, places[record.municipality].title if record.municipality else whole
        own = {facet.key: facet for facet in fields.facets}
        for facet in self._index.facets:
            values = self._values(own[facet.key], record) if facet.key in own else []
            for value in values or ([] if facet.given else [NOT_GIVEN]):
                yield facet.key, value

    def _values(self, facet: Facet, record: Record) -> list[str]:
        """Return the values of a facet as readers see them: titles of terms, years, ranges of numbers."""
        held: Any = record
        for name in facet.field.split("."):
            held = getattr(held, name, None)
        found = held if isinstance(held, tuple) else () if held is None else (held,)
        if facet.given:
            return [facet.given] if found else []
        if facet.vocabulary:
            known = self._index.terms[facet.vocabulary]
            return [known[id_].title for id_ in found]
        return [f"{_in_words(one, facet.steps)} {facet.unit}".rstrip() for one in found]


def _in_words(value: object, steps: Sequence[int]) -> str:
    if isinstance(value, dt.date):
        return str(value.year)
    if isinstance(value, bool):
        return "да" if value else "нет"
    if steps and isinstance(value, int | float):
        return range_words(bisect_right(steps, value), steps)
    return str(value)


def range_words(number: int, steps: Sequence[int]) -> str:
    """Return the range before, between or after the steps: «до 10», «10–49», «50 и больше»."""
    if number == 0:
        return f"до {steps[0] - 1}"
    if number == len(steps):
        return f"{steps[-1]} и больше"
    return f"{steps[number - 1]}–{steps[number] - 1}"
