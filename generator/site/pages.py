"""What all pages of the site have in common."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec


class Link(msgspec.Struct, frozen=True):
    """A title and an address: in the site without a leading slash, or a full external address."""

    title: str
    address: str
    note: str = ""


class Heading(msgspec.Struct, frozen=True):
    """An entry in a page's table of contents: an anchor of the page."""

    title: str
    anchor: str


class SearchEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the search index contains of a page besides its text. `filters` are shown values by facet key."""

    filters: Sequence[tuple[str, str]] = ()
    meta: Sequence[tuple[str, str]] = ()
    sort: Sequence[tuple[str, str]] = ()


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a page's preview image: `facts` are labels and values, `atlas` is the atlas's title."""

    title: str
    note: str
    facts: Sequence[tuple[str, str]]
    atlas: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page to be rendered and put into a frame.

    `address` is relative to the site («practices/x/», «» for the home page); `section` is the active tab;
    `template` is rendered with `view` and the page itself; `search` is None for pages that are not in the
    search index; `json_ld` is a list of schema.org objects.
    """

    address: str
    section: str
    title: str
    description: str
    template: str
    view: Any  # depends on the template
    breadcrumbs: Sequence[Link] = ()
    contents: Sequence[Heading] = ()
    updated: str = ""
    json_ld: Sequence[dict[str, Any]] = ()
    search: SearchEntry | None = None
    listed: bool = True
    """Whether search engines should index the page."""
    picture: Picture | None = None
    """The image that messengers show beside the page's address."""
    article: bool = False
    """Whether the page is about a single thing, like that of a record."""

    @property
    def depth(self) -> int:
        """In how many folders the page is: 0 for the home page."""
        return self.address.count("/")

    @property
    def root(self) -> str:
        """Relative path from the page to the site's root: «», «../», «../../»."""
        return "../" * self.depth


class Draft(msgspec.Struct, frozen=True):
    """A page that has not been created yet: its address, and the view that creates it later."""

    address: str
    section: str
    view: Callable[[Any], Page]
    """Called with the page's own `views.site.Site`, its only access to records."""
    place: float = 0
    """The position of its records in the alphabet, from 0 to 1: pages with near positions are created one
    after another, because they share cached records and cards."""
    reads_all: bool = False
    """Whether the page reads all records at once: ten thousand, decoded, take 80 MB."""

    @property
    def depth(self) -> int:
        """In how many folders the page will be: 0 for the home page."""
        return self.address.count("/")
