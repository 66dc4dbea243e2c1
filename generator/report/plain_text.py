"""Converts a report from Markdown to plain text: what forges fold gets a heading of its own."""

import html
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from generator.report.markdown import JOINER

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_WIDTH = 98
_SUMMARY = re.compile(r"<summary>(.*?)</summary>", re.DOTALL)
_LINES: Mapping[str, str] = {"h1": "=", "h2": "=", "h3": "-"}
"""Characters that underline a heading."""
_TAGS: Mapping[str, str] = {
    "<br>": "\n",
    "<del>": "[было: ",
    "</del>": "]",
    "<ins>": "[стало: ",
    "</ins>": "]",
}
_STEP = "  "
SAME = "то же"
"""Content of a cell that says the same as the one before it."""


def plain_text(markdown: str) -> str:
    """Convert Markdown made by a report template to plain text, with a final newline."""
    tree = SyntaxTreeNode(_MARKDOWN.parse(markdown))
    blocks = ("\n".join(_block(node)) for node in tree.children)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _block(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type == "html_block":
        yield from (f"[{_plain(' '.join(found.split()))}]" for found in _SUMMARY.findall(node.content))
    elif node.type == "heading":
        title = _inline(node)
        yield title
        if node.tag in _LINES:
            yield _LINES[node.tag] * min(len(title), _WIDTH)
    elif node.type == "table":
        yield from _table(node)
    elif node.type.endswith("_list"):
        yield from _list(node)
    elif node.type == "hr":
        yield "-" * 3
    else:
        yield from _wrap(_inline(node))


def _list(node: SyntaxTreeNode) -> Iterator[str]:
    for item in node.children:
        lines = [line for child in item.children for line in _block(child)]
        yield from (f"{'- ' if not number else _STEP}{line}" for number, line in enumerate(lines))


def _table(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield the rows as lines: the first column labels the second; a third is labelled by its heading."""
    head, *rows = [row for part in node.children for row in part.children]
    titles = [_inline(cell) for cell in head.children]
    for row in rows:
        name, *cells = [_inline(cell) for cell in row.children]
        if len(cells) == 1:
            yield from _name_lines(name, cells[0])
            continue
        if cells[1:] == [SAME]:
            yield from _name_lines(f"{name} (в обеих)", cells[0])
            continue
        yield f"{name}:"
        named = zip(titles[1:], cells, strict=False)
        yield from (f"{_STEP}{line}" for title, cell in named for line in _name_lines(title, cell or "—"))


def _name_lines(name: str, text: str) -> Sequence[str]:
    lines = text.split("\n")
    if len(lines) == 1:
        return _wrap(f"{name}: {text}")
    return [f"{name}:", *(f"{_STEP}{one}" for line in lines for one in _wrap(line))]


def _wrap(text: str) -> list[str]:
    return [
        shown
        for line in text.split("\n")
        for shown in textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    ]


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_span(child) for part in node.children for child in part.children).strip()


def _span(node: SyntaxTreeNode) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return "\n"
    if node.type == "html_inline":
        return _TAGS.get(node.content, "")
    inner = "".join(map(_span, node.children)) or _plain(node.content)
    return f"{inner} ({node.attrs['href']})" if node.type == "link" else inner


def _plain(text: str) -> str:
    """Return a text without the escapes that keep a forge from finding references in it."""
    return html.unescape(text).replace(JOINER, "")
