"""Contributors' texts on pages: plain paragraphs, and a safe subset of Markdown.

Two guards in a row: markdown-it-py passes no HTML through, and nh3 keeps only the tags and attributes
listed here.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

OUTWARD_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
WEB_SCHEMES = frozenset({"http", "https"})
_HEADINGS = ("h3", "h4", "h5", "h6")
_BLOCKS = ("blockquote", "br", "hr", "li", "ol", "p", "pre", "ul")
_INLINE = ("a", "code", "em", "s", "strong")
_TABLES = ("table", "tbody", "td", "th", "thead", "tr")
ALLOWED_TAGS = frozenset({*_HEADINGS, *_BLOCKS, *_INLINE, *_TABLES})
ALLOWED_ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
TABLE_CLASS = "atlas-table"
_TOP_HEADING = 3
_LOWEST_HEADING = 6
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "linkify": False})
    .enable(["table", "strikethrough"])
    .disable(["image", "html_block", "html_inline"])
)
_CLEANER = nh3.Cleaner(
    tags=ALLOWED_TAGS,
    attributes=ALLOWED_ATTRIBUTES,
    tag_attribute_values={"table": {"class": {TABLE_CLASS}}},
    url_schemes=OUTWARD_SCHEMES,
    link_rel=None,
)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Return the paragraphs of a plain text, separated by empty lines."""
    blocks = (" ".join(block.split()) for block in (text or "").split("\n\n"))
    return tuple(block for block in blocks if block)


def markdown(text: str | None, *, root: str = "") -> Markup:
    """Render a Markdown text as safe HTML.

    Headings begin at h3 and skip no level. Addresses inside the site are relative to its root; `root` is the
    path from the page to it. Links to anything but the site, the web, a mailbox or a telephone lose their
    address.
    """
    tokens = _MARKDOWN.parse(text or "")
    _level_headings(tokens)
    for token in _links(tokens):
        _rewrite_link(token, root)
    for token in tokens:
        if token.type == "table_open":
            token.attrs = {"class": TABLE_CLASS}
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Markup(_CLEANER.clean(html))  # noqa: S704 - the one place where cleaned HTML becomes markup


def _level_headings(tokens: list[Token]) -> None:
    outline: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while outline and outline[-1] >= token.tag:
                outline.pop()
            outline.append(token.tag)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(_TOP_HEADING - 1 + len(outline), _LOWEST_HEADING)}"


def _links(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield child


def _rewrite_link(token: Token, root: str) -> None:
    address = str(token.attrs.get("href", ""))
    kind = scheme_of(address)
    token.attrs = {}
    if kind in OUTWARD_SCHEMES:
        token.attrs["href"] = address
    elif kind == "" and not address.startswith("//"):
        token.attrs["href"] = root + address.lstrip("/")
    if kind in WEB_SCHEMES:
        token.attrs["rel"] = "noopener"


def scheme_of(address: str) -> str:
    """Return the scheme of an address in lower case; empty for an address inside the site."""
    if ":" not in address and "//" not in address and address.isprintable():
        return ""  # most addresses: a shortcut with the same result
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return "unreadable"
