"""What templates show: small frozen values that pages consist of."""

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.base.markdown import OUTWARD_SCHEMES, scheme_of
from generator.base.russian import uncapitalise
from generator.model.tally import MARK, Tally

_FEWEST_CAPITALS = 2
_MOST_COLUMNS = 6


class Item(msgspec.Struct, frozen=True):
    """A name with an optional link: a term, a place, a record, a contact.

    `address` is relative to the site, an anchor of the page («#steps») or a full external address.
    """

    title: str
    address: str = ""
    short: str = ""
    note: str = ""

    @property
    def abbreviated(self) -> bool:
        """Whether the short title is an abbreviation, which readers need to see in full."""
        return sum(letter.isupper() for letter in self.short) >= _FEWEST_CAPITALS

    @property
    def outside(self) -> bool:
        """Whether the item leads to another site."""
        return scheme_of(self.address) in OUTWARD_SCHEMES

    @property
    def mails(self) -> bool:
        """Whether the item is an e-mail address."""
        return self.address.startswith("mailto:")

    def href(self, root: str) -> str:
        """Return the address for a page; `root` is the relative path from the page to the site's root."""
        if self.outside or self.address.startswith("#"):
            return self.address
        return root + self.address or "./"


class Fact(msgspec.Struct, frozen=True):
    """A key fact of a record: a label and rows of items, each row on its own line."""

    label: str
    rows: Sequence[Sequence[Item]]


class Card(msgspec.Struct, frozen=True):
    """A record in a list. `kicker` says what it is, `place` where, `levels` for which levels of education.

    `about` is above the title: for whom, on what, where. `gist` is the line below it: the result, or the
    summary. `terms` say what it requires.
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
    """What a kind's view adds to a card: the audience, the gist, what the record requires."""

    audience: Sequence[Item] = ()
    gist: str = ""
    terms: Sequence[str] = ()


class Section(msgspec.Struct, frozen=True):
    """A part of a page with a heading.

    `part` is the macro of `parts.html.j2` that shows `body`; the bodies of `sections` and `folded` are
    smaller sections.
    """

    anchor: str
    title: str
    part: str
    body: Any  # depends on the macro


class SectionsView(msgspec.Struct, frozen=True, kw_only=True):
    """What `sections_page.html.j2` shows: a lead, links, sentences, and the sections.

    If the page `is_long`, they are collapsed.
    """

    lead: str
    ways: Sequence[Item] = ()
    notes: Sequence[str] = ()
    sections: Sequence[Section]
    is_long: bool = False


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a kind's catalogue: documents of a level, events of a month."""

    anchor: str
    title: str
    entries: Sequence[Any]


class Counted(msgspec.Struct, frozen=True):
    """A link to a list, and the number of its records."""

    item: Item
    tally: Tally


class CountedGroup(msgspec.Struct, frozen=True):
    """Links to lists under a title."""

    title: str
    items: Sequence[Counted]
    anchor: str = ""


class Group(msgspec.Struct, frozen=True):
    """Items under a title: a part of a list."""

    title: str
    items: Sequence[Item]
    anchor: str = ""

    @property
    def count_of_records(self) -> str:
        """Number of records in words, samples apart: «2 записи и 1 учебный пример», «1 учебный пример»."""
        tally = Tally.of(item.note == MARK for item in self.items)
        return tally.words("запись", "записи", "записей") if tally.real else tally.sample_words


class ShownTable(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of cells with column titles; a cell contains items. The first cell of a row is its heading.

    `title` is for screen readers, `caption` is visible, `notes` are sentences below the table.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Sequence[Item]]]
    caption: str = ""
    notes: Sequence[str] = ()

    @property
    def is_wide(self) -> bool:
        """Whether the table has too many columns for the width of a page."""
        return len(self.columns) > _MOST_COLUMNS


def drop_empty_sections(*sections: Section) -> tuple[Section, ...]:
    """Return the sections that are not empty."""
    return tuple(section for section in sections if section.body)


def drop_empty_rows(*facts: Fact) -> tuple[Fact, ...]:
    """Return the facts without empty rows; facts without rows are dropped."""
    whole = (Fact(fact.label, tuple(row for row in fact.rows if row)) for fact in facts)
    return tuple(fact for fact in whole if fact.rows)


def label_items(of_what: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items with a label, if the title alone would be unclear: «этап: размещена»."""
    return tuple(Item(f"{of_what}: {uncapitalise(item.title)}", item.address) for item in items)
