"""The page of a municipality, even without records: what is here, who helps, what is near or missing."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import add

import msgspec

from generator.base.phone_extensions import canonical_phone, phone_address
from generator.base.russian import capitalise, count, format_day, plural
from generator.model import addresses
from generator.model.catalogue import WHOLE_REGION
from generator.model.kinds import PRACTICE
from generator.model.municipality import Municipality
from generator.model.tally import Tally
from generator.site.pages import Heading, Link, Page
from generator.site.search.names import PLACE
from generator.site.views.facets import FEW, ListChoice, list_choice
from generator.site.views.helpers import helpers_of_region
from generator.site.views.items import Counted, Fact, Group, Item, Section, drop_empty_rows
from generator.site.views.lists import ListSection, RecordList, ShownRecords, list_linked
from generator.site.views.map_measures import REPLICATIONS
from generator.site.views.passport import paper_sections, passport_sections, white_spots
from generator.site.views.site import AnyEntry, Site, outside_link, place_item, record_item

SECTION = "municipalities"
HEADING = "Муниципалитеты"
HERE = "here"
MUNICIPALITIES_LINK = Link(HEADING, addresses.MUNICIPALITIES)
REPLICATED = ("практика внедрена здесь", "практики внедрены здесь", "практик внедрено здесь")
HELPERS = 4
"""Maximum number of records of the whole region shown for a need."""
NEAR, FRESHEST = 5, 2
"""Number of neighbours on a page, and of the latest records of each."""
_NEAR, _MISSING = Heading("Рядом", "near"), Heading("Чего пока нет", "missing")
ABOUT = "практики, сообщества педагогов, ресурсные центры, кто поможет и что есть рядом"


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """A municipality nearby: how far it is, how many records it has, the latest of them."""

    place: Item
    distance: str
    holds: str
    freshest: Sequence[Item]


class MunicipalityView(msgspec.Struct, frozen=True, kw_only=True):
    """What `municipality.html.j2` shows.

    `numbers` are figures, each with its noun and a link; `helpers` are records of the whole region by need,
    `all` links to all of them; `missing` lists what is still missing, and who nearby has it; `passport`,
    `papers` and `facts` are about the municipality as a whole, `papers` are collapsed.
    """

    search: Item
    choice: ListChoice | None
    shown: ShownRecords
    helpers_title: str
    name: str = ""
    numbers: Sequence[tuple[int, Item]] = ()
    helpers: Sequence[Group] = ()
    all: Item | None = None
    near: Sequence[Neighbour] = ()
    missing: Sequence[tuple[str, Counted | None]] = ()
    white_spots: Sequence[tuple[Item, Item | None]] = ()
    passport: Sequence[Section] = ()
    papers: Sequence[Section] = ()
    facts: Sequence[Fact] = ()
    division: Sequence[str] = ()


def records_of(site: Site, place: Municipality) -> RecordList:
    """Return the records of a municipality, and the practices of others that were adopted there.

    If there are few, they share one heading: one for each kind would be longer than its content.
    """
    replications = ListSection(
        anchor="replications",
        title="Внедрено здесь из других муниципалитетов",
        entries=site.find_linked("back_links", *REPLICATIONS, place.id),
    )
    address = addresses.municipality(place.id)
    found = list_linked(site, address, "by_municipality", place.id, more=[replications])
    own = [shelf.entries for shelf in found.shelves if shelf is not replications]
    if own and sum(map(len, own)) <= FEW:
        here = ListSection(anchor=HERE, title="Здесь", entries=reduce(add, own), mixed=True)
        together = (here, replications) if replications.entries else (here,)
        return msgspec.structs.replace(found, shelves=together)
    shelves = (
        shelf
        if shelf is replications
        else msgspec.structs.replace(shelf, title=f"Здесь: {shelf.title.lower()}")
        for shelf in found.shelves
    )
    return msgspec.structs.replace(found, shelves=tuple(shelves))


def records_choice(site: Site, place_id: str, title: str) -> ListChoice | None:
    """Return the filters for the records of a municipality, or of the whole region."""
    return list_choice(site, "by_municipality", place_id, fixed={PLACE: title}, parted=True)


def municipality_page(site: Site, place: Municipality, number: int) -> Page:
    """Return a page of a municipality; the first one describes it, the others continue its records."""
    found = records_of(site, place)
    page = found.page(number)
    shown, title, name = found.show(site, page), page.title_of(place.title), capitalise(place.name)
    view = MunicipalityView(
        search=site.search_item(municipality=place.title),
        choice=records_choice(site, place.id, place.title) if page.is_first and found.total else None,
        shown=shown,
        helpers_title=f"{site.settings.atlas.region.whole_title}: помогут и вам",
    )
    if page.is_first:
        view = _complete_view(site, place, found, view)
    return Page(
        address=page.address,
        section=SECTION,
        title=title,
        description=f"{page.title_of(name)}: {ABOUT}.",
        template="municipality.html.j2",
        view=view,
        breadcrumbs=page.breadcrumbs(site.home(), MUNICIPALITIES_LINK, Link(place.title, page.start)),
        contents=tuple(_headings(view)),
    )


def division_sentences(site: Site) -> Sequence[str]:
    """Return the years of the municipal division, the changes since then and the source, as sentences."""
    division, source = site.settings.division, site.settings.municipalities_source
    years = f"Деление на муниципалитеты — за {division.period}." if division else ""
    note = (division.note or "") if division else ""
    return tuple(filter(None, (years, note, f"Источник: {source}." if source else "")))


def _complete_view(
    site: Site, place: Municipality, found: RecordList, view: MunicipalityView
) -> MunicipalityView:
    """Return the view of the first page."""
    near = [other for other, _ in site.find_nearest(place.id)]
    helpers = helpers_of_region(site, HELPERS)
    name = capitalise(place.name)
    return msgspec.structs.replace(
        view,
        name="" if name == place.title else name,
        numbers=tuple(_numbers(site, place, found)),
        helpers=[Group(need.title, items, anchor=need.address) for need, items in helpers],
        all=_all_of_region(site),
        near=tuple(_neighbours(site, place)),
        missing=tuple(_missing_kinds(site, place, near)),
        white_spots=tuple(_spots(site, place)),
        passport=passport_sections(site, place),
        papers=paper_sections(site, place),
        facts=_facts(site, place),
        division=division_sentences(site),
    )


def _headings(view: MunicipalityView) -> Iterator[Heading]:
    yield from view.shown.headings
    yield from [Heading(view.helpers_title, "helpers")] if view.helpers or view.all else []
    yield from [_NEAR] if view.near else []
    yield from (Heading(part.title, part.anchor) for part in view.passport)
    yield from [_MISSING] if view.missing or view.white_spots else []
    yield from (Heading(part.title, part.anchor) for part in view.papers)


def _numbers(site: Site, place: Municipality, found: RecordList) -> Sequence[tuple[int, Item]]:
    """Return the figures of a municipality; if all records are samples, these are counted."""
    together = any(shelf.anchor == HERE for shelf in found.shelves)
    taken = site.find_linked("back_links", *REPLICATIONS, place.id)
    numbers = []
    for kind in (kind for kind in site.kinds if kind.sought):
        tally = site.find_local(kind, place.id).tally
        forms = site.settings.atlas.kinds[kind.name].forms
        numbers.append(
            figure_of(tally, forms, f"#{HERE if together else kind.folder}" if tally.total else "")
        )
    if PRACTICE in site.kinds:  # after what is done here: what was taken from others
        numbers.insert(1, figure_of(taken.tally, REPLICATED, "#replications" if taken else ""))
    return numbers


def figure_of(tally: Tally, forms: Sequence[str], address: str) -> tuple[int, Item]:
    """Return a figure with its noun and link; samples are counted if there is nothing else."""
    if tally.real or not tally.samples:
        note = f"и {tally.sample_words}" if tally.samples else ""
        return tally.real, Item(plural(tally.real, *forms), address, note=note)
    return tally.samples, Item(plural(tally.samples, *forms), address, note="для примера")


def _all_of_region(site: Site) -> Item | None:
    tally = site.find_linked("by_municipality", WHOLE_REGION).tally
    words = tally.words("запись", "записи", "записей")
    title = f"{site.settings.atlas.region.whole_title}: {words}"
    return Item(title, addresses.WHOLE_REGION) if tally.total else None


def _neighbours(site: Site, place: Municipality) -> Iterator[Neighbour]:
    for other, distance in site.find_nearest(place.id)[:NEAR]:
        fresh = site.find_derived("freshest", "by_municipality", other.id)
        tallies = {kind.name: site.find_local(kind, other.id).tally for kind in site.kinds if kind.sought}
        yield Neighbour(
            place=place_item(other),
            distance=f"{max(1, round(distance))}\u00a0км",
            holds=_count_each(site, tallies),
            freshest=tuple(_describe_fresh(site, entry) for entry in fresh[:FRESHEST]),
        )


def _count_each(site: Site, tallies: Mapping[str, Tally]) -> str:
    """Return counts by kind in words, samples apart: «1 практика, 2 сообщества и 3 учебных примера»."""
    forms = {name: one.forms for name, one in site.settings.atlas.kinds.items()}
    real = ", ".join(count(one.real, *forms[name]) for name, one in tallies.items() if one.real)
    samples = Tally(samples=sum(one.samples for one in tallies.values()))
    return " и ".join(filter(None, (real, samples.sample_words)))


def _describe_fresh(site: Site, entry: AnyEntry) -> Item:
    item, day = record_item(entry), entry.read().added
    words = (site.noun(entry.kind).lower(), format_day(day) if day else "", item.note)
    return Item(item.title, item.address, note=", ".join(filter(None, words)))


def _missing_kinds(
    site: Site, place: Municipality, near: Sequence[Municipality]
) -> Iterator[tuple[str, Counted | None]]:
    """Yield the kinds that a municipality lacks, each with the nearest municipality that has some."""
    there = site.linked_by_kind("by_municipality", place.id)
    for kind in site.kinds:
        counts = site.numbers("by_municipality", kind)
        if kind.name in there or not any(counts):
            continue
        nearest = next((one for one in near if counts.get(one.id)), None)
        tally = site.find_local(kind, nearest.id).tally if nearest else Tally()
        words = site.settings.atlas.kinds[kind.name].forms[2]
        yield words, Counted(place_item(nearest), tally) if nearest else None


def _spots(site: Site, place: Municipality) -> Iterator[tuple[Item, Item | None]]:
    """Yield the directions without a practice here, each with the nearest municipality that has one.

    Samples do not count as practices: if there is nothing else, they are mentioned separately.
    """
    for direction, here in white_spots(site, place).items():
        found = site.find_derived("nearest", place.id, direction)
        near = Tally.of(entry.sample for entry in found)
        (term,) = site.terms("directions", [direction])
        note = f"здесь {here.sample_words}" if here.samples else ""
        nearest = site.place(PRACTICE, found[0].record) if found else None
        yield (
            msgspec.structs.replace(term, short="", note=note),
            nearest and msgspec.structs.replace(nearest, note="" if near.real else near.sample_words),
        )


def _facts(site: Site, place: Municipality) -> tuple[Fact, ...]:
    default, own = site.settings.atlas.methodical_service, place.methodical_service
    rows = (
        (outside_link(own.title if own else default.title, own.site if own else None),),
        (outside_link(own.email, f"mailto:{own.email}"),) if own and own.email else (),
        (outside_link(canonical_phone(own.phone), phone_address(own.phone)),) if own and own.phone else (),
    )
    known = own is not None and (own.site or own.email or own.phone)
    unknown = () if known else (Item("контакты службы в атлас пока не внесены"),)
    return drop_empty_rows(
        Fact("Методическая служба", (*rows, unknown)),
        Fact("Куратор", (_curator(place),)),
        Fact("Центр", ((Item(place.centre),),)),
        Fact("Тип", (site.terms("municipality_types", [place.type]),)),
        Fact("Код ОКТМО", ((Item(place.oktmo),),)),
        Fact("Прежде", tuple((Item(one.name, note=one.oktmo or ""),) for one in place.formerly)),
    )


def _curator(place: Municipality) -> tuple[Item, ...]:
    """Return the institute's curator of a municipality: a role, never a name."""
    curator = place.curator
    return (Item(capitalise(curator.role), note=curator.unit or ""),) if curator else ()
