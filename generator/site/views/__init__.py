"""Views: the catalogue becomes drafts of pages, each with the values that its template will show.

One module a family of pages. A view holds no markup; a template holds nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.model import addresses
from generator.model.kinds import COMMUNITY, PRACTICE, RESOURCE_CENTRE, Kind
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
from generator.site.views.site import AnyEntry, Site
from generator.site.views.supported_practices import supported_practice_drafts
from generator.site.views.tags import tag_drafts
from generator.site.views.term_pages import term_drafts

RECORD_PAGES: Mapping[str, Callable[[Site, AnyEntry], Page]] = {
    PRACTICE.name: practice_page,
    COMMUNITY.name: community_page,
    RESOURCE_CENTRE.name: resource_centre_page,
}
"""The view of each kind of record."""


def list_drafts(site: Site) -> list[Draft]:
    """Return a draft of every page of the site except the hand-written ones, sorted by address.

    Listing them is cheap; the work is in making them. Each will be made with a reader of its own.
    """
    drafts = [
        Draft(address=addresses.HOME, section="home", view=home_page),
        Draft(address=addresses.GLOSSARY, section="about", view=glossary_page),
        Draft(address=addresses.SEARCH, section="about", view=search_page),
        *form_drafts(site),
        *record_drafts(site),
        *supported_practice_drafts(site),
        *catalogue_drafts(site),
        *municipality_drafts(site),
        *term_drafts(site),
        *tag_drafts(site),
        *finding_drafts(),
    ]
    return sorted(drafts, key=lambda draft: draft.address)


def record_drafts(site: Site) -> Iterator[Draft]:
    """Yield the draft of every public record's page."""
    for kind in site.kinds:
        for entry in site.entries(kind):
            view = partial(_record_page, kind=kind, record_id=entry.id)
            yield Draft(address=entry.address, section=kind.folder, view=view)


def _record_page(site: Site, kind: Kind, record_id: str) -> Page:
    (entry,) = site.find_records(kind, [record_id])
    return RECORD_PAGES[kind.name](site, entry)
