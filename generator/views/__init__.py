"""Views: the catalogue becomes pages, each with the values that its template shows.

One module a family of pages. A view holds no markup; a template holds nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.catalogue import Catalogue
from generator.history import History
from generator.kinds import COMMUNITY, PRACTICE, RESOURCE_CENTRE
from generator.pages import Page
from generator.views.catalogues import catalogue_pages
from generator.views.community import community_page
from generator.views.glossary import glossary_page
from generator.views.home import home_page
from generator.views.municipalities import municipality_pages
from generator.views.practice import practice_page
from generator.views.resource_centre import resource_centre_page
from generator.views.search import search_page
from generator.views.site import Site
from generator.views.tags import tag_pages
from generator.views.term_pages import term_pages

RECORD_PAGES: Mapping[str, Callable[[Site, Any], Page]] = {
    PRACTICE.name: practice_page,
    COMMUNITY.name: community_page,
    RESOURCE_CENTRE.name: resource_centre_page,
}
"""The view of each kind of record."""


def pages(catalogue: Catalogue, history: History) -> list[Page]:
    """Return every page of the site except the hand-written ones, sorted by address.

    `history` tells when each record was last changed.
    """
    site = Site(catalogue=catalogue, history=history)
    made = [
        home_page(site),
        glossary_page(site),
        search_page(site),
        *record_pages(site),
        *catalogue_pages(site),
        *municipality_pages(site),
        *term_pages(site),
        *tag_pages(site),
    ]
    return sorted(made, key=lambda page: page.address)


def record_pages(site: Site) -> Iterator[Page]:
    """Return the page of every public record."""
    for kind in site.kinds:
        for entry in site.entries(kind):
            yield RECORD_PAGES[kind.name](site, entry)
