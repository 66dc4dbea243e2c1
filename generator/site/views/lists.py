"""Pages that list records under one heading: what terms, tags and municipalities share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from generator.base.russian import collation_key, count, format_number
from generator.model import addresses
from generator.site.pages import Heading
from generator.site.views.community_tree import CommunityTree
from generator.site.views.items import Group, Item, Section
from generator.site.views.pagination import PageLinks, PageOfList, paginate
from generator.site.views.site import AnyEntry, Site
from generator.site.views.tracked_catalogue import Relation

NO_LETTER, LATIN = "0–9", "A–Z"


class ListSection(msgspec.Struct, frozen=True, kw_only=True):
    """Records that stand under a heading of their own in a list, on however many pages."""

    anchor: str
    title: str
    entries: Sequence[AnyEntry]

    @property
    def heading(self) -> str:
        """The title with the number of all records: it stands on each page that shows some."""
        return f"{self.title}\u00a0— {format_number(len(self.entries))}"


class RecordList(msgspec.Struct, frozen=True, kw_only=True):
    """All records of a list, shelf after shelf, and how its pages part them."""

    start: str
    shelves: Sequence[ListSection]
    size: int

    @property
    def total(self) -> int:
        """The number of the list's records."""
        return sum(len(shelf.entries) for shelf in self.shelves)

    @property
    def pages(self) -> tuple[PageOfList, ...]:
        """The pages of the list."""
        return paginate(self.start, self.total, self.size)

    def page(self, number: int) -> PageOfList:
        """Return one page of the list; `number` counts from 1."""
        return self.pages[number - 1]

    def show(self, site: Site, page: PageOfList) -> ShownRecords:
        """Return what a page shows: its part of each shelf that reaches onto it."""
        sections = tuple(
            Section(shelf.anchor, shelf.heading, "cards", site.cards(shown))
            for before, shelf in self._with_offsets()
            if (shown := shelf.entries[max(0, page.span.start - before) : max(0, page.span.stop - before)])
        )
        there = {section.anchor for section in sections}
        apart = (shelf for shelf in self.shelves if shelf.anchor not in there)
        return ShownRecords(
            total=records(self.total),
            shelves=tuple(Item(shelf.heading, self.address_of(shelf.anchor)) for shelf in apart),
            sections=sections,
            pages=page.links,
        )

    def address_of(self, anchor: str) -> str:
        """Return the address where a shelf begins: the page and the anchor.

        Raises:
            StopIteration: there is no such shelf.
        """
        place = next(before for before, shelf in self._with_offsets() if shelf.anchor == anchor)
        return f"{addresses.sheet(self.start, place // self.size + 1)}#{anchor}"

    def _with_offsets(self) -> Iterator[tuple[int, ListSection]]:
        before = 0
        for shelf in self.shelves:
            yield before, shelf
            before += len(shelf.entries)


class ShownRecords(msgspec.Struct, frozen=True, kw_only=True):
    """What one page of a list shows of it; `shelves` lead to what stands on other pages."""

    total: str
    shelves: Sequence[Item]
    sections: Sequence[Section]
    pages: PageLinks | None

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The contents list of the page."""
        return tuple(Heading(section.title, section.anchor) for section in self.sections)


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """What `list.html.j2` shows: a heading, what it means and where that comes from, records by kind."""

    heading: str
    short: str = ""
    lead: str = ""
    source: str = ""
    search: Item
    tree: CommunityTree | None = None
    shown: ShownRecords


class IndexView(msgspec.Struct, frozen=True, kw_only=True):
    """What `index.html.j2` shows: groups of links with the number of records behind each.

    `letters` lead to where each begins, when there are several pages.
    """

    heading: str
    lead: str
    letters: Sequence[Item] = ()
    groups: Sequence[Group]
    pages: PageLinks | None = None


def list_linked(
    site: Site, start: str, relation: Relation, *name: str, more: Sequence[ListSection] = ()
) -> RecordList:
    """Return the records of a relation as a list that begins at an address: a shelf a kind, then `more`."""
    groups = site.linked_by_kind(relation, *name)
    by_kind = (
        ListSection(anchor=kind.folder, title=site.catalogue_link(kind).title, entries=groups[kind.name])
        for kind in site.kinds
        if kind.name in groups
    )
    shelves = tuple(shelf for shelf in (*by_kind, *more) if shelf.entries)
    return RecordList(start=start, shelves=shelves, size=site.settings.atlas.page_size)


def records(number: int) -> str:
    """Return a number of records in words."""
    return count(number, "запись", "записи", "записей")


def letter(title: str) -> str:
    """Return the letter under which a title stands; all Latin letters are one, all that are none too."""
    first = collation_key(title)[0][:1].upper()
    if not first.isalpha():
        return NO_LETTER
    return LATIN if first.isascii() else first
