"""Pages that list records under one heading: what terms, tags and municipalities share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator import addresses
from generator.pages import Heading
from generator.views.items import Branch, Card, Group, Item, Section, present
from generator.views.site import AnyEntry, Site


@dataclass(frozen=True, kw_only=True, slots=True)
class ListView:
    """What `list.html.j2` shows: a heading, what it means, and records by kind.

    `source` names where the meaning comes from; `propose` is the way on when there is nothing yet.
    """

    heading: str
    short: str
    lead: str
    source: str
    sections: Sequence[Section]
    propose: Item
    verticals: Sequence[Branch] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexView:
    """What `index.html.j2` shows: groups of links with the number of records behind each."""

    heading: str
    lead: str
    groups: Sequence[Group]


def by_kind(site: Site, entries: Iterable[AnyEntry]) -> tuple[Section, ...]:
    """Return records in sections, one a kind, in the order of the kinds; no empty ones."""
    cards: dict[str, list[Card]] = {kind.name: [] for kind in site.kinds}
    for entry in entries:
        cards[entry.kind.name].append(site.card(entry))
    return present(
        *(
            Section(
                anchor=kind.folder,
                title=site.catalogue_link(kind).title,
                part="cards",
                body=tuple(cards[kind.name]),
            )
            for kind in site.kinds
        )
    )


def headings(sections: Iterable[Section]) -> tuple[Heading, ...]:
    """Return the contents list of a page made of sections."""
    return tuple(Heading(title=section.title, anchor=section.anchor) for section in sections)


def propose_item() -> Item:
    """Return the way to propose a record."""
    return Item(title="Как предложить запись", address=addresses.PROPOSE)
