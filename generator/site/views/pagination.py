"""Pagination: what each page of a long list shows, and the links to the other pages."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

import msgspec

from generator.model import addresses
from generator.site.pages import Link

NEAR = 2
"""How many pages before and after the present one have links."""

T = TypeVar("T")


class PageLinks(msgspec.Struct, frozen=True, kw_only=True):
    """Links to a list's other pages; `pages` holds (number, address, whether it is this one).

    Of many pages the first, the last and those near this one are shown.
    """

    previous: str
    next: str
    pages: Sequence[tuple[int, str, bool]]


class PageOfList(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list: the one with a `number` of all up to `last`, which show `size` entries each.

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
        """Whether the page is the one that says what the list is of."""
        return self.number == 1

    @property
    def span(self) -> range:
        """The places of the page's entries in the list."""
        return range((self.number - 1) * self.size, self.number * self.size)

    def slice_of(self, entries: Sequence[T]) -> Sequence[T]:
        """Return those entries of the list that the page shows."""
        return entries[self.span.start : self.span.stop]

    def title_of(self, title: str) -> str:
        """Return the list's title, with the page's number on all pages but the first."""
        return title if self.is_first else f"{title}, страница {self.number}"

    def breadcrumbs(self, *crumbs: Link) -> tuple[Link, ...]:
        """Return the breadcrumbs of the list with the page's own at their end."""
        own = Link(f"Страница {self.number}", self.address)
        return crumbs if self.is_first else (*crumbs, own)

    @property
    def links(self) -> PageLinks | None:
        """The links to the other pages; None when there are none."""
        if self.last == 1:
            return None
        near = range(max(1, self.number - NEAR), min(self.last, self.number + NEAR) + 1)
        return PageLinks(
            previous="" if self.is_first else addresses.sheet(self.start, self.number - 1),
            next="" if self.number == self.last else addresses.sheet(self.start, self.number + 1),
            pages=tuple(
                (number, addresses.sheet(self.start, number), number == self.number)
                for number in sorted({1, *near, self.last})
            ),
        )


def paginate(start: str, total: int, size: int) -> tuple[PageOfList, ...]:
    """Return the pages of a list of `total` entries; an empty list has one page too."""
    last = max(1, ceil(total / size))
    return tuple(
        PageOfList(start=start, number=number, last=last, size=size) for number in range(1, last + 1)
    )
