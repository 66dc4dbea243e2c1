"""Sanitises untrusted Markdown for a comment on a forge.

The text is parsed and rewritten from its syntax tree: headings, lists, tables, check boxes, code and a few
tags keep their form, all text is escaped (see `report.markdown`), pictures become their alternative text, and
only links to known prefixes stay links. Personal data are masked, whatever the check has let through.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from generator.report.base import escape_invisible
from generator.report.markdown import JOINER, escape_markdown, markdown_link
from generator.report.mask import mask_text

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_TAG = re.compile(
    r"<!--.*?-->|</?(?:details|summary|del|ins|b|code|strong|em)>|<details open>|<br ?/?>", re.DOTALL
)
_INLINE_TAGS = frozenset({"del", "ins", "b", "code", "strong", "em"})
_MARKS: Mapping[str, str] = {"strong": "strong", "em": "em", "s": "del"}
_FORMATS = frozenset({"diff", "yaml"})
"""Languages that code blocks may name: for some others forges draw diagrams."""
_BOX = re.compile(r"\[([ xX])\]\s+")
_DEEPEST = 6


def sanitise_markdown(text: str, room: int, known: Sequence[str] = ()) -> str:
    """Return Markdown that shows the contents of untrusted Markdown and has no other effect.

    `room` is a limit in characters: the rest is cut off with a note. `known` are prefixes of addresses that
    may stay links.
    """
    try:
        return _write(text, room, known)
    except RecursionError:  # absurdly deep nesting
        lines = filter(None, map(escape_markdown, text.split("\n")))
        return "\n\n".join(lines)[:room].rpartition("\n\n")[0] + f"\n\n{_CUT}\n"


def _write(text: str, room: int, known: Sequence[str]) -> str:
    writer = _Writer(known)
    kept: list[str] = []
    for node in SyntaxTreeNode(_MARKDOWN.parse(text)).children:
        block = "\n".join(writer.write_block(node))
        room -= len(block) + 2
        if room <= len(_CUT) + writer.closing_length:
            kept.append(_CUT)
            break
        kept.append(block)
    return "\n\n".join([*kept, *writer.close_tags()]) + "\n"


_CUT = "*Отчёт длиннее, чем помещается в ответ: остальное лежит в файле отчёта.*"


class _Writer:
    """Writes a syntax tree as Markdown; `closing_length` counts the characters that close the open tags."""

    def __init__(self, known: Sequence[str]) -> None:
        self._known = tuple(known)
        self._open: list[str] = []
        self._blocks: Mapping[str, Callable[[SyntaxTreeNode], Iterator[str]]] = {
            "heading": self._heading,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "blockquote": self._quote,
            "fence": self._code,
            "code_block": self._code,
            "hr": lambda _: iter(["---"]),
            "table": self._table,
            "html_block": self._html,
        }

    @property
    def closing_length(self) -> int:
        return sum(len(tag) + 6 for tag in self._open)

    def close_tags(self) -> list[str]:
        """Return the closing tags of everything open."""
        return [f"</{tag}>" for tag in reversed(self._open)]

    def write_block(self, node: SyntaxTreeNode) -> Iterator[str]:
        """Yield the lines of a block."""
        write = self._blocks.get(node.type, self._paragraph)
        yield from write(node)

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[str]:
        yield from self._inline(node).split("\n")

    def _heading(self, node: SyntaxTreeNode) -> Iterator[str]:
        level = min(int(node.tag[1:]), _DEEPEST)
        yield f"{'#' * level} {self._inline(node)}".replace("\n", " ")

    def _quote(self, node: SyntaxTreeNode) -> Iterator[str]:
        for number, child in enumerate(node.children):
            yield from [">"] if number else []
            yield from (f"> {line}".rstrip() for line in self.write_block(child))

    def _list(self, node: SyntaxTreeNode) -> Iterator[str]:
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
        for number, item in enumerate(node.children):
            mark = f"{start + number}. " if node.type == "ordered_list" else "- "
            lines = list(self._item(item))
            yield f"{mark}{lines[0] if lines else ''}".rstrip()
            yield from (f"{' ' * len(mark)}{line}".rstrip() for line in lines[1:])

    def _item(self, item: SyntaxTreeNode) -> Iterator[str]:
        for number, child in enumerate(item.children):
            if number and not (child.type.endswith("_list") or (child.is_nested and child.hidden)):
                yield ""
            yield from self.write_block(child)

    def _code(self, node: SyntaxTreeNode) -> Iterator[str]:
        longest = max((len(run) for run in re.findall("`+", node.content)), default=0)
        fence = "`" * max(3, longest + 1)
        yield fence + (node.info.strip() if node.info.strip() in _FORMATS else "")
        yield from map(_code_line, node.content.rstrip("\n").split("\n"))
        yield fence

    def _table(self, node: SyntaxTreeNode) -> Iterator[str]:
        rows = [row for part in node.children for row in part.children]
        for number, row in enumerate(rows):
            cells = [self._inline(cell).replace("\n", " ") for cell in row.children]
            yield f"| {' | '.join(cells)} |"
            if not number:
                yield f"|{' --- |' * len(cells)}"

    def _html(self, node: SyntaxTreeNode) -> Iterator[str]:
        yield from (line for line in self._keep_tags(node.content).split("\n") if line.strip())

    def _inline(self, node: SyntaxTreeNode) -> str:
        """Return the text of a block; tags opened in it are closed at its end."""
        before = len(self._open)
        written = "".join(self._span(child) for part in node.children for child in part.children)
        box = node.parent and node.parent.type == "list_item" and _BOX.match(node.children[0].content)
        if box and node.parent and node is node.parent.children[0]:
            written = f"[{box[1].lower()}] {written.partition(_escape(box[0]))[2]}"
        while len(self._open) > before:
            written += f"</{self._open.pop()}>"
        return written.strip(" ")

    def _span(self, node: SyntaxTreeNode) -> str:
        inner = "".join(map(self._span, node.children))
        if node.type in _MARKS:
            return f"<{_MARKS[node.type]}>{inner}</{_MARKS[node.type]}>"
        if node.type in {"softbreak", "hardbreak"}:
            return "<br>" if node.type == "hardbreak" else "\n"
        if node.type == "link":
            return self._link(node, inner)
        if node.type == "html_inline":
            return self._keep_tags(node.content)
        if node.type == "code_inline":
            return f"<code>{_escape(node.content)}</code>"
        return _escape(node.content)

    def _link(self, node: SyntaxTreeNode, inner: str) -> str:
        address = str(node.attrs.get("href", ""))
        if address.startswith(self._known):
            words = "".join(child.content for child in node.walk() if child.type in {"text", "code_inline"})
            return markdown_link(words.replace(JOINER, ""), address)
        return f"{inner} ({_escape(address)})"

    def _keep_tags(self, html: str) -> str:
        """Return HTML with known tags kept and the rest escaped; a closing tag requires its opening one."""
        written, place = "", 0
        for found in _TAG.finditer(html):
            written += _escape(unescape(html[place : found.start()])) + self._tag(found[0])
            place = found.end()
        return written + _escape(unescape(html[place:]))

    def _tag(self, tag: str) -> str:
        name = tag.strip("</ >").partition(" ")[0]
        if tag.startswith("<!--"):
            return ""
        if name == "br":
            return "<br>"
        if not tag.startswith("</"):
            self._open.append(name)
            return tag if name in _INLINE_TAGS else f"\n{tag}\n"
        if self._open and self._open[-1] == name:
            self._open.pop()
            return tag if name in _INLINE_TAGS else f"\n{tag}\n"
        return ""


def _code_line(line: str) -> str:
    """Return a line of code; a leading slash would be a command to GitLab."""
    text = escape_invisible(mask_text(line))
    indent = len(text) - len(text.lstrip())
    return f"{text[:indent]}{JOINER}{text[indent:]}" if text[indent:].startswith("/") else text


def _escape(text: str) -> str:
    """Return escaped text, keeping spaces at its ends."""
    core = escape_markdown(mask_text(text.replace(JOINER, "")))
    if not core:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{core}{' ' if text[-1].isspace() else ''}"
