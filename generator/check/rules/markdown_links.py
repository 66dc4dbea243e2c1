"""What Markdown holds, links to and loads: parsed by the parser that renders it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


def targets(text: str, token_type: str, attribute: str) -> Iterator[str]:
    """Yield an attribute of every inline token of a type, as it is written: `link_open` has a `href`."""
    for token in _inline_tokens(blocks(text)):
        if token.type == token_type:
            yield str(token.attrs.get(attribute, ""))


@lru_cache(maxsize=4)
def blocks(text: str) -> Sequence[Token]:
    """Return the tokens of a text's blocks. Rules ask for the same text one after another."""
    return tuple(_parser().parse(text))


def _inline_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    for block in tokens:
        for token in block.children or ():
            yield token
            yield from token.children or ()


class _AnyLink(MarkdownIt):
    """A parser that keeps every link as written: forbidden ones are what is looked for."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the parser's own name
        return isinstance(url, str)

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the parser's own name
        return url


@cache
def _parser() -> MarkdownIt:
    return _AnyLink("commonmark", {"html": False}).enable("table")
