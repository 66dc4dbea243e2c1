"""The index of municipalities with its map, and a page of every municipality, also of an empty one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator import addresses
from generator.pages import Link, Page
from generator.settings import Municipality
from generator.views.items import Fact, Group, Item, Section, filled, present
from generator.views.lists import by_kind, headings, propose_item
from generator.views.map import MapView, map_of
from generator.views.site import Site, capitalised, outward, place_item
from generator.wording import collation_key, count, joined

HEADING = "Муниципалитеты"


@dataclass(frozen=True, kw_only=True, slots=True)
class MunicipalitiesView:
    """What `municipalities.html.j2` shows."""

    lead: str
    groups: Sequence[Group]
    map: MapView | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MunicipalityView:
    """What `municipality.html.j2` shows. `missing` says what there is nothing of yet."""

    name: str
    facts: Sequence[Fact]
    sections: Sequence[Section]
    missing: str
    propose: Item


def municipality_pages(site: Site) -> Iterator[Page]:
    """Return the index of municipalities and a page of each."""
    yield _index(site)
    for place in site.settings.municipalities:
        yield _page(site, place)


def counts_of(site: Site) -> dict[str, int]:
    """Return the number of records of each municipality."""
    by_municipality = site.catalogue.links.by_municipality
    return {place.id: len(by_municipality.get(place.id, ())) for place in site.settings.municipalities}


def _index(site: Site) -> Page:
    counts, places = counts_of(site), site.settings.municipalities
    with_records = sum(1 for number in counts.values() if number)
    lead = (
        f"В атласе {count(len(places), 'муниципалитет', 'муниципалитета', 'муниципалитетов')}, "
        f"записи есть в {with_records} из них. Число рядом с названием — сколько записей."
    )
    return Page(
        address=addresses.MUNICIPALITIES,
        section="municipalities",
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


def _page(site: Site, place: Municipality) -> Page:
    sections = (*by_kind(site, site.catalogue.links.by_municipality.get(place.id, ())), *_came(site, place))
    address = addresses.municipality(place.id)
    missing, name = _missing(site, sections), capitalised(place.name)
    return Page(
        address=address,
        section="municipalities",
        title=place.title,
        description=f"{name}: методическая служба, практики, сообщества педагогов, ресурсные центры.",
        template="municipality.html.j2",
        view=MunicipalityView(
            name=name,
            facts=_facts(site, place),
            sections=sections,
            missing=missing,
            propose=propose_item(),
        ),
        breadcrumbs=(site.home(), _index_link(), Link(title=place.title, address=address)),
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


def _came(site: Site, place: Municipality) -> tuple[Section, ...]:
    practices = site.catalogue.links.replications_in.get(place.id, ())
    return present(
        Section(
            anchor="replications",
            title="Практики из других муниципалитетов, внедрённые здесь",
            part="cards",
            body=site.cards(practices),
        )
    )


def _missing(site: Site, sections: Sequence[Section]) -> str:
    there = {section.anchor for section in sections}
    words = [site.settings.atlas.kinds[kind.name].forms[2] for kind in site.kinds if kind.folder not in there]
    return joined(words) if words else ""
