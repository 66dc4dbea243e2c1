"""What search indexes of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

import msgspec
from markupsafe import Markup

from generator.site.pages import Page
from generator.site.search.aliases import Aliases

MARKER = "zaliasz"
"""Marks the beginning of the aliases: excerpts end before it."""
FORMS = "zformsz"
"""Marks the beginning of word forms, which may be no words: the dictionary ends before it."""

END = "<!-- search-ends -->"
"""In a template's output: the end of the page's own text; related records and the citation follow."""

_UNREAD = "footer|form|iframe|label|nav|noscript|script|style|svg|template"
_INLINE = "a|abbr|b|cite|code|em|i|img|q|small|span|strong|sub|sup|time"
_WRAPPER = "article|aside|dl|figure|header|hr|main|ol|section|table|tbody|thead|tr|ul"
_NOISE = re.compile(rf"<({_UNREAD})\b.*?</\1>|</?(?:{_INLINE}|{_WRAPPER})\b[^>]*>|<!--.*?-->", re.DOTALL)
_ATTRIBUTES = re.compile(r'<(\w+)\s(?:[^>]*?(?<=\s)(id="[^"]*"))?[^>]*>')
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\s{2,}")


class SearchText(msgspec.Struct, frozen=True, kw_only=True):
    """The indexed text of a page.

    `own` is its text with headings, `aliases` are hidden words, `meta` is what results show and what
    weighs more than the text.
    """

    own: Markup
    meta: Sequence[tuple[str, str]]
    aliases: str


class SearchTexts:
    """Extracts the indexed texts of the pages of one atlas."""

    def __init__(self, aliases: Aliases) -> None:
        """Keep the aliases of the atlas."""
        self._aliases = aliases

    def make(self, page: Page, own: Markup) -> SearchText | None:
        """Return the indexed text of a page; None for a page that search leaves out.

        `own` is what was rendered of it, up to `END`.
        """
        if page.search is None:
            return None
        meta = dict(page.search.meta)
        meta.setdefault("title", page.title)
        bare = strip_markup(own)
        plain = unescape(_TAG.sub("", bare))  # `Markup.striptags` does the same, in quadratic time
        text = " ".join((*meta.values(), *(value for _, value in page.search.filters), plain))
        hidden = self._aliases.find(text)
        aliases = " ".join((MARKER, *hidden.aliases, FORMS, *hidden.forms))
        return SearchText(own=bare, meta=tuple((meta | self._keys(meta)).items()), aliases=aliases)

    def _keys(self, meta: Mapping[str, str]) -> dict[str, str]:
        """Return the aliases of a record's title and, if it is a bare abbreviation, of its short title."""
        short = meta.get("short", "")
        names = {"keys": meta["title"], "names": "" if " " in short else short}
        found = {key: self._aliases.find(name) for key, name in names.items()}
        words = {key: " ".join((*hidden.aliases, *hidden.forms)) for key, hidden in found.items()}
        return {key: text for key, text in words.items() if text}


def strip_markup(html: Markup) -> Markup:
    """Return markup without what an index ignores: Pagefind reads it several times faster.

    What separates sentences stays, and headings with their anchors.
    """
    bare = _ATTRIBUTES.sub(_with_anchor, _NOISE.sub("", html))
    return Markup(_BLANK.sub("\n", bare))  # noqa: S704 - what was markup, with less of it


def _with_anchor(tag: re.Match[str]) -> str:
    return f"<{tag[1]} {tag[2]}>" if tag[2] else f"<{tag[1]}>"
