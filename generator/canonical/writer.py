"""Writes a value with its comments as canonical YAML."""

from collections.abc import Iterable, Iterator

import msgspec

from generator.canonical.comments import BLANK, Comments
from generator.canonical.scalars import is_too_long, write_inline, write_key, write_scalar
from generator.canonical.shape import UNKNOWN, Shape
from generator.model.findings import Pointer
from generator.source.yaml.reader import Json

_STEP = 2
_Line = str | None
"""None is a blank line among comments: dropped beside another one and at the end."""


class _Block(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a mapping or list; `leading` are the comments before the first, not yet indented."""

    leading: list[str] = []
    lines: list[_Line] = []


def write_record(value: Json, shape: Shape, comments: Comments) -> str:
    """Return the text of a record: the modeline, then its lines.

    Raises:
        ValueError: a number is infinite or NaN.
    """
    writer = _Writer(comments)
    if isinstance(value, dict | list) and value:
        block = writer.write_block(value, shape, (), 0)
        lines = [*_indent_comments(block.leading, 0), *block.lines]
    else:
        top = write_inline(value) if isinstance(value, str) else write_scalar(value, 0, 0).first or "null"
        around = (comments.head, comments.end)
        head, end = (list(_indent_comments(part.get((), ()), 0)) for part in around)
        lines = [*head, top, *end]
    return "".join(f"{line}\n" for line in _squeeze_blank_lines([shape.modeline, *lines]))


def _squeeze_blank_lines(lines: Iterable[_Line]) -> Iterator[str]:
    """Yield lines with single blank lines, none at the end nor after a `|+` scalar, which would absorb it."""
    last, blank = "", False
    for line in lines:
        if line is None:
            blank = bool(last)
            continue
        if blank:
            yield ""
        yield line
        last, blank = line, False


def _indent_comments(comments: Iterable[str], indent: int) -> Iterator[_Line]:
    return (None if one == BLANK else " " * indent + one for one in comments)


def _with_blank_line(comments: tuple[str, ...]) -> tuple[str, ...]:
    return (*comments, BLANK) if comments else ()


class _Writer:
    def __init__(self, comments: Comments) -> None:
        self._comments = comments

    def write_block(self, value: Json, shape: Shape | None, pointer: Pointer, indent: int) -> _Block:
        """Write a non-empty mapping or list, its entries in canonical order."""
        shape = shape or UNKNOWN
        entries: list[tuple[str | int, _Block]]
        if isinstance(value, dict):
            entries = [
                (name, self._write_pair(name, value[name], shape.keys.get(name), (*pointer, name), indent))
                for name in shape.order(list(value))
            ]
        else:
            items = value if isinstance(value, list) else []
            entries = [
                (index, self._write_item(item, shape.items, (*pointer, index), indent))
                for index, item in enumerate(items)
            ]
        return self._join_entries(entries, pointer, indent)

    def _join_entries(self, entries: list[tuple[str | int, _Block]], pointer: Pointer, indent: int) -> _Block:
        whole = _Block(leading=[*_with_blank_line(self._comments.head.get(pointer, ()))])
        for step, entry in entries:
            place = (*pointer, step)
            leading = [*self._comments.before.get(place, ()), *entry.leading]
            if whole.lines:
                whole.lines.extend(_indent_comments(leading, indent))
            else:
                whole.leading.extend(leading)
            whole.lines.extend(entry.lines)
            last = step == entries[-1][0]
            after = self._comments.after.get(place, ())
            whole.lines.extend(_indent_comments(after if last else _with_blank_line(after), indent))
        whole.lines.extend(_indent_comments(self._comments.end.get(pointer, ()), indent))
        return whole

    def _write_pair(
        self, name: str, value: Json, shape: Shape | None, pointer: Pointer, indent: int
    ) -> _Block:
        pad = " " * indent
        head = write_key(name)
        lines: list[_Line] = []
        if is_too_long(head):
            lines.append(pad + head)
            head = ":"
        if isinstance(value, dict | list) and value:
            below = self.write_block(value, shape, pointer, indent + _STEP)
            lines.append(pad + head + self._trailing_comment(pointer))
            lines.extend((*_indent_comments(below.leading, indent + _STEP), *below.lines))
        else:
            lines.extend(self._write_value(pad + head, value, pointer, indent))
        return _Block(lines=lines)

    def _write_item(self, value: Json, shape: Shape | None, pointer: Pointer, indent: int) -> _Block:
        pad = " " * indent
        if not (isinstance(value, dict | list) and value):
            # directly after a dash, a comment would belong to the next line
            nothing = " null" if value is None and pointer in self._comments.behind else ""
            return _Block(lines=self._write_value(f"{pad}-{nothing}", value, pointer, indent))
        inner = self.write_block(value, shape, pointer, indent + _STEP)
        behind = self._comments.behind.get(pointer)
        first = str(inner.lines[0])
        inner.lines[0] = f"{pad}- {first[indent + _STEP :]}"
        return _Block(leading=[*([behind] if behind else []), *inner.leading], lines=inner.lines)

    def _write_value(self, head: str, value: Json, pointer: Pointer, indent: int) -> list[_Line]:
        """Write a scalar or an empty collection after `head`."""
        found = write_scalar(value, indent, len(head) + 1)
        first = f"{head} {found.first}" if found.first else head
        return [first + self._trailing_comment(pointer), *found.below]

    def _trailing_comment(self, pointer: Pointer) -> str:
        comment = self._comments.behind.get(pointer)
        return f"  {comment}" if comment else ""
