"""The index of municipalities with its map, and a page of every municipality, also of an empty one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from generator.base.russian import capitalise, collation_key, count, join_words
from generator.model import addresses
from generator.model.settings import Municipality
from generator.site.pages import Draft, Heading, Link, Page
from generator.site.views.items import Fact, Group, Item, Section, drop_empty_rows
from generator.site.views.lists import ListSection, RecordList, ShownRecords, list_linked
from generator.site.views.map import MapView, map_of
from generator.site.views.passport import passport_sections, white_spots
from generator.site.views.site import Site, outside_link, place_item

HEADING = "Муниципалитеты"
SECTION = "municipalities"
_LINK = Link(HEADING, addresses.MUNICIPALITIES)
REPLICATIONS = ("practice", "replications.municipality")
"""Kind and field that name the municipalities where practices were repeated."""
ABOUT = "методическая служба, практики, сообщества педагогов, ресурсные центры"


class MunicipalitiesView(msgspec.Struct, frozen=True, kw_only=True):
    """What `municipalities.html.j2` shows."""

    lead: str
    groups: Sequence[Group]
    map: MapView | None


class MunicipalityView(msgspec.Struct, frozen=True, kw_only=True):
    """What `municipality.html.j2` shows. `missing` says what there is nothing of yet.

    `passport` tells of the municipality as a whole, `white_spots` in which directions it has no practice.
    """

    name: str
    facts: Sequence[Fact]
    passport: Sequence[Section]
    search: Item
    shown: ShownRecords
    missing: str
    white_spots: Sequence[Item]


def municipality_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of the index of municipalities and of a page of each."""
    yield Draft(addresses.MUNICIPALITIES, SECTION, _index)
    for place in site.settings.municipalities:
        for page in _records_of(site, place).pages:
            view = partial(_page, place=place, number=page.number)
            yield Draft(page.address, SECTION, view)


def _records_of(site: Site, place: Municipality) -> RecordList:
    replications = ListSection(
        anchor="replications",
        title="Практики из других муниципалитетов, внедрённые здесь",
        entries=site.find_linked("back_links", *REPLICATIONS, place.id),
    )
    address = addresses.municipality(place.id)
    return list_linked(site, address, "by_municipality", place.id, more=[replications])


def counts_of(site: Site) -> dict[str, int]:
    """Return the number of records of each municipality."""
    return {
        place.id: len(site.find_linked("by_municipality", place.id)) for place in site.settings.municipalities
    }


def _index(site: Site) -> Page:
    counts, places = counts_of(site), site.settings.municipalities
    with_records = sum(1 for number in counts.values() if number)
    lead = (
        f"В атласе {count(len(places), 'муниципалитет', 'муниципалитета', 'муниципалитетов')}, "
        f"записи есть в {with_records} из них. Число рядом с названием — сколько записей."
    )
    return Page(
        address=addresses.MUNICIPALITIES,
        section=SECTION,
        title=HEADING,
        description=f"{HEADING} {site.settings.atlas.region.genitive}: практики, сообщества, центры каждого.",
        template="municipalities.html.j2",
        view=MunicipalitiesView(
            lead=lead,
            groups=_by_type(site, counts),
            map=map_of(places, counts) if len(places) > 1 else None,  # one point is no map
        ),
        breadcrumbs=(site.home(), _LINK),
    )


def _by_type(site: Site, counts: dict[str, int]) -> tuple[Group, ...]:
    groups: dict[str, list[Item]] = {}
    for place in sorted(site.settings.municipalities, key=lambda place: collation_key(place.title)):
        groups.setdefault(place.type, []).append(place_item(place, str(counts[place.id])))
    types = site.settings.vocabularies["municipality_types"].terms
    return tuple(
        Group(type_.plural or type_.title, tuple(groups[type_.id])) for type_ in types if type_.id in groups
    )


def _page(site: Site, place: Municipality, number: int) -> Page:
    found = _records_of(site, place)
    page = found.page(number)
    passport = passport_sections(site, place) if page.is_first else ()
    shown, title, name = found.show(site, page), page.title_of(place.title), capitalise(place.name)
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
        ),
        breadcrumbs=page.breadcrumbs(site.home(), _LINK, Link(place.title, page.start)),
        contents=(*(Heading(part.title, part.anchor) for part in passport), *shown.headings),
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
        Fact("Центр", ((Item(place.centre),),)),
        Fact("Тип", (site.terms("municipality_types", [place.type]),)),
        Fact("Код ОКТМО", ((Item(place.oktmo),),)),
    )


def _missing_kinds(site: Site, found: RecordList) -> str:
    """Return the kinds in use, those that some municipality has records of, which this one lacks."""
    there = {shelf.anchor for shelf in found.shelves}
    used = (kind for kind in site.kinds if any(site.numbers("by_municipality", kind)))
    words = [site.settings.atlas.kinds[kind.name].forms[2] for kind in used if kind.folder not in there]
    return join_words(words) if words else ""
