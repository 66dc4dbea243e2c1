"""Pages that list records under one heading: what terms, tags and municipalities share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from generator.base.russian import collation_key, count, format_number
from generator.model import addresses
from generator.site.pages import Heading
from generator.site.views.community_tree import Vertical
from generator.site.views.items import Card, Group, Item, Section
from generator.site.views.pagination import Sheet, Turning, sheets
from generator.site.views.site import AnyEntry, Site

NO_LETTER, LATIN = "0–9", "A–Z"


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """Records that stand under a heading of their own in a list, on however many pages."""

    anchor: str
    title: str
    entries: Sequence[AnyEntry]

    @property
    def titled(self) -> str:
        """The heading with the number of all records: it stands on each page that shows some."""
        return f"{self.title}\u00a0— {format_number(len(self.entries))}"


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """All records of a list, shelf after shelf, and how its pages part them."""

    start: str
    shelves: Sequence[Shelf]
    size: int

    @property
    def total(self) -> int:
        """The number of the list's records."""
        return sum(len(shelf.entries) for shelf in self.shelves)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The pages of the list."""
        return sheets(self.start, self.total, self.size)

    def sections(self, site: Site, sheet: Sheet) -> tuple[Section, ...]:
        """Return what a page shows: its part of each shelf that reaches onto it."""
        return tuple(
            Section(anchor=shelf.anchor, title=shelf.titled, part="cards", body=site.cards(shown))
            for before, shelf in self._placed()
            if (shown := shelf.entries[max(0, sheet.span.start - before) : max(0, sheet.span.stop - before)])
        )

    def ways(self, shown: Iterable[Section]) -> tuple[Item, ...]:
        """Return the ways to the shelves that a page with some sections shows nothing of."""
        there = {section.anchor for section in shown}
        apart = (shelf for shelf in self.shelves if shelf.anchor not in there)
        return tuple(Item(title=shelf.titled, address=self.way_to(shelf.anchor)) for shelf in apart)

    def way_to(self, anchor: str) -> str:
        """Return the address where a shelf begins: the page and the anchor.

        Raises:
            StopIteration: there is no such shelf.
        """
        place = next(before for before, shelf in self._placed() if shelf.anchor == anchor)
        return f"{addresses.sheet(self.start, place // self.size + 1)}#{anchor}"

    def _placed(self) -> Iterator[tuple[int, Shelf]]:
        before = 0
        for shelf in self.shelves:
            yield before, shelf
            before += len(shelf.entries)


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """What `list.html.j2` shows: a heading, what it means, and records by kind.

    `source` names where the meaning comes from; `ways` lead to what stands on other pages of the
    list; `propose` is the way on when there is nothing yet.
    """

    heading: str
    short: str = ""
    lead: str = ""
    source: str = ""
    total: str
    search: Item
    ways: Sequence[Item]
    vertical: Vertical | None = None
    sections: Sequence[Section]
    turning: Turning | None
    propose: Item


class Turned(msgspec.Struct, frozen=True, kw_only=True):
    """Cards in a part of a page that goes on, on pages of their own."""

    cards: Sequence[Card]
    turning: Turning | None


class IndexView(msgspec.Struct, frozen=True, kw_only=True):
    """What `index.html.j2` shows: groups of links with the number of records behind each.

    `letters` lead to where each begins, when there are several pages.
    """

    heading: str
    lead: str
    letters: Sequence[Item] = ()
    groups: Sequence[Group]
    turning: Turning | None = None


def listed(site: Site, start: str, entries: Iterable[AnyEntry], *more: Shelf) -> Listed:
    """Return records as a list that begins at an address: a shelf a kind, then further shelves."""
    of_kind: dict[str, list[AnyEntry]] = {kind.name: [] for kind in site.kinds}
    for entry in entries:
        of_kind[entry.kind.name].append(entry)
    by_kind = (
        Shelf(anchor=kind.folder, title=site.catalogue_link(kind).title, entries=of_kind[kind.name])
        for kind in site.kinds
    )
    shelves = tuple(shelf for shelf in (*by_kind, *more) if shelf.entries)
    return Listed(start=start, shelves=shelves, size=site.settings.atlas.page_size)


def records(number: int) -> str:
    """Return a number of records in words."""
    return count(number, "запись", "записи", "записей")


def letter(title: str) -> str:
    """Return the letter under which a title stands; all Latin letters are one, all that are none too."""
    first = collation_key(title)[0][:1].upper()
    if not first.isalpha():
        return NO_LETTER
    return LATIN if first.isascii() else first


def headings(sections: Iterable[Section]) -> tuple[Heading, ...]:
    """Return the contents list of a page made of sections."""
    return tuple(Heading(title=section.title, anchor=section.anchor) for section in sections)


def propose_item() -> Item:
    """Return the way to propose a record."""
    return Item(title="Предложить запись", address=addresses.PROPOSE)
