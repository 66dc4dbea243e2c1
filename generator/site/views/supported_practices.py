"""The practices that a community or a centre supports: on its page, and on further pages if need be."""

from collections.abc import Iterator
from functools import partial

from generator.base.russian import capitalise
from generator.model.kinds import PRACTICE, Kind
from generator.model.tally import MARK
from generator.site.pages import Draft, Link, Page
from generator.site.views.items import Section
from generator.site.views.lists import ListSection, ListView, RecordList
from generator.site.views.site import AnyEntry, Site


def supported_practices(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    """Return the section of a record's page with the practices it supports, if there are any."""
    practices = _practices_of(site, entry)
    shown = practices.show(site, practices.page(1))
    return tuple(
        Section(section.anchor, section.title, "turned", (section.body, shown.page))
        for section in shown.sections
    )


def supported_practice_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of further pages with practices that do not fit on the pages of records."""
    for kind in (kind for kind in site.kinds if kind.gives_help):
        for entry in site.entries(kind):
            for page in _practices_of(site, entry).pages[1:]:
                view = partial(_page, kind=kind, record_id=entry.id, number=page.number)
                yield Draft(page.address, kind.folder, view, page.place)


def _practices_of(site: Site, entry: AnyEntry) -> RecordList:
    references = site.settings.record_fields[PRACTICE.name].references.fields()
    field = next((field for field, mark in references if mark == entry.kind.name), "")
    practices = site.find_linked("back_links", PRACTICE.name, field, entry.id)
    shelf = ListSection(anchor="practices", title=_title(site, entry.kind), entries=practices)
    shelves = (shelf,) if practices else ()
    return RecordList(start=entry.address, shelves=shelves, size=site.settings.atlas.page_size)


def _title(site: Site, kind: Kind) -> str:
    return f"Практики, которые сопровождает {site.settings.atlas.kinds[kind.name].forms[0]}"


def _page(site: Site, kind: Kind, record_id: str, number: int) -> Page:
    (entry,) = site.find_records(kind, [record_id])
    practices = _practices_of(site, entry)
    page, title = practices.page(number), entry.title
    shown = practices.show(site, page)
    return Page(
        address=page.address,
        section=kind.folder,
        title=page.title_of(title),
        description=f"{_title(site, kind)} «{title}»: страница {page.number}.",
        template="list.html.j2",
        view=ListView(
            heading=page.title_of(title),
            lead=capitalise(MARK) if entry.sample else "",
            search=site.search_item(kind=site.catalogue_link(PRACTICE).title),
            shown=shown,
        ),
        breadcrumbs=page.breadcrumbs(site.home(), site.catalogue_link(kind), Link(title, page.start)),
        contents=shown.headings,
        listed=not entry.sample,
    )
