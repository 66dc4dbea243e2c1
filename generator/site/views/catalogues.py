"""Catalogues: all records of a kind, on numbered pages, without scripts."""

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from generator.model import addresses
from generator.model.kinds import Kind
from generator.site.pages import Draft, Page
from generator.site.search.names import KIND
from generator.site.views.facets import ListChoice, list_choice
from generator.site.views.items import Card, Item
from generator.site.views.kind_parts import find_part
from generator.site.views.lists import ListSection, PageOfList, RecordList, ShownRecords, paginate
from generator.site.views.site import Site


class CatalogueView(msgspec.Struct, frozen=True, kw_only=True):
    """What `catalogue.html.j2` shows: one page of a catalogue, its cards or its shelves."""

    total: str
    cards: Sequence[Card]
    shown: ShownRecords | None
    page: PageOfList
    choice: ListChoice | None
    """The filters, on the first page."""
    start: Item
    """The link to them from the other pages."""
    propose: str
    ways: Sequence[Item]


def catalogue_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of the catalogues of all kinds; an empty catalogue has one page too."""
    for kind in site.kinds:
        for page in _pages(site, kind):
            view = partial(_page, kind=kind, number=page.number)
            yield Draft(page.address, kind.folder, view, page.place)


def _shelves(site: Site, kind: Kind) -> RecordList | None:
    """Return the shelves of a kind's catalogue; None if the kind has none, or if there are no records."""
    shelves = tuple(
        ListSection(anchor=anchor, title=title, entries=entries)
        for anchor, title, entries in site.shelves(kind)
    )
    size = site.settings.atlas.page_size
    return RecordList(start=addresses.catalogue_page(kind), shelves=shelves, size=size) if shelves else None


def _pages(site: Site, kind: Kind) -> tuple[PageOfList, ...]:
    size = site.settings.atlas.page_size
    return paginate(addresses.catalogue_page(kind), len(site.entries(kind)), size)


def _page(site: Site, kind: Kind, number: int) -> Page:
    page, crumb = _pages(site, kind)[number - 1], site.catalogue_link(kind)
    title = page.title_of(crumb.title)
    shelves = _shelves(site, kind)
    shown = shelves.show(site, page) if shelves else None
    choice = _choice(site, kind, parted=shown is not None) if page.is_first else None
    total = site.entries(kind).tally.words(*site.settings.atlas.kinds[kind.name].forms)
    return Page(
        address=page.address,
        section=kind.folder,
        title=title,
        description=f"{title}: {site.settings.atlas.title}. {total}.",
        template="catalogue.html.j2",
        view=CatalogueView(
            total=total,
            cards=() if shown else site.cards(page.slice_of(site.entries(kind))),
            shown=shown,
            page=page,
            choice=choice,
            start=Item("Отобрать", addresses.catalogue_page(kind)),
            propose=addresses.form(kind),
            ways=(*_kinds(site, kind), *_own_ways(site, kind)),
        ),
        breadcrumbs=page.breadcrumbs(site.home(), crumb),
        contents=shown.headings if shown and not choice else (),
    )


def _choice(site: Site, kind: Kind, *, parted: bool) -> ListChoice | None:
    fixed = {KIND: site.catalogue_link(kind).title}
    return list_choice(site, None, kind.name, fixed=fixed, parted=parted)


def _kinds(site: Site, kind: Kind) -> tuple[Item, ...]:
    """Return the link to the types of a kind's records, if they have pages."""
    vocabulary = site.settings.vocabularies.get(kind.kind_vocabulary)
    if vocabulary is None or kind.kind_vocabulary not in addresses.TERM_FOLDERS:
        return ()
    return (Item(vocabulary.title, addresses.terms(kind.kind_vocabulary)),)


def _own_ways(site: Site, kind: Kind) -> tuple[Item, ...]:
    """Return the additional links of a kind's catalogue."""
    part = find_part(kind, "ways")
    return tuple(part(site)) if part else ()
