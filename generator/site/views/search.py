"""The search page: its facets and their order, the abbreviations it knows, the ways without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from generator.base.russian import collation_key
from generator.model import addresses
from generator.model.record_fields import Facet
from generator.site.pages import Link, Page
from generator.site.views.facets import NOT_GIVEN, range_words
from generator.site.views.site import Site

TITLE = "Поиск"


class ShownFacet(msgspec.Struct, frozen=True, kw_only=True):
    """A facet of the page. `order` holds values in the order of their list; others follow by alphabet.

    `open` ones are unfolded at first; the others are opened by a click.
    """

    key: str
    title: str
    order: Sequence[str]
    open: bool = False


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """What `search.html.j2` shows. `shorts` are the abbreviations that search knows."""

    facets: Sequence[ShownFacet]
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
            facets=tuple(facet for facet in _facets(site) if len(facet.order) != 1),
            shorts=tuple(item.short for item in site.settings.search.abbreviations),
            ways=_ways(site),
            last=NOT_GIVEN,
        ),
        breadcrumbs=(site.home(), Link(TITLE, addresses.SEARCH)),
    )


def _facets(site: Site) -> Iterator[ShownFacet]:
    settings = site.settings
    kinds = tuple(settings.atlas.kinds[kind.name].title for kind in site.kinds)
    places = sorted((place.title for place in settings.municipalities), key=collation_key)
    stages = [settings.vocabularies[kind.stage_vocabulary] for kind in site.kinds if kind.stage_vocabulary]
    titles = tuple(term.title for vocabulary in stages for term in vocabulary.terms)
    yield ShownFacet(key="kind", title="Что искать", order=kinds, open=True)
    yield ShownFacet(key="municipality", title="Муниципалитет", order=places)
    for facet in site.facets:
        yield ShownFacet(key=facet.key, title=facet.title, order=_order(site, facet), open=facet.open)
    yield ShownFacet(key="stage", title="Стадия или статус", order=titles)


def _order(site: Site, facet: Facet) -> Sequence[str]:
    if facet.vocabulary:
        return tuple(term.title for term in site.settings.vocabularies[facet.vocabulary].terms)
    return tuple(range_words(number, facet.steps) for number in range(len(facet.steps) + 1) if facet.steps)


def _ways(site: Site) -> tuple[Link, ...]:
    catalogues = (site.catalogue_link(kind) for kind in site.kinds)
    return (
        *catalogues,
        Link("Муниципалитеты", addresses.MUNICIPALITIES),
        Link("Предметы", addresses.terms("subjects")),
        Link("Направления", addresses.terms("directions")),
        Link("Уровни образования", addresses.terms("education_levels")),
    )
