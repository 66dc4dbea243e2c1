"""The search page: its facets and their order, the abbreviations it knows, the ways without scripts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.base.russian import collation_key
from generator.model import addresses
from generator.site.pages import Link, Page
from generator.site.views.facets import NOT_GIVEN, TERM_FACETS
from generator.site.views.site import Site

TITLE = "Поиск"
TITLES = {
    "kind": "Что искать",
    "municipality": "Муниципалитет",
    "subject": "Предмет",
    "level": "Уровень образования",
    "direction": "Направление",
    "audience": "Для кого",
    "stage": "Стадия или статус",
}
"""The facets in the order in which readers see them."""
OPEN = frozenset({"kind", "subject", "level"})
"""Facets that are open at first; the others are opened by a click."""


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """A facet. `order` holds values in the order of their list; values beyond it follow by alphabet."""

    key: str
    title: str
    order: Sequence[str]
    open: bool


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """What `search.html.j2` shows. `shorts` are the abbreviations that search knows."""

    facets: Sequence[Facet]
    shorts: Sequence[str]
    ways: Sequence[Link]
    last: str


def search_page(site: Site) -> Page:
    """Return the search page. It is a frame for the scripts in `theme/search`."""
    return Page(
        address=addresses.SEARCH,
        section="about",
        title=TITLE,
        description=f"Поиск по записям: {site.settings.atlas.title}.",
        template="search.html.j2",
        view=SearchView(
            facets=tuple(_facet(site, key) for key in TITLES),
            shorts=tuple(item.short for item in site.settings.search.abbreviations),
            ways=_ways(site),
            last=NOT_GIVEN,
        ),
        breadcrumbs=(site.home(), Link(title=TITLE, address=addresses.SEARCH)),
    )


def _facet(site: Site, key: str) -> Facet:
    return Facet(key=key, title=TITLES[key], order=_order(site, key), open=key in OPEN)


def _order(site: Site, key: str) -> Sequence[str]:
    settings = site.settings
    if key in TERM_FACETS:
        return tuple(term.title for term in settings.vocabularies[TERM_FACETS[key][0]].terms)
    orders = {
        "kind": [settings.atlas.kinds[kind.name].title for kind in site.kinds],
        "municipality": sorted((place.title for place in settings.municipalities), key=collation_key),
        "stage": [term.title for term in settings.vocabularies["practice_stages"].terms],
    }
    return tuple(orders[key])


def _ways(site: Site) -> tuple[Link, ...]:
    catalogues = (site.catalogue_link(kind) for kind in site.kinds)
    return (
        *catalogues,
        Link(title="Муниципалитеты", address=addresses.MUNICIPALITIES),
        Link(title="Предметы", address=addresses.terms("subjects")),
        Link(title="Направления", address=addresses.terms("directions")),
        Link(title="Уровни образования", address=addresses.terms("education_levels")),
    )
