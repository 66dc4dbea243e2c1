"""The practices that a community or a centre accompanies: the first on its page, the others after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.model.kinds import COMMUNITY, PRACTICE, RESOURCE_CENTRE, Kind
from generator.site.pages import Draft, Link, Page
from generator.site.views.items import Section
from generator.site.views.lists import Listed, ListView, Shelf, Turned, headings, propose_item, records
from generator.site.views.pagination import Sheet
from generator.site.views.site import AnyEntry, Site
from generator.site.views.tracked_catalogue import Relation, key_of, record_key

FIELDS: Mapping[Kind, str] = {COMMUNITY: "communities", RESOURCE_CENTRE: "resource_centres"}
"""The fields in which practices name who accompanies them."""
TITLES: Mapping[str, str] = {
    COMMUNITY.name: "Практики, которые сопровождает сообщество",
    RESOURCE_CENTRE.name: "Практики, которые сопровождает центр",
}


def accompanied(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    """Return the section of a record's page with the practices that it accompanies, if there are any."""
    found = _listed(site, entry, site.linked(*_relation(entry)))
    first = found.sheets[0]
    return tuple(
        Section(
            anchor=section.anchor,
            title=section.title,
            part="turned",
            body=Turned(cards=section.body, turning=first.turning),
        )
        for section in found.sections(site, first)
    )


def accompanied_drafts(site: Site) -> Iterator[Draft]:
    """Return the drafts of the pages with the practices that do not fit the pages of records."""
    for kind in FIELDS:
        for entry in site.entries(kind):
            found = _listed(site, entry, site.linked(*_relation(entry)))
            for sheet in found.sheets[1:]:
                make = partial(_page, site, entry, found, sheet)
                reads = [record_key(entry), key_of(*_relation(entry))]
                yield site.draft(address=sheet.address, section=kind.folder, make=make, reads=reads)


def _relation(entry: AnyEntry) -> tuple[Relation, str, str, str]:
    return "back_links", PRACTICE.name, FIELDS[entry.kind], entry.id


def _listed(site: Site, entry: AnyEntry, practices: Sequence[AnyEntry]) -> Listed:
    shelf = Shelf(anchor="practices", title=TITLES[entry.kind.name], entries=practices)
    shelves = (shelf,) if practices else ()
    return Listed(start=entry.address, shelves=shelves, size=site.settings.atlas.page_size)


def _page(site: Site, entry: AnyEntry, found: Listed, sheet: Sheet) -> Page:
    title, sections = entry.title, found.sections(site, sheet)
    own = Link(title=title, address=sheet.start)
    return Page(
        address=sheet.address,
        section=entry.kind.folder,
        title=sheet.titled(title),
        description=f"{TITLES[entry.kind.name]} «{title}»: страница {sheet.number}.",
        template="list.html.j2",
        view=ListView(
            heading=sheet.titled(title),
            total=records(found.total),
            search=site.sought(kind=site.catalogue_link(PRACTICE).title),
            ways=found.ways(sections),
            sections=sections,
            turning=sheet.turning,
            propose=propose_item(),
        ),
        breadcrumbs=sheet.crumbs(site.home(), site.catalogue_link(entry.kind), own),
        contents=headings(sections),
    )
