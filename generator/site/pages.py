"""What every page of the site has, whatever it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec


class Link(msgspec.Struct, frozen=True):
    """A title and an address: inside the site without a leading slash, or a whole outside address."""

    title: str
    address: str
    note: str = ""


class Heading(msgspec.Struct, frozen=True):
    """An entry of a page's contents list: an anchor of the page."""

    title: str
    anchor: str


class SearchEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What search knows of a page beside its text. `filters` are shown values by facet key."""

    filters: Sequence[tuple[str, str]] = ()
    meta: Sequence[tuple[str, str]] = ()
    sort: Sequence[tuple[str, str]] = ()


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What the picture of a page's link shows: `facts` are labels and what is told, `atlas` whose it is."""

    title: str
    note: str
    facts: Sequence[tuple[str, str]]
    atlas: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page to be rendered and put into a frame.

    `address` is inside the site («practices/x/», «» for the home page); `section` names the tab
    that is active; `template` is rendered with `view` and the page itself; `search` is None for
    pages that search does not index; `json_ld` is a list of schema.org objects.
    """

    address: str
    section: str
    title: str
    description: str
    template: str
    view: Any  # each template knows its own view type
    breadcrumbs: Sequence[Link] = ()
    contents: Sequence[Heading] = ()
    updated: str = ""
    json_ld: Sequence[dict[str, Any]] = ()
    search: SearchEntry | None = None
    listed: bool = True
    """Whether search engines are told of the page."""
    picture: Picture | None = None
    """What messengers show beside the page's address."""
    article: bool = False
    """Whether the page tells of one thing, as that of a record does."""

    @property
    def depth(self) -> int:
        """How many folders deep the page is: 0 for the home page."""
        return self.address.count("/")

    @property
    def root(self) -> str:
        """Relative way from the page to the site's root: «», «../», «../../»."""
        return "../" * self.depth


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that is not made yet: where it will stand, and the view that makes it when its turn comes."""

    address: str
    section: str
    view: Callable[[Any], Page] = field(repr=False)
    """Takes the page's own `views.site.Site`, through which alone it reaches records."""
    place: float = 0
    """Where its records stand in the alphabet, from 0 to 1: pages near by are made one after another, so that
    records and cards that they share are at hand."""
    reads_all: bool = False
    """Whether the page looks into all records at once: ten thousand, unpacked, take eighty megabytes."""

    @property
    def depth(self) -> int:
        """How many folders deep the page will be: 0 for the home page."""
        return self.address.count("/")
