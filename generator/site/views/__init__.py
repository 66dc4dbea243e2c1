"""Views: the catalogue becomes drafts of pages, each with the values that its template will show.

One module a family of pages. A view holds no markup; a template holds nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from generator.model import addresses
from generator.model.kinds import COMMUNITY, PRACTICE, RESOURCE_CENTRE
from generator.site.pages import Draft, Page
from generator.site.views.catalogues import catalogue_drafts
from generator.site.views.community import community_page
from generator.site.views.findings import finding_drafts
from generator.site.views.forms import form_drafts
from generator.site.views.glossary import glossary_page
from generator.site.views.home import home_page
from generator.site.views.municipalities import municipality_drafts
from generator.site.views.practice import practice_page
from generator.site.views.resource_centre import resource_centre_page
from generator.site.views.search import search_page
from generator.site.views.site import Site
from generator.site.views.supported_practices import accompanied_drafts
from generator.site.views.tags import tag_drafts
from generator.site.views.term_pages import term_drafts
from generator.site.views.tracked_catalogue import record_key

RECORD_PAGES: Mapping[str, Callable[[Site, Any], Page]] = {
    PRACTICE.name: practice_page,
    COMMUNITY.name: community_page,
    RESOURCE_CENTRE.name: resource_centre_page,
}
"""The view of each kind of record."""


def drafts(site: Site) -> list[Draft]:
    """Return a draft of every page of the site except the hand-written ones, sorted by address.

    Listing them is cheap; the work is in making them.
    """
    listed = [
        site.draft(address=addresses.HOME, section="home", make=partial(home_page, site)),
        site.draft(address=addresses.GLOSSARY, section="about", make=partial(glossary_page, site)),
        site.draft(address=addresses.SEARCH, section="about", make=partial(search_page, site)),
        *form_drafts(site),
        *record_drafts(site),
        *accompanied_drafts(site),
        *catalogue_drafts(site),
        *municipality_drafts(site),
        *term_drafts(site),
        *tag_drafts(site),
        *finding_drafts(site),
    ]
    return sorted(listed, key=lambda draft: draft.address)


def record_drafts(site: Site) -> Iterator[Draft]:
    """Return the draft of every public record's page."""
    for kind in site.kinds:
        view = RECORD_PAGES[kind.name]
        for entry in site.entries(kind):
            yield site.draft(
                address=entry.address,
                section=kind.folder,
                make=partial(view, site, entry),
                reads=[record_key(entry)],
            )
