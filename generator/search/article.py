"""Article: what Pagefind is told of a page beside the page itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages import Page
from generator.search.aliases import Aliases

MARKER = "zaliasz"
"""Stands before the aliases in the index: excerpts end before it."""
FORMS = "zformsz"
"""Stands before other forms of words: the dictionary ends before it, for some of them do not exist."""

END = "<!-- search-ends -->"
"""Stands in a template's output before what is not the page's own: related records, how to cite."""

_NO_VALUE = "0"
"""Pages without a value would vanish from sorted results."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """A page for Pagefind. `aliases` are the words that are indexed with it and not shown.

    `own` is the part of the content that is indexed, `rest` what follows it.
    """

    own: Markup
    rest: Markup

    filters: Sequence[tuple[str, str]]
    meta: Sequence[tuple[str, str]]
    sort: Sequence[tuple[str, str]]
    aliases: str


class Articles:
    """Makes articles for the pages of one atlas."""

    def __init__(self, aliases: Aliases) -> None:
        """Keep the aliases of the atlas."""
        self._aliases = aliases

    def of(self, page: Page, content: Markup) -> Article | None:
        """Return what Pagefind is told of a page; None for a page that search leaves out."""
        if page.search is None:
            return None
        meta = dict(page.search.meta)
        meta.setdefault("title", page.title)
        own, _, rest = content.partition(END)
        told = " ".join((*meta.values(), *(value for _, value in page.search.filters), own.striptags()))
        return Article(
            own=own,
            rest=rest,
            filters=page.search.filters,
            meta=tuple((meta | self._keys(meta)).items()),
            sort=tuple((key, value or _NO_VALUE) for key, value in page.search.sort),
            aliases=self._hidden(told),
        )

    def _hidden(self, told: str) -> str:
        found = self._aliases.of(told)
        return " ".join((MARKER, *found.aliases, FORMS, *found.forms))

    def _keys(self, meta: Mapping[str, str]) -> dict[str, str]:
        """Return the aliases of a record's title and, if it is a bare abbreviation, of its short title."""
        short = meta.get("short", "")
        names = {"keys": meta["title"], "names": "" if " " in short else short}
        found = {key: self._aliases.of(name) for key, name in names.items()}
        words = {key: " ".join((*hidden.aliases, *hidden.forms)) for key, hidden in found.items()}
        return {key: text for key, text in words.items() if text}
