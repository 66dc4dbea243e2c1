"""A record as it appears in lists."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.base.russian import format_span
from generator.model.records.common import Record
from generator.site.views.items import Card, CardWords, Item
from generator.site.views.kind_parts import find_part

if TYPE_CHECKING:
    from generator.site.views.site import AnyEntry, Site


KEPT = 2048
"""Number of cached cards, 2 KB each: lists that share records are created one after another."""


class CardBox:
    """Cache of the most recent cards, by address."""

    def __init__(self) -> None:
        """Start with an empty cache."""
        self._cards: OrderedDict[str, Card] = OrderedDict()

    def find(self, site: Site, entry: AnyEntry) -> Card:
        """Return the card of a record, created on first use."""
        cards, address = self._cards, entry.address
        if address in cards:
            cards.move_to_end(address)
        else:
            if len(cards) == KEPT:
                cards.popitem(last=False)
            cards[address] = make_card(site, entry)
        return cards[address]


def make_card(site: Site, entry: AnyEntry) -> Card:
    """Return the card of a record: what all kinds have in common, and what the kind's own view adds."""
    record: Record = entry.record
    kind = site.terms(entry.kind.kind_vocabulary, [record.kind])
    day = (Item(format_span(*record.span)),) if record.span else ()
    place, levels = site.place(entry.kind, record), site.terms("education_levels", record.education_levels)
    part = find_part(entry.kind, "card")
    own: CardWords = part(site, record) if part else CardWords(audience=(*kind, *day))
    subjects = _first(site.terms("subjects", record.subjects))
    about = (*(own.audience or _first(levels)), *subjects, Item(place.title))
    return Card(
        title=record.title,
        address=entry.address,
        summary=record.summary or "",
        kicker=(Item(site.noun(entry.kind)), *kind, *day),
        place=place,
        levels=levels,
        sample=record.sample,
        about=tuple(item for item in about if item.title),
        gist=own.gist or record.summary or "",
        terms=own.terms,
    )


def _first(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the first of some terms, with the number of the others: a card has no room for all."""
    more = f" +{len(items) - 1}" if len(items) > 1 else ""
    return tuple(
        Item(f"{item.title}{more}", short=item.short and f"{item.short}{more}") for item in items[:1]
    )
