"""Catalogues: all records of a kind, page after page, without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from generator.base.russian import count
from generator.model import addresses
from generator.model.kinds import Kind
from generator.site.pages import Draft, Page
from generator.site.views.items import Card, Item
from generator.site.views.pagination import Sheet, Turning, sheets
from generator.site.views.site import Site


class CatalogueView(msgspec.Struct, frozen=True, kw_only=True):
    """What `catalogue.html.j2` shows: one page of a catalogue."""

    heading: str
    total: str
    cards: Sequence[Card]
    turning: Turning | None
    search: Item
    propose: Item
    kinds: Item | None


def catalogue_drafts(site: Site) -> Iterator[Draft]:
    """Return the drafts of the catalogues of all kinds; an empty catalogue has one page too."""
    size = site.settings.atlas.page_size
    for kind in site.kinds:
        for sheet in sheets(addresses.catalogue_page(kind), len(site.entries(kind)), size):
            make = partial(_page, site, kind, sheet)
            yield site.draft(address=sheet.address, section=kind.folder, make=make)


def _page(site: Site, kind: Kind, sheet: Sheet) -> Page:
    crumb = site.catalogue_link(kind)
    title = sheet.titled(crumb.title)
    return Page(
        address=sheet.address,
        section=kind.folder,
        title=title,
        description=f"{title}: {site.settings.atlas.title}. {_total(site, kind)}.",
        template="catalogue.html.j2",
        view=_view(site, kind, sheet),
        breadcrumbs=sheet.crumbs(site.home(), crumb),
    )


def _view(site: Site, kind: Kind, sheet: Sheet) -> CatalogueView:
    title = site.catalogue_link(kind).title
    return CatalogueView(
        heading=title,
        total=_total(site, kind),
        cards=site.cards(sheet.of(site.entries(kind))),
        turning=sheet.turning,
        search=site.sought(kind=title),
        propose=Item(title="Предложить запись", address=addresses.form(kind)),
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
