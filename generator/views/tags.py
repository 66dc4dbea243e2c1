"""The index of tags and a page of every tag."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.pages import Link, Page
from generator.views.items import Group, Item
from generator.views.lists import IndexView, ListView, by_kind, headings, propose_item
from generator.views.site import Site
from generator.wording import collation_key, count

HEADING = "Метки"
LEAD = "Слова, которыми авторы сами отметили свои записи."


def tag_pages(site: Site) -> Iterator[Page]:
    """Return the index of tags and a page of every tag of a public record."""
    yield _index(site)
    for tag in site.catalogue.links.by_tag:
        yield _tag_page(site, tag)


def _index(site: Site) -> Page:
    letters: dict[str, list[Item]] = {}
    by_tag = site.catalogue.links.by_tag
    for tag in sorted(by_tag, key=collation_key):
        item = Item(title=site.tag_title(tag), address=site.tag_addresses[tag], note=str(len(by_tag[tag])))
        letters.setdefault(collation_key(tag)[0][:1].upper(), []).append(item)
    groups = tuple(Group(title=letter, items=tuple(items)) for letter, items in letters.items())
    return Page(
        address=addresses.TAGS,
        section="subjects",
        title=HEADING,
        description=f"{HEADING}. {LEAD}",
        template="index.html.j2",
        view=IndexView(heading=HEADING, lead=LEAD, groups=groups),
        breadcrumbs=(site.home(), _index_link()),
    )


def _index_link() -> Link:
    return Link(title=HEADING, address=addresses.TAGS)


def _tag_page(site: Site, tag: str) -> Page:
    entries, address = site.catalogue.links.by_tag[tag], site.tag_addresses[tag]
    sections, shown = by_kind(site, entries), site.tag_title(tag)
    title = f"Метка «{shown}»"
    found = count(len(entries), "запись", "записи", "записей")
    return Page(
        address=address,
        section="subjects",
        title=title,
        description=f"{title}: {found} в атласе.",
        template="list.html.j2",
        view=ListView(heading=title, short="", lead="", source="", sections=sections, propose=propose_item()),
        breadcrumbs=(site.home(), _index_link(), Link(title=shown, address=address)),
        contents=headings(sections) if len(sections) > 1 else (),
    )
