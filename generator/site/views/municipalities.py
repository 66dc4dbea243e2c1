"""The index of municipalities with its map, and a page of every municipality, also of an empty one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import msgspec

from generator.base.russian import capitalise, collation_key, count, format_number, join_words
from generator.model import addresses
from generator.model.catalogue import WHOLE_REGION
from generator.model.municipality import Municipality
from generator.model.tally import Tally
from generator.site.pages import Draft, Heading, Link, Page
from generator.site.views.items import Card, Counted, CountedGroup, Fact, Item, Section, drop_empty_rows
from generator.site.views.lists import ListSection, ListView, RecordList, ShownRecords, list_linked
from generator.site.views.map import MapView, map_of
from generator.site.views.passport import passport_sections, white_spots
from generator.site.views.site import Site, outside_link, place_item

HEADING = "Муниципалитеты"
SECTION = "municipalities"
_LINK = Link(HEADING, addresses.MUNICIPALITIES)
REPLICATIONS = ("practice", "replications.municipality")
"""Kind and field that name the municipalities where practices were repeated."""
HELPERS = 8
"""Records of the whole region that a municipality's page names, at most."""
_HELPERS_HEADING = Heading("Помогут и вам", "helpers")
WHOLE_LEAD = "Записи не об одном муниципалитете, а обо всём регионе сразу: они помогут и вам."
ABOUT = "методическая служба, практики, сообщества педагогов, ресурсные центры"


class MunicipalitiesView(msgspec.Struct, frozen=True, kw_only=True):
    """What `municipalities.html.j2` shows. `whole_region` leads to what no municipality holds."""

    lead: str
    groups: Sequence[CountedGroup]
    map: MapView | None
    whole_region: Counted | None
    division: Sequence[str]


class MunicipalityView(msgspec.Struct, frozen=True, kw_only=True):
    """What `municipality.html.j2` shows.

    `passport` tells of the municipality as a whole, `missing` says what there is nothing of yet,
    `white_spots` in which directions it has no practice; `helpers` are the first records of the whole region,
    `all` leads to all of them.
    """

    name: str
    facts: Sequence[Fact]
    passport: Sequence[Section]
    search: Item
    shown: ShownRecords
    missing: str
    white_spots: Sequence[Item]
    helpers: Sequence[Card]
    all: Item | None
    division: Sequence[str]


