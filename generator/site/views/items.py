"""What templates show: small frozen values that every page is put together from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.base.markdown import OUTWARD_SCHEMES, scheme_of
from generator.model.tally import Tally

_FEWEST_CAPITALS = 2
_MOST_COLUMNS = 6


class Item(msgspec.Struct, frozen=True):
    """A name that may lead somewhere: a term, a place, a record, a contact.

    `address` is inside the site, an anchor of the page («#steps») or a whole outside address.
    """

    title: str
    address: str = ""
    short: str = ""
    note: str = ""

    @property
    def abbreviated(self) -> bool:
        """Whether the short title is an abbreviation, which needs to be spelt out for readers."""
        return sum(letter.isupper() for letter in self.short) >= _FEWEST_CAPITALS

    @property
    def outside(self) -> bool:
        """Whether the item leads away from the site."""
        return scheme_of(self.address) in OUTWARD_SCHEMES

    def href(self, root: str) -> str:
        """Return the address as a page writes it; `root` is the way from the page to the site's root."""
        if self.outside or self.address.startswith("#"):
            return self.address
        return root + self.address or "./"


class Fact(msgspec.Struct, frozen=True):
    """One key fact of a record: a label and rows of items, each row on a line of its own."""

    label: str
    rows: Sequence[Sequence[Item]]


class Card(msgspec.Struct, frozen=True):
    """A record in a list. `kicker` says what it is, `place` where, `levels` for which education.

    `about` stands above the title: for whom, of what, where. `gist` is the line below: what changed, or the
    summary. `terms` say what it takes.
    """

    title: str
    address: str
    summary: str
    kicker: Sequence[Item]
    place: Item
    levels: Sequence[Item] = ()
    sample: bool = False
    about: Sequence[Item] = ()
    gist: str = ""
    terms: Sequence[str] = ()


class CardWords(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind's view says of a record on its card: for whom it is, the gist, what it takes."""

    audience: Sequence[Item] = ()
    gist: str = ""
    terms: Sequence[str] = ()


class Section(msgspec.Struct, frozen=True):
    """A part of a page with a heading.

    `part` names the macro of `parts.html.j2` that shows `body`; the body of `sections` and of `folded` are
    smaller sections.
    """

    anchor: str
    title: str
    part: str
    body: Any  # each part's macro knows its own type


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a kind's catalogue: documents of a level, events of a month."""

    anchor: str
    title: str
    entries: Sequence[Any]


class Counted(msgspec.Struct, frozen=True):
    """A way to a list, and how many records the list holds."""

    item: Item
    tally: Tally


class CountedGroup(msgspec.Struct, frozen=True):
    """Ways to lists under a title."""

    title: str
    items: Sequence[Counted]
    anchor: str = ""


class Group(msgspec.Struct, frozen=True):
    """Items under a title: a part of a list."""

    title: str
    items: Sequence[Item]
    anchor: str = ""


class ShownTable(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of cells under titles of columns; a cell holds items. The first cell of a row names it.

    `title` names the table for who hears the page, `caption` is shown, `notes` are sentences below.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Sequence[Item]]]
    caption: str = ""
    notes: Sequence[str] = ()

    @property
    def is_wide(self) -> bool:
        """Whether the table has more columns than a page has room for."""
        return len(self.columns) > _MOST_COLUMNS


def drop_empty_sections(*sections: Section) -> tuple[Section, ...]:
    """Return the sections that have something to show."""
    return tuple(section for section in sections if section.body)


def drop_empty_rows(*facts: Fact) -> tuple[Fact, ...]:
    """Return the facts without empty rows, and without those that have no rows left."""
    whole = (Fact(fact.label, tuple(row for row in fact.rows if row)) for fact in facts)
    return tuple(fact for fact in whole if fact.rows)


def label_items(of_what: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items that say what they are of, where a title alone would not: «этап: размещена»."""
    return tuple(Item(f"{of_what}: {item.title[:1].lower()}{item.title[1:]}", item.address) for item in items)
