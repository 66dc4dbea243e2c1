"""The index of municipalities with its map, and a page of every municipality, also of an empty one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from generator.base.russian import capitalise, collation_key, count, join_words
from generator.model import addresses
from generator.model.settings import Municipality
from generator.site.pages import Draft, Link, Page
from generator.site.views.items import Fact, Group, Item, Section, filled
from generator.site.views.lists import Listed, Shelf, headings, listed, propose_item, records
from generator.site.views.map import MapView, map_of
from generator.site.views.pagination import Sheet, Turning
from generator.site.views.site import Site, outward, place_item
from generator.site.views.tracked_catalogue import key_of

HEADING = "Муниципалитеты"
SECTION = "municipalities"
CAME = ("practice", "replications.municipality")
"""Kind and field that name the municipalities where practices were repeated."""
ABOUT = "методическая служба, практики, сообщества педагогов, ресурсные центры"


class MunicipalitiesView(msgspec.Struct, frozen=True, kw_only=True):
    """What `municipalities.html.j2` shows."""

    lead: str
    groups: Sequence[Group]
    map: MapView | None


class MunicipalityView(msgspec.Struct, frozen=True, kw_only=True):
    """What `municipality.html.j2` shows. `missing` says what there is nothing of yet."""

    name: str
    facts: Sequence[Fact]
    total: str
    search: Item
    ways: Sequence[Item]
    sections: Sequence[Section]
    turning: Turning | None
    missing: str
    propose: Item


def municipality_drafts(site: Site) -> Iterator[Draft]:
    """Return the drafts of the index of municipalities and of a page of each."""
    yield site.draft(address=addresses.MUNICIPALITIES, section=SECTION, make=partial(_index, site))
    for place in site.settings.municipalities:
        yield from _place_drafts(site, place)


def _place_drafts(site: Site, place: Municipality) -> Iterator[Draft]:
    came = Shelf(
        anchor="replications",
        title="Практики из других муниципалитетов, внедрённые здесь",
        entries=site.linked("back_links", *CAME, place.id),
    )
    own = site.linked("by_municipality", place.id)
    found = listed(site, addresses.municipality(place.id), own, came)
    reads = [key_of("back_links", *CAME, place.id), key_of("by_municipality", place.id)]
    for sheet in found.sheets:
        make = partial(_page, site, place, found, sheet)
        yield site.draft(address=sheet.address, section=SECTION, make=make, reads=reads)


def counts_of(site: Site) -> dict[str, int]:
    """Return the number of records of each municipality."""
    return {place.id: len(site.linked("by_municipality", place.id)) for place in site.settings.municipalities}


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
        view=MunicipalitiesView(lead=lead, groups=_by_type(site, counts), map=map_of(places, counts)),
        breadcrumbs=(site.home(), _index_link()),
    )


def _index_link() -> Link:
    return Link(title=HEADING, address=addresses.MUNICIPALITIES)


def _by_type(site: Site, counts: dict[str, int]) -> tuple[Group, ...]:
    groups: dict[str, list[Item]] = {}
    for place in sorted(site.settings.municipalities, key=lambda place: collation_key(place.title)):
        item = place_item(place)
        shown = Item(title=item.title, address=item.address, note=str(counts[place.id]))
        groups.setdefault(place.type, []).append(shown)
    types = site.settings.vocabularies["municipality_types"].terms
    return tuple(
        Group(title=type_.plural or type_.title, items=tuple(groups[type_.id]))
        for type_ in types
        if type_.id in groups
    )


def _page(site: Site, place: Municipality, found: Listed, sheet: Sheet) -> Page:
    sections, title = found.sections(site, sheet), sheet.titled(place.title)
    name = capitalise(place.name)
    return Page(
        address=sheet.address,
        section=SECTION,
        title=title,
        description=f"{sheet.titled(name)}: {ABOUT}.",
        template="municipality.html.j2",
        view=MunicipalityView(
            name=name if sheet.is_first and name != title else "",
            facts=_facts(site, place) if sheet.is_first else (),
            total=records(found.total),
            search=site.sought(municipality=place.title),
            ways=found.ways(sections),
            sections=sections,
            turning=sheet.turning,
            missing=_missing(site, found) if sheet.is_first else "",
            propose=propose_item(),
        ),
        breadcrumbs=sheet.crumbs(site.home(), _index_link(), Link(title=place.title, address=sheet.start)),
        contents=headings(sections),
    )


def _facts(site: Site, place: Municipality) -> tuple[Fact, ...]:
    default, service = site.settings.atlas.methodical_service, place.methodical_service
    name = service.title if service else default.title
    own = service or None
    rows = (
        (outward(name, own.site if own else None),),
        (outward(own.email, f"mailto:{own.email}"),) if own and own.email else (),
        (outward(own.phone, f"tel:{own.phone}"),) if own and own.phone else (),
    )
    known = own is not None and (own.site or own.email or own.phone)
    unknown = () if known else (Item(title="контакты службы в атлас пока не внесены"),)
    return filled(
        Fact(label="Методическая служба", rows=(*rows, unknown)),
        Fact(label="Центр", rows=((Item(title=place.centre),),)),
        Fact(label="Тип", rows=(site.terms("municipality_types", [place.type]),)),
        Fact(label="Код ОКТМО", rows=((Item(title=place.oktmo),),)),
    )


def _missing(site: Site, found: Listed) -> str:
    there = {shelf.anchor for shelf in found.shelves}
    words = [site.settings.atlas.kinds[kind.name].forms[2] for kind in site.kinds if kind.folder not in there]
    return join_words(words) if words else ""
