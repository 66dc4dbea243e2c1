"""Catalogues: all records of a kind, page after page, without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from generator import addresses
from generator.kinds import Kind
from generator.pages import Link, Page
from generator.views.items import Card, Item
from generator.views.site import Site
from generator.wording import count

NEAR = 2
"""How many pages before and after the present one have links."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogueView:
    """What `catalogue.html.j2` shows: one page of a catalogue."""

    heading: str
    total: str
    cards: Sequence[Card]
    turning: Turning | None
    search: Item
    propose: Item
    kinds: Item | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Turning:
    """The ways to a catalogue's other pages; `pages` holds (number, address, whether it is this one).

    Of many pages the first, the last and those near this one are shown.
    """

    previous: str
    next: str
    pages: Sequence[tuple[int, str, bool]]


def catalogue_pages(site: Site) -> Iterator[Page]:
    """Return the pages of the catalogues of all kinds; an empty catalogue has one page too."""
    size = site.settings.atlas.page_size
    for kind in site.kinds:
        last = max(1, ceil(len(site.entries(kind)) / size))
        for number in range(1, last + 1):
            yield _page(site, kind, number, last)


def _page(site: Site, kind: Kind, number: int, last: int) -> Page:
    crumb = site.catalogue_link(kind)
    title = crumb.title if number == 1 else f"{crumb.title}, страница {number}"
    address = addresses.catalogue_page(kind, number)
    further = (Link(title=f"Страница {number}", address=address),) if number > 1 else ()
    atlas = site.settings.atlas
    return Page(
        address=address,
        section=kind.folder,
        title=title,
        description=f"{title}: {atlas.title}. {_total(site, kind)}.",
        template="catalogue.html.j2",
        view=_view(site, kind, number, last),
        breadcrumbs=(site.home(), crumb, *further),
    )


def _view(site: Site, kind: Kind, number: int, last: int) -> CatalogueView:
    size, title = site.settings.atlas.page_size, site.catalogue_link(kind).title
    shown = site.entries(kind)[(number - 1) * size : number * size]
    query = urlencode({"kind": title})
    return CatalogueView(
        heading=title,
        total=_total(site, kind),
        cards=site.cards(shown),
        turning=_turning(kind, number, last) if last > 1 else None,
        search=Item(title="Искать и отбирать", address=f"{addresses.SEARCH}?{query}"),
        propose=Item(title="Предложить запись", address=addresses.PROPOSE),
        kinds=_kinds(site, kind),
    )


def _kinds(site: Site, kind: Kind) -> Item | None:
    """Return the way to the pages of a kind's own kinds, if they have pages."""
    vocabulary = site.settings.vocabularies.get(kind.kind_vocabulary)
    if vocabulary is None or kind.kind_vocabulary not in addresses.TERM_FOLDERS:
        return None
    return Item(title=vocabulary.title, address=addresses.terms(kind.kind_vocabulary))


def _total(site: Site, kind: Kind) -> str:
    return count(len(site.entries(kind)), *site.settings.atlas.kinds[kind.name].forms)


def _turning(kind: Kind, number: int, last: int) -> Turning:
    return Turning(
        previous=addresses.catalogue_page(kind, number - 1) if number > 1 else "",
        next=addresses.catalogue_page(kind, number + 1) if number < last else "",
        pages=tuple(
            (other, addresses.catalogue_page(kind, other), other == number)
            for other in sorted({1, *range(max(1, number - NEAR), min(last, number + NEAR) + 1), last})
        ),
    )
