"""Lists of records on one or more pages, for terms, tags and municipalities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TypeVar

import msgspec

from generator.base.russian import collation_key
from generator.model import addresses
from generator.model.tally import Tally
from generator.site.pages import Heading, Link
from generator.site.views.community_tree import CommunityTree
from generator.site.views.facets import ListChoice
from generator.site.views.items import CountedGroup, Item, Section
from generator.site.views.site import Site
from generator.site.views.subject import GradeCount, NearestCommunity
from generator.site.views.tracked_catalogue import Relation, TrackedEntries

NO_LETTER, LATIN = "0–9", "A–Z"
NEAR = 2
"""How many pages before and after the current one are linked."""

T = TypeVar("T")


class PageOfList(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list: `number` counts up to `last`, each page has up to `size` entries.

    `start` is the address of the first one.
    """

    start: str
    number: int
    last: int
    size: int

    @property
    def address(self) -> str:
        """Address of the page."""
        return addresses.sheet(self.start, self.number)

    @property
    def is_first(self) -> bool:
        """Whether the page is the first one, which introduces the list."""
        return self.number == 1

    @property
    def span(self) -> range:
        """The indices of the page's entries in the list."""
        return range((self.number - 1) * self.size, self.number * self.size)

    @property
    def place(self) -> float:
        """The page's position in the list, from 0 to 1."""
        return self.number / self.last

    def slice_of(self, entries: Sequence[T]) -> Sequence[T]:
        """Return the entries of the list that are on the page."""
        return entries[self.span.start : self.span.stop]

    def title_of(self, title: str) -> str:
        """Return the list's title, with the page's number on all pages but the first."""
        return title if self.is_first else f"{title}, страница {self.number}"

    def breadcrumbs(self, *crumbs: Link) -> tuple[Link, ...]:
        """Return the breadcrumbs of the list, with the page's own at the end."""
        own = Link(f"Страница {self.number}", self.address)
        return crumbs if self.is_first else (*crumbs, own)

    @property
    def linked(self) -> Sequence[int]:
        """The numbers of the linked pages: the first, the last and those near this one."""
        near = range(max(1, self.number - NEAR), min(self.last, self.number + NEAR) + 1)
        return sorted({1, *near, self.last})

    def address_of(self, number: int) -> str:
        """Return the address of a page of the list."""
        return addresses.sheet(self.start, number)


def paginate(start: str, total: int, size: int) -> tuple[PageOfList, ...]:
    """Return the pages of a list of `total` entries; an empty list has one page too."""
    last = max(1, ceil(total / size))
    return tuple(
        PageOfList(start=start, number=number, last=last, size=size) for number in range(1, last + 1)
    )


class ListSection(msgspec.Struct, frozen=True, kw_only=True):
    """Records under a heading of their own in a list, on one or more pages.

    In a `mixed` section each record shows its kind.
    """

    anchor: str
    title: str
    entries: TrackedEntries
    mixed: bool = False

    @property
    def heading(self) -> str:
        """The title with the number of all records, on each page with some of them."""
        return f"{self.title}\u00a0— {self.entries.tally.brief}"


class RecordList(msgspec.Struct, frozen=True, kw_only=True):
    """All records of a list, shelf by shelf, and how they are divided into pages."""

    start: str
    shelves: Sequence[ListSection]
    size: int

    @property
    def total(self) -> int:
        """The number of the list's records."""
        return sum(len(shelf.entries) for shelf in self.shelves)

    @property
    def tally(self) -> Tally:
        """How many of the list's records are real, and how many are samples."""
        tallies = [shelf.entries.tally for shelf in self.shelves]
        return Tally(sum(one.real for one in tallies), sum(one.samples for one in tallies))

    @property
    def pages(self) -> tuple[PageOfList, ...]:
        """The pages of the list."""
        return paginate(self.start, self.total, self.size)

    def page(self, number: int) -> PageOfList:
        """Return one page of the list; `number` starts from 1."""
        return self.pages[number - 1]

    def show(self, site: Site, page: PageOfList) -> ShownRecords:
        """Return what a page shows: its part of each shelf."""
        sections = tuple(
            Section(shelf.anchor, shelf.heading, "mixed" if shelf.mixed else "cards", site.cards(shown))
            for before, shelf in self._with_offsets()
            if (shown := shelf.entries[max(0, page.span.start - before) : max(0, page.span.stop - before)])
        )
        there = {section.anchor for section in sections}
        apart = (shelf for shelf in self.shelves if shelf.anchor not in there)
        return ShownRecords(
            total=self.tally.words("запись", "записи", "записей"),
            shelves=tuple(Item(shelf.heading, self.address_of(shelf.anchor)) for shelf in apart),
            sections=sections,
            page=page,
        )

    def address_of(self, anchor: str) -> str:
        """Return the address at which a shelf begins: the page and the anchor.

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
    """What one page of a list shows; `shelves` link to those on other pages."""

    total: str
    shelves: Sequence[Item]
    sections: Sequence[Section]
    page: PageOfList

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The table of contents of the page."""
        return tuple(Heading(section.title, section.anchor) for section in self.sections)


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """What `list.html.j2` shows: a heading with its definition and source, records by kind."""

    heading: str
    short: str = ""
    lead: str = ""
    source: str = ""
    defined_by: str = ""
    search: Item
    choice: ListChoice | None = None
    """The filters of the list; without them, `search` links to those of search."""
    coming: Sequence[Section] = ()
    grades: Sequence[GradeCount] = ()
    tree: CommunityTree | None = None
    tree_after: str = ""
    """The section of records after which the tree is shown; by default after all of them."""
    nearest: Sequence[NearestCommunity] = ()
    """The community of the tree that is nearest to each municipality."""
    shown: ShownRecords


class IndexView(msgspec.Struct, frozen=True, kw_only=True):
    """What `index.html.j2` shows: groups of links with the number of records behind each.

    `letters` link to where each begins, if there are several pages.
    """

    heading: str
    lead: str
    letters: Sequence[Item] = ()
    groups: Sequence[CountedGroup]
    page: PageOfList | None = None


def list_linked(
    site: Site, start: str, relation: Relation, *name: str, more: Sequence[ListSection] = ()
) -> RecordList:
    """Return the records of a relation as a list that begins at an address: a shelf per kind, then `more`."""
    groups = site.linked_by_kind(relation, *name)
    by_kind = (
        ListSection(anchor=kind.folder, title=site.catalogue_link(kind).title, entries=groups[kind.name])
        for kind in site.kinds
        if kind.name in groups
    )
    shelves = tuple(shelf for shelf in (*by_kind, *more) if shelf.entries)
    return RecordList(start=start, shelves=shelves, size=site.settings.atlas.page_size)


def letter(title: str) -> str:
    """Return the letter under which a title is listed; Latin letters share a heading, so do non-letters."""
    first = collation_key(title)[0][:1].upper()
    if not first.isalpha():
        return NO_LETTER
    return LATIN if first.isascii() else first
