"""Views: turn the catalogue into drafts of pages, each with the values that its template shows.

One module per family of pages. Views contain no markup; templates contain nothing else.
"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from generator.model import addresses
from generator.model.kinds import Kind
from generator.site.pages import Draft, Page
from generator.site.views.catalogues import catalogue_drafts
from generator.site.views.facet_pages import facet_drafts
from generator.site.views.findings import finding_drafts
from generator.site.views.forms import form_drafts
from generator.site.views.glossary import glossary_page
from generator.site.views.helpers import help_page
from generator.site.views.home import home_page
from generator.site.views.kept import kept_drafts
from generator.site.views.municipalities import municipality_drafts
from generator.site.views.reports import report_drafts
from generator.site.views.schema_page import schema_page
from generator.site.views.search import search_page
from generator.site.views.site import AnyEntry, Site
from generator.site.views.statuses import status_drafts
from generator.site.views.supported_practices import supported_practice_drafts
from generator.site.views.tags import tag_drafts
from generator.site.views.term_pages import term_drafts

RecordView = Callable[[Site, AnyEntry], Page]


def record_view(kind: Kind) -> RecordView:
    """Return the view of a kind's records: its own, such as `practice.practice_page`, or the generic one.

    Raises:
        AtlasError: the module of the kind has no view.
    """
    name = f"{__name__}.{kind.name}"
    if find_spec(name) is None:
        return schema_page
    view: RecordView | None = getattr(import_module(name), f"{kind.name}_page", None)
    if view is None:
        raise kind.missing_part_error(f"функции {kind.name}_page в {name.replace('.', '/')}.py")  # noqa: EM102, TRY003 - a fragment
    return view


def list_drafts(site: Site) -> list[Draft]:
    """Return drafts of all pages of the site except the hand-written ones, sorted by address.

    Listing them is cheap; creating the pages is not. Each page is created with its own `Site`.
    """
    drafts = [
        Draft(addresses.HOME, "home", home_page),
        Draft(addresses.GLOSSARY, "about", glossary_page),
        Draft(addresses.SEARCH, "about", search_page),
        *kept_drafts(),
        *([Draft(addresses.HELP, "help", help_page)] if site.settings.needs else []),
        *form_drafts(site),
        *record_drafts(site),
        *supported_practice_drafts(site),
        *catalogue_drafts(site),
        *municipality_drafts(site),
        *term_drafts(site),
        *tag_drafts(site),
        *facet_drafts(site),
        *finding_drafts(),
        *report_drafts(),
        *status_drafts(site),
    ]
    return sorted(drafts, key=lambda draft: draft.address)


def record_drafts(site: Site) -> Iterator[Draft]:
    """Yield the draft of each public record's page."""
    for kind in site.kinds:
        view = record_view(kind)
        entries = site.entries(kind)
        for number, entry in enumerate(entries, start=1):
            make = partial(_record_page, view=view, kind=kind, record_id=entry.id)
            yield Draft(entry.address, kind.folder, make, number / len(entries))


def _record_page(site: Site, view: RecordView, kind: Kind, record_id: str) -> Page:
    (entry,) = site.find_records(kind, [record_id])
    return view(site, entry)
