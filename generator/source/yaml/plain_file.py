"""Reads simple YAML files with one pattern, line by line: a key or an item per line, like nearly all records.

This takes a third of the time of libyaml's events, each of which is a Python object. A file with anything
else is left to libyaml; the values are the same as libyaml's.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from generator.base.limits import MAX_VALUES
from generator.source.yaml.lost_text import may_lose_text
from generator.source.yaml.scalars import MAYBE_NOT_STRING, NumberTooLargeError, plain_value

_LINE = re.compile(
    r"""
    (\ *)
    (?:
      (-\ +(?=[^\ \n]))?(?:([a-z_][a-z0-9_]*+):(?:\ +|(?=\n)))?(?(2)|(?(3)|(?!)))  # a dash, a key or both
      (?:
        (?:
          ((?:[^\s\-?:,\[\]{}\#&*!|>'"%@`]|-[0-9])[^\n:]*+(?::(?=[^\ \n])[^\n:]*+)*+(?<!\ ))  # plain scalar
          | ('(?:[^'\n]|'')*+'|"[^"\\\n]*")  # quoted scalar
        )?\n
        | ([|>])(-?)\n((\ +)[^\ \n][^\n]*\n(?:\9[^\n]*\n|\n)*+)  # block scalar, and the indent of its lines
      )
      | (?:\#[^\n]*+)?\n
    )
    | ([^\n]+)  # anything else
    """,
    re.VERBOSE,
)
_FOLD = re.compile(r"\n(\n*)")
_VALUES_PER_LINE = 4
"""Maximum: a list, a mapping, a key and its value."""
_MOST_NESTED = 10


class _NotPlainError(Exception):
    """The text contains something that only libyaml can read or refuse."""


def read_plain_file(text: str) -> dict[str, Any] | None:
    """Return the mapping of a text; None if it may contain anything but simple YAML."""
    if not text.endswith("\n") or text.count("\n") * _VALUES_PER_LINE > MAX_VALUES:
        return None
    # neither tabs nor the characters that libyaml refuses are printable
    if not text.replace("\n", "").replace("\xa0", "").isprintable() or ("#" in text and may_lose_text(text)):
        return None
    try:
        return _build(_LINE.findall(text)) or None
    except (_NotPlainError, NumberTooLargeError):
        return None


def _build(lines: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """Return the mapping of lines, each given as the groups of the pattern."""
    root: dict[str, Any] = {}
    nested: list[tuple[int, Any]] = [(0, root)]
    """The mappings and lists around the current line, each with the column of its keys or dashes."""
    items: Any = root
    around, opened = 0, ""
    """The column of `items`, and the key of the previous line if its value may follow."""
    for indent, dash, key, plain, quoted, style, chomp, block, inner, other in lines:
        if other:
            raise _NotPlainError
        if not dash and not key:  # a blank line or a comment
            continue
        column = len(indent)
        if opened or column != around or (dash == "") is (type(items) is list):
            items = _find(nested, column, opened, is_item=dash != "")
        if dash and key:
            column += len(dash)
            items.append({})
            items = items[-1]
            nested.append((column, items))
        value: Any = plain
        if not plain:
            value = _value(quoted, (style, chomp, block, inner), column)
        elif plain[0] in MAYBE_NOT_STRING:
            value = plain_value(plain)
        around, opened = column, key if value is None and not plain else ""
        if not key:
            items.append(value)
        elif key not in items:
            items[key] = value
        else:
            raise _NotPlainError
    return root


def _find(nested: list[tuple[int, Any]], column: int, opened: str, *, is_item: bool) -> Any:  # noqa: ANN401 - a list or a mapping
    """Return the list or mapping to which a line with an indent belongs; the line may be its first."""
    around, items = nested[-1]
    if opened and (column > around or (is_item and column == around)):
        if len(nested) > _MOST_NESTED:
            raise _NotPlainError
        items[opened] = [] if is_item else {}
        nested.append((column, items[opened]))
        return items[opened]
    while around > column or (not is_item and type(items) is list):
        nested.pop()
        around, items = nested[-1]
    if around != column or (type(items) is list) is not is_item:
        raise _NotPlainError
    return items


def _value(quoted: str, block: Sequence[str], column: int) -> str | None:
    """Return the string on a line whose key or dash is at a column; None if it has none."""
    if quoted:
        return quoted[1:-1] if quoted[0] == '"' else quoted[1:-1].replace("''", "'")
    style, chomp, text, indent = block
    if not style:
        return None
    if len(indent) <= column or " \n" in text or (style == ">" and f"\n{indent} " in text):
        raise _NotPlainError
    text = text.removeprefix(indent).replace(f"\n{indent}", "\n").rstrip("\n")
    if style == ">":
        text = _FOLD.sub(lambda ends: ends[1] or " ", text) if "\n\n" in text else text.replace("\n", " ")
    return text if chomp else f"{text}\n"
