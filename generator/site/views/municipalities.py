"""The index of municipalities with its map, and the drafts of their pages."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import msgspec

from generator.base.russian import collation_key, count, format_number
from generator.model import addresses
from generator.model.catalogue import WHOLE_REGION
from generator.model.tally import Tally
from generator.site.pages import Draft, Link, Page
from generator.site.views.items import Counted, Item
from generator.site.views.lists import ListView, RecordList, list_linked
from generator.site.views.map import MapView, map_of
from generator.site.views.map_measures import Measure, all_measures
from generator.site.views.municipality import (
    HEADING,
    MUNICIPALITIES_LINK,
    SECTION,
    division_sentences,
    municipality_page,
    records_choice,
    records_of,
)
from generator.site.views.site import Site, place_item

WHOLE_LEAD = "Записи не об одном муниципалитете, а обо всём регионе сразу: они помогут и вам."


class PlaceRows(msgspec.Struct, frozen=True, kw_only=True):
    """Municipalities of a type, each with its values by the keys of the measures."""

    title: str
    rows: Sequence[tuple[Item, Sequence[tuple[str, str]]]]


class MunicipalitiesView(msgspec.Struct, frozen=True, kw_only=True):
    """What `municipalities.html.j2` shows: the map, and the table of measures, grouped by type.

    `whole_region` links to the records without a municipality.
    """

    lead: str
    measures: Sequence[Measure]
    groups: Sequence[PlaceRows]
    map: MapView | None
    whole_region: Counted | None
    division: Sequence[str]


def municipality_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of the index of municipalities and of the pages of each."""
    yield Draft(addresses.MUNICIPALITIES, SECTION, _index)
    for place in site.settings.municipalities:
        for page in records_of(site, place).pages:
            view = partial(municipality_page, place=place, number=page.number)
            yield Draft(page.address, SECTION, view, page.place)
    if site.find_linked("by_municipality", WHOLE_REGION):
        for page in _records_of_all(site).pages:
            yield Draft(page.address, SECTION, partial(_whole_region_page, number=page.number), page.place)


def _records_of_all(site: Site) -> RecordList:
    return list_linked(site, addresses.WHOLE_REGION, "by_municipality", WHOLE_REGION)


def tallies_of(site: Site) -> dict[str, Tally]:
    """Return how many records each municipality has."""
    places = site.settings.municipalities
    return {place.id: site.find_linked("by_municipality", place.id).tally for place in places}


def places_with_records(tallies: Mapping[str, Tally]) -> tuple[int, int]:
    """Return how many municipalities have real records, and how many have samples only."""
    real = sum(1 for one in tallies.values() if one.real)
    return real, sum(1 for one in tallies.values() if one.samples and not one.real)


def _index(site: Site) -> Page:
    measures = all_measures(site)
    whole = site.find_linked("by_municipality", WHOLE_REGION)
    return Page(
        address=addresses.MUNICIPALITIES,
        section=SECTION,
        title=HEADING,
        description=f"{HEADING} {site.settings.atlas.region.genitive}: практики, сообщества, центры каждого.",
        template="municipalities.html.j2",
        view=MunicipalitiesView(
            lead=_lead(tallies_of(site)),
            measures=measures,
            groups=_by_type(site, measures),
            map=map_of(site, measures),
            whole_region=Counted(_whole_region(site), whole.tally) if whole else None,
            division=division_sentences(site),
        ),
        breadcrumbs=(site.home(), MUNICIPALITIES_LINK),
    )


def _lead(tallies: Mapping[str, Tally]) -> str:
    real, samples = places_with_records(tallies)
    only_samples = f", только с учебными примерами\u00a0— {format_number(samples)}" if samples else ""
    return (
        f"В атласе {count(len(tallies), 'муниципалитет', 'муниципалитета', 'муниципалитетов')}: "
        f"с записями\u00a0— {format_number(real)}{only_samples}."
    )


def _whole_region(site: Site) -> Item:
    return Item(site.settings.atlas.region.whole_title, addresses.WHOLE_REGION)


def _by_type(site: Site, measures: Sequence[Measure]) -> tuple[PlaceRows, ...]:
    rows: dict[str, list[tuple[Item, Sequence[tuple[str, str]]]]] = {}
    for place in sorted(site.settings.municipalities, key=lambda place: collation_key(place.title)):
        figures = tuple((one.key, one.words(place.id)) for one in measures)
        rows.setdefault(place.type, []).append((place_item(place), figures))
    types = site.settings.vocabularies["municipality_types"].terms
    return tuple(
        PlaceRows(title=type_.plural or type_.title, rows=rows[type_.id])
        for type_ in types
        if type_.id in rows
    )


def _whole_region_page(site: Site, number: int) -> Page:
    """Return a page of the records without a municipality."""
    found, title = _records_of_all(site), site.settings.atlas.region.whole_title
    page = found.page(number)
    shown = found.show(site, page)
    choice = records_choice(site, WHOLE_REGION, title) if page.is_first else None
    return Page(
        address=page.address,
        section=SECTION,
        title=page.title_of(title),
        description=f"{page.title_of(title)}: {shown.total} не об одном муниципалитете, а обо всех.",
        template="list.html.j2",
        view=ListView(
            heading=page.title_of(title),
            lead=WHOLE_LEAD if page.is_first else "",
            search=site.search_item(municipality=title),
            choice=choice,
            shown=shown,
        ),
        breadcrumbs=page.breadcrumbs(site.home(), MUNICIPALITIES_LINK, Link(title, page.start)),
        contents=() if choice else shown.headings,
    )
