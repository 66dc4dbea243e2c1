"""Splits the cells of lists of texts: into lines, at «;», and at «,» if no text may contain one."""

import re
from collections.abc import Iterator

from generator.source.fields import Field

_TAGS = re.compile(r"[;,]|\s(?=#)")
_MARK = re.compile(r"\s*(?:[-*•–—·▪]|[0-9]{1,3}[.)])\s+")


def split_marked(text: str) -> list[str]:
    """Return the lines of a text without their numbers or dashes, if all lines have some."""
    lines = [line for line in text.split("\n") if line.strip()]
    marked = len(lines) > 1 and all(map(_MARK.match, lines))
    return [_MARK.sub("", line, count=1) for line in lines] if marked else text.split("\n")


def split_lines(described: Field, cell: str) -> Iterator[str]:
    """Yield the texts of a cell: its lines; if it has only one, its parts between «;», or «,» if allowed."""
    if "," in described.schema.get("pattern", ""):
        lines = split_marked(cell) if "\n" in cell else (cell,)
        yield from (part.strip().lstrip("#") for line in lines for part in _TAGS.split(line))
    elif "\n" in cell:
        yield from split_marked(cell)
    elif described.schema.get("x-text") == "address":
        yield from cell.split()
    else:
        yield from cell.split(";")
