"""Links and images in Markdown, found by the parser that renders it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAY_LINK = re.compile(r"\]\s*[(\[:]|<[A-Za-z][A-Za-z0-9+.-]*:")
"""Occurs in every text with a link or an image."""
INSIDE = re.compile(r"/?[a-z0-9_-]+(?:/[a-z0-9_-]+)*/(?:#[\w-]+)?")
"""An address inside the atlas."""


def targets(text: str, token_type: str, attribute: str) -> Iterator[str]:
    """Yield an attribute of every inline token of a type, as written: `link_open` has a `href`."""
    for token in _inline_tokens(blocks(text)):
        if token.type == token_type:
            yield str(token.attrs.get(attribute, ""))


def links_inside(text: str) -> Iterator[str]:
    """Yield the addresses inside the atlas that a Markdown text links to."""
    may_link = ("]" in text or "<" in text) and MAY_LINK.search(text)
    return filter(INSIDE.fullmatch, targets(text, "link_open", "href") if may_link else ())


@lru_cache(maxsize=4)
def blocks(text: str) -> Sequence[Token]:
    """Return the block tokens of a text, cached: rules ask for the same text one after another."""
    return tuple(_parser().parse(text))


def _inline_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    for block in tokens:
        for token in block.children or ():
            yield token
            yield from token.children or ()


@cache
def _parser() -> MarkdownIt:
    """Return a parser that keeps every link as written, since forbidden ones are to be found."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - few records have links, tables or deep lists

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = lambda url: isinstance(url, str)  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser
