"""Lists of records with a value of a facet that has no page of its own: a grade, a cost, a year.

Filters lead to them where there are no scripts. They show the first records: all of them would be thousands
of pages for what search does better.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.model import addresses
from generator.site.pages import Draft, Link, Page
from generator.site.views.facets import ShownFacet, in_order, own_pages, shown_facets
from generator.site.views.items import Counted, CountedGroup, Item, Section
from generator.site.views.lists import IndexView, ListSection, ListView, PageOfList, RecordList, ShownRecords
from generator.site.views.site import Site

FACETS_TITLE = "По классу, затратам и другим признакам"
_LEAD = "Признаки, по которым отбирает поиск: у каждого значения — список записей."
_SECTION = "about"


def facet_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of the page that links to all lists, and of each list."""
    yield Draft(addresses.FACETS, _SECTION, _index)
    for facet, values in _list_values(site):
        for value in values:
            view = partial(_page, key=facet.key, title=facet.title, value=value)
            yield Draft(addresses.facet_value(facet.key, value), _SECTION, view)


def _list_values(site: Site) -> Iterator[tuple[ShownFacet, Sequence[str]]]:
    """Yield the facets with their values that need lists; of two with the same address, the first."""
    counted = [site.count_values(None, kind.name) for kind in site.kinds]
    for facet in shown_facets(site):
        own = own_pages(site, facet.key)
        values = dict.fromkeys(value for counts in counted for value in counts.get(facet.key, ()))
        by_address: dict[str, str] = {}
        for value in in_order(facet, (one for one in values if one not in own)):
            by_address.setdefault(addresses.facet_value(facet.key, value), value)
        if by_address:
            yield facet, tuple(by_address.values())


def _list_records(site: Site, key: str, value: str) -> RecordList:
    """Return the records with a value, by kind; of kinds that have the facet, if any has it."""
    fields = site.settings.record_fields
    asked = [kind for kind in site.kinds if key in {one.key for one in fields[kind.name].facets}]
    found = ((kind, site.find_with_value(kind, key, value)) for kind in asked or site.kinds)
    shelves = [
        ListSection(anchor=kind.folder, title=site.catalogue_link(kind).title, entries=entries)
        for kind, entries in found
        if entries
    ]
    start, size = addresses.facet_value(key, value), site.settings.atlas.page_size
    return RecordList(start=start, shelves=shelves, size=size)


def _index(site: Site) -> Page:
    groups = [
        CountedGroup(
            facet.title,
            [
                Counted(
                    Item(value, addresses.facet_value(facet.key, value)),
                    _list_records(site, facet.key, value).tally,
                )
                for value in values
            ],
        )
        for facet, values in _list_values(site)
    ]
    return Page(
        address=addresses.FACETS,
        section=_SECTION,
        title=FACETS_TITLE,
        description=_LEAD,
        template="index.html.j2",
        view=IndexView(heading=FACETS_TITLE, lead=_LEAD, groups=groups),
        breadcrumbs=(site.home(), Link(FACETS_TITLE, addresses.FACETS)),
        listed=False,
    )


def _page(site: Site, key: str, title: str, value: str) -> Page:
    found = _list_records(site, key, value)
    address, size = found.start, found.size
    shown = ShownRecords(
        total=found.tally.words("запись", "записи", "записей"),
        shelves=(),
        sections=[
            Section(shelf.anchor, shelf.heading, "cards", site.cards(shelf.entries[:size]))
            for shelf in found.shelves
        ],
        page=PageOfList(start=address, number=1, last=1, size=size),
    )
    is_cut = any(len(shelf.entries) > size for shelf in found.shelves)
    heading = f"{title}: {value}"
    return Page(
        address=address,
        section=_SECTION,
        title=heading,
        description=f"{heading}. {shown.total}.",
        template="list.html.j2",
        view=ListView(
            heading=heading,
            lead=f"Показаны первые {size} в каждом разделе; остальные найдёт поиск." if is_cut else "",
            search=site.search_item(**{key: value}),
            shown=shown,
        ),
        breadcrumbs=(site.home(), Link(FACETS_TITLE, addresses.FACETS), Link(heading, address)),
        contents=shown.headings,
        listed=False,
    )
