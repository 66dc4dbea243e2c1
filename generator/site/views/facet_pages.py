"""Lists of records with a value of a facet that has no page of its own: a grade, a cost, a year.

Filters lead to them where there are no scripts. They show the first records: all of them would be thousands
of pages for what search does better.
"""

from collections.abc import Iterator
from functools import partial

from generator.model import addresses
from generator.model.tally import Tally
from generator.site.pages import Draft, Link, Page
from generator.site.views.facets import own_pages, shown_facets
from generator.site.views.items import Section
from generator.site.views.lists import ListSection, ListView, PageOfList, ShownRecords
from generator.site.views.site import Site

_SECTION = "about"


def facet_drafts(site: Site) -> Iterator[Draft]:
    """Yield the draft of each list; of two values that are written alike in addresses, the first has one."""
    counted = [site.count_values(None, kind.name) for kind in site.kinds]
    drafts: dict[str, Draft] = {}
    for facet in shown_facets(site):
        own = own_pages(site, facet.key)
        values = dict.fromkeys(value for counts in counted for value in counts.get(facet.key, ()))
        for value in (one for one in values if one not in own):
            view = partial(_page, key=facet.key, title=facet.title, value=value)
            address = addresses.facet_value(facet.key, value)
            drafts.setdefault(address, Draft(address, _SECTION, view))
    yield from drafts.values()


def _page(site: Site, key: str, title: str, value: str) -> Page:
    address, size = addresses.facet_value(key, value), site.settings.atlas.page_size
    asked = [
        kind
        for kind in site.kinds
        if key in {one.key for one in site.settings.record_fields[kind.name].facets}
    ]
    found = ((kind, site.find_with_value(kind, key, value)) for kind in asked or site.kinds)
    shelves = [
        ListSection(anchor=kind.folder, title=site.catalogue_link(kind).title, entries=entries)
        for kind, entries in found
        if entries
    ]
    tallies = [shelf.entries.tally for shelf in shelves]
    total = Tally(sum(one.real for one in tallies), sum(one.samples for one in tallies))
    shown = ShownRecords(
        total=total.words("запись", "записи", "записей"),
        shelves=(),
        sections=[
            Section(shelf.anchor, shelf.heading, "cards", site.cards(shelf.entries[:size]))
            for shelf in shelves
        ],
        page=PageOfList(start=address, number=1, last=1, size=size),
    )
    is_cut = any(len(shelf.entries) > size for shelf in shelves)
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
        breadcrumbs=(site.home(), Link("Поиск", addresses.SEARCH), Link(heading, address)),
        contents=shown.headings,
        listed=False,
    )
