"""Lets a page of the site be read from a folder: its links lead to files, or to the published site."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Collection
from html.parser import HTMLParser
from urllib.parse import urlsplit

from generator.base.files import INDEX

_LINKS = {"a": "href", "form": "action"}
_OWN = "'self'"
_OWN_FILES = f"{_OWN} file:"
"""From a folder a page's own files have no host: browsers would not take them for its own."""


def rewrite_links(text: str, page: str, pages: Collection[str], site: str) -> str:
    """Return the HTML of a page that works from a folder.

    Args:
        text: the page as it is published.
        page: its address inside the site.
        pages: the addresses of all pages that lie beside it; links to others lead to the site.
        site: the address of the published site.
    """
    rewriter = _LinkRewriter(page, pages, site.rstrip("/") + "/")
    rewriter.feed(text)
    rewriter.close()
    return "".join(rewriter.written)


class _LinkRewriter(HTMLParser):
    """Writes a page again as it is read, with the attributes changed that name other pages."""

    def __init__(self, page: str, pages: Collection[str], site: str) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._page, self._pages, self._site = page, pages, site

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        rewritten = [(name, self._rewrite(tag, name, value)) for name, value in attrs]
        raw = self.get_starttag_text() or ""
        self.written.append(raw if rewritten == attrs else _format_tag(tag, rewritten))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.written.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.written.append(f"<!{decl}>")

    def _rewrite(self, tag: str, name: str, value: str | None) -> str | None:
        if value is None:
            return None
        if tag == "meta" and name == "content" and _OWN in value:
            return value.replace(_OWN, _OWN_FILES)
        return self._resolve(value) if _LINKS.get(tag) == name else value

    def _resolve(self, address: str) -> str:
        """Return where a link leads from a folder."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return address
        path = posixpath.normpath(posixpath.join("/", self._page, parts.path)).lstrip("/")
        if parts.path.endswith("/") or parts.path in {".", ".."}:
            path = f"{path}/" if path else ""
        rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        if path in self._pages:
            return f"{posixpath.relpath('/' + path, '/' + self._page)}/{INDEX}{rest}"
        return f"{self._site}{path}{rest}"


def _format_tag(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    parts = (name if value is None else f'{name}="{html.escape(value)}"' for name, value in attrs)
    return f"<{' '.join([tag, *parts])}>"