def municipality_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of the index of municipalities and of a page of each."""
    yield Draft(addresses.MUNICIPALITIES, SECTION, _index)
    for place in site.settings.municipalities:
        for page in _records_of(site, place).pages:
            view = partial(_page, place=place, number=page.number)
            yield Draft(page.address, SECTION, view)
    if site.find_linked("by_municipality", WHOLE_REGION):
        for page in _records_of_all(site).pages:
            yield Draft(page.address, SECTION, partial(_whole_region_page, number=page.number))


def _records_of(site: Site, place: Municipality) -> RecordList:
    replications = ListSection(
        anchor="replications",
        title="Практики из других муниципалитетов, внедрённые здесь",
        entries=site.find_linked("back_links", *REPLICATIONS, place.id),
    )
    address = addresses.municipality(place.id)
    return list_linked(site, address, "by_municipality", place.id, more=[replications])


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
    tallies, places = tallies_of(site), site.settings.municipalities
    whole = site.find_linked("by_municipality", WHOLE_REGION)
    return Page(
        address=addresses.MUNICIPALITIES,
        section=SECTION,
        title=HEADING,
        description=f"{HEADING} {site.settings.atlas.region.genitive}: практики, сообщества, центры каждого.",
        template="municipalities.html.j2",
        view=MunicipalitiesView(
            lead=_lead(tallies),
            groups=_by_type(site, tallies),
            map=map_of(places, tallies) if len(places) > 1 else None,  # one point is no map
            whole_region=Counted(_whole_region(site), whole.tally) if whole else None,
            division=_division(site),
        ),
        breadcrumbs=(site.home(), _LINK),
    )


def _lead(tallies: Mapping[str, Tally]) -> str:
    real, samples = places_with_records(tallies)
    only_samples = f", только с учебными примерами — {format_number(samples)}" if samples else ""
    return (
        f"В атласе {count(len(tallies), 'муниципалитет', 'муниципалитета', 'муниципалитетов')}: "
        f"с записями — {format_number(real)}{only_samples}. Рядом с названием сказано, сколько там записей."
    )


def _whole_region(site: Site) -> Item:
    return Item(site.settings.atlas.region.whole_title, addresses.WHOLE_REGION)


def _division(site: Site) -> Sequence[str]:
    """Return of what years the division is, what has changed since and who says so, a sentence each."""
    division, source = site.settings.division, site.settings.municipalities_source
    years = f"Деление на муниципалитеты — за {division.period}." if division else ""
    note = (division.note or "") if division else ""
    return tuple(filter(None, (years, note, f"Источник: {source}." if source else "")))


def _by_type(site: Site, tallies: Mapping[str, Tally]) -> tuple[CountedGroup, ...]:
    groups: dict[str, list[Counted]] = {}
    for place in sorted(site.settings.municipalities, key=lambda place: collation_key(place.title)):
        groups.setdefault(place.type, []).append(Counted(place_item(place), tallies[place.id]))
    types = site.settings.vocabularies["municipality_types"].terms
    return tuple(
        CountedGroup(type_.plural or type_.title, tuple(groups[type_.id]))
        for type_ in types
        if type_.id in groups
    )


def _page(site: Site, place: Municipality, number: int) -> Page:
    found = _records_of(site, place)
    page = found.page(number)
    passport = passport_sections(site, place) if page.is_first else ()
    shown, title, name = found.show(site, page), page.title_of(place.title), capitalise(place.name)
    whole = site.find_linked("by_municipality", WHOLE_REGION)
    helpers = [entry for entry in whole if entry.kind.gives_help]
    return Page(
        address=page.address,
        section=SECTION,
        title=title,
        description=f"{page.title_of(name)}: {ABOUT}.",
        template="municipality.html.j2",
        view=MunicipalityView(
            name=name if page.is_first and name != title else "",
            facts=_facts(site, place) if page.is_first else (),
            passport=passport,
            search=site.search_item(municipality=place.title),
            shown=shown,
            missing=_missing_kinds(site, found) if page.is_first else "",
            white_spots=white_spots(site, place) if page.is_first else (),
            helpers=site.cards(helpers[:HELPERS]) if page.is_first else (),
            all=_all_helpers(site, whole.tally) if len(helpers) > HELPERS else None,
            division=_division(site) if page.is_first else (),
        ),
        breadcrumbs=page.breadcrumbs(site.home(), _LINK, Link(place.title, page.start)),
        contents=(
            *(Heading(part.title, part.anchor) for part in passport),
            *shown.headings,
            *([_HELPERS_HEADING] if helpers and page.is_first else []),
        ),
    )


def _all_helpers(site: Site, tally: Tally) -> Item:
    words = tally.words("запись", "записи", "записей")
    return Item(f"{site.settings.atlas.region.whole_title}: {words}", addresses.WHOLE_REGION)


def _whole_region_page(site: Site, number: int) -> Page:
    """Return a page of the records that name no municipality."""
    found, title = _records_of_all(site), site.settings.atlas.region.whole_title
    page = found.page(number)
    shown = found.show(site, page)
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
            shown=shown,
        ),
        breadcrumbs=page.breadcrumbs(site.home(), _LINK, Link(title, page.start)),
        contents=shown.headings,
    )


def _facts(site: Site, place: Municipality) -> tuple[Fact, ...]:
    default, own = site.settings.atlas.methodical_service, place.methodical_service
    rows = (
        (outside_link(own.title if own else default.title, own.site if own else None),),
        (outside_link(own.email, f"mailto:{own.email}"),) if own and own.email else (),
        (outside_link(own.phone, f"tel:{own.phone}"),) if own and own.phone else (),
    )
    known = own is not None and (own.site or own.email or own.phone)
    unknown = () if known else (Item("контакты службы в атлас пока не внесены"),)
    return drop_empty_rows(
        Fact("Методическая служба", (*rows, unknown)),
        Fact(
            "Куратор", ((Item(place.curator.role, note=place.curator.unit or ""),),) if place.curator else ()
        ),
        Fact("Куратор", (_curator(place),)),
        Fact("Центр", ((Item(place.centre),),)),
        Fact("Тип", (site.terms("municipality_types", [place.type]),)),
        Fact("Код ОКТМО", ((Item(place.oktmo),),)),
        Fact("Прежде", tuple((Item(one.name, note=one.oktmo or ""),) for one in place.formerly)),
    )


def _curator(place: Municipality) -> tuple[Item, ...]:
    """Return who of the institute looks after a municipality: a role, never a name."""
    curator = place.curator
    return (Item(capitalise(curator.role), note=curator.unit or ""),) if curator else ()


def _missing_kinds(site: Site, found: RecordList) -> str:
    """Return the kinds in use, those that some municipality has records of, which this one lacks."""
    there = {shelf.anchor for shelf in found.shelves}
    used = (kind for kind in site.kinds if any(site.numbers("by_municipality", kind)))
    words = [site.settings.atlas.kinds[kind.name].forms[2] for kind in used if kind.folder not in there]
    return join_words(words) if words else ""
