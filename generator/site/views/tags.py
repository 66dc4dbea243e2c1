"""The index of tags and a page of every tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from generator.model import addresses
from generator.site.pages import Draft, Link, Page
from generator.site.views.items import Group, Item
from generator.site.views.lists import (
    IndexView,
    Listed,
    ListView,
    headings,
    letter,
    listed,
    propose_item,
    records,
)
from generator.site.views.pagination import Sheet, sheets
from generator.site.views.site import Site
from generator.site.views.tracked_catalogue import key_of

HEADING = "Метки"
SECTION = "subjects"
LEAD = "Слова, которыми авторы сами отметили свои записи."
ON_PAGE = 600
"""Tags on a page of their index."""


def tag_drafts(site: Site) -> Iterator[Draft]:
    """Return the drafts of the index of tags and of the pages of every tag of a public record."""
    tags = site.names("by_tag")
    for sheet in sheets(addresses.TAGS, len(tags), ON_PAGE):
        yield site.draft(
            address=sheet.address,
            section=SECTION,
            make=partial(_index, site, tags, sheet),
            reads=[key_of("by_tag")],
        )
    for tag in tags:
        found = listed(site, site.tag_addresses[tag], site.linked("by_tag", tag))
        for sheet in found.sheets:
            make = partial(_tag_page, site, tag, found, sheet)
            yield site.draft(
                address=sheet.address,
                section=SECTION,
                make=make,
                reads=[key_of("by_tag"), key_of("by_tag", tag)],
            )


def _index(site: Site, tags: Sequence[str], sheet: Sheet) -> Page:
    title = sheet.titled(HEADING)
    return Page(
        address=sheet.address,
        section=SECTION,
        title=title,
        description=f"{title}. {LEAD}",
        template="index.html.j2",
        view=IndexView(
            heading=title,
            lead=LEAD,
            letters=_letters(tags, sheet) if sheet.turning else (),
            groups=_groups(site, sheet.of(tags)),
            turning=sheet.turning,
        ),
        breadcrumbs=sheet.crumbs(site.home(), _index_link()),
    )


def _groups(site: Site, tags: Sequence[str]) -> tuple[Group, ...]:
    letters: dict[str, list[Item]] = {}
    for tag in tags:
        item = Item(
            title=site.tag_title(tag),
            address=site.tag_addresses[tag],
            note=str(len(site.linked("by_tag", tag))),
        )
        letters.setdefault(letter(tag), []).append(item)
    return tuple(
        Group(title=title, items=tuple(items), anchor=_anchor(title)) for title, items in letters.items()
    )


def _letters(tags: Sequence[str], sheet: Sheet) -> tuple[Item, ...]:
    """Return the ways to where each letter begins, on whichever page."""
    first: dict[str, int] = {}
    for place, tag in enumerate(tags):
        first.setdefault(letter(tag), place // sheet.size + 1)
    return tuple(
        Item(title=title, address=f"{addresses.sheet(sheet.start, number)}#{_anchor(title)}")
        for title, number in first.items()
    )


def _anchor(title: str) -> str:
    return f"letter-{ord(title[0])}"


def _index_link() -> Link:
    return Link(title=HEADING, address=addresses.TAGS)


def _tag_page(site: Site, tag: str, found: Listed, sheet: Sheet) -> Page:
    shown, sections = site.tag_title(tag), found.sections(site, sheet)
    title = sheet.titled(f"Метка «{shown}»")
    return Page(
        address=sheet.address,
        section=SECTION,
        title=title,
        description=f"{title}: {records(found.total)} в атласе.",
        template="list.html.j2",
        view=ListView(
            heading=title,
            total=records(found.total),
            search=site.sought(q=shown),
            ways=found.ways(sections),
            sections=sections,
            turning=sheet.turning,
            propose=propose_item(),
        ),
        breadcrumbs=sheet.crumbs(site.home(), _index_link(), Link(title=shown, address=sheet.start)),
        contents=headings(sections) if len(sections) > 1 else (),
    )
