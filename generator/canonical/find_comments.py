"""Finds the comments of a record and the value that each belongs to."""

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec
import yaml

from generator.canonical.comments import BLANK, NONE, Comments
from generator.model.findings import Pointer
from generator.source.yaml.events import parse_events, start_of

_MODELINE = re.compile(r"#\s*yaml-language-server\s*:")
_ONLY_DASHES = re.compile(r"[\s?:-]*\Z")
_HEADER = re.compile(r"[|>][^\s#]*[ \t]+(#[^\n]*)")
_KEEPS = re.compile(r"[|>][0-9]?\+")
_NO_SPACE = re.compile(r"\A#(?=\S)")


def list_comments(text: str) -> list[str]:
    """Return the comments of a record's text as written, `#` included, without modelines.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    found = find_comments(text)
    lines = [*found.behind.values()]
    for places in (found.before, found.after, found.head, found.end):
        lines += [line for group in places.values() for line in group if line != BLANK]
    return lines


def find_comments(text: str) -> Comments:
    """Return the comments of a record's text, without modelines.

    A comment on a line of its own belongs to the next entry if it is indented like it, else to the end of
    the mapping or list whose indentation it has. With a blank line after it, it belongs to the entry before
    it. Nothing is lost: a second comment behind an entry moves to the line before it.

    The text is one that `read_yaml` has accepted.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    if text.count("#") == (_MODELINE.match(text) is not None):  # usually true: saves half the time
        return NONE
    finder = _Finder(text)
    for event in parse_events(text):
        finder.handle(event)
    return finder.collect()


class _Open(msgspec.Struct, kw_only=True):
    """An open mapping or list; `last` is its latest entry, `key` the key whose value comes next."""

    pointer: Pointer
    indent: int
    is_list: bool
    is_flow: bool
    key: str | None = None
    size: int = 0
    last: Pointer | None = None


class _Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment with what precedes it on its line; `is_parted`: a blank line is above it."""

    text: str
    ahead: str
    is_parted: bool

    @property
    def is_own(self) -> bool:
        """Whether it is on a line of its own."""
        return not self.ahead.strip()

    @property
    def is_dashed(self) -> bool:
        """Whether only dashes are before it: their items begin on the next line."""
        return not self.is_own and _ONLY_DASHES.match(self.ahead) is not None


class _Finder(msgspec.Struct):
    text: str
    stack: list[_Open] = []
    closed: list[_Open] = []
    """Mappings and lists that ended since the last entry began, the deepest first."""
    read: int = 0
    """The index up to which the text has been scanned."""
    entry: Pointer = ()
    """The latest entry."""
    before: defaultdict[Pointer, list[str]] = msgspec.field(default_factory=lambda: defaultdict(list))
    behind: dict[Pointer, str] = {}
    after: defaultdict[Pointer, list[str]] = msgspec.field(default_factory=lambda: defaultdict(list))
    head: defaultdict[Pointer, list[str]] = msgspec.field(default_factory=lambda: defaultdict(list))
    end: defaultdict[Pointer, list[str]] = msgspec.field(default_factory=lambda: defaultdict(list))

    def collect(self) -> Comments:
        before, after, head, end = (
            {place: tuple(lines) for place, lines in part.items()}
            for part in (self.before, self.after, self.head, self.end)
        )
        return Comments(before=before, behind=self.behind, after=after, head=head, end=end)

    def handle(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.CollectionEndEvent):
            self._handle_end(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._handle_start(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._handle_scalar(event)
        elif isinstance(event, yaml.StreamEndEvent):
            self._place_before(None, len(self.text))

    def _handle_start(self, event: yaml.CollectionStartEvent) -> None:
        top = self.stack[-1] if self.stack else None
        pointer = self._next_pointer(top)
        if top and top.is_list:
            self._place_before(pointer, start_of(event))
            self.entry = pointer
        column = event.start_mark.column if event.start_mark else 0
        is_list = isinstance(event, yaml.SequenceStartEvent)
        self.stack.append(
            _Open(pointer=pointer, indent=column, is_list=is_list, is_flow=bool(event.flow_style))
        )

    def _handle_end(self, event: yaml.CollectionEndEvent) -> None:
        last = self.stack.pop()
        if last.is_flow:
            self._place_inside(last, start_of(event))
            self.read = event.end_mark.index if event.end_mark else self.read
        self.closed.append(last)

    def _handle_scalar(self, event: yaml.ScalarEvent) -> None:
        top = self.stack[-1] if self.stack else None
        if top and not top.is_list and top.key is None:
            top.key = event.value
            self._place_before((*top.pointer, event.value), start_of(event))
            self.entry = (*top.pointer, event.value)
        else:
            is_value = top is not None and not top.is_list
            pointer = self._next_pointer(top)
            if is_value:
                self._place_beside(pointer, start_of(event))
            else:
                self._place_before(pointer, start_of(event))
            self.entry = pointer
        self._pass_over(event)

    def _next_pointer(self, top: _Open | None) -> Pointer:
        """Return the pointer of the value that begins, and advance to the next."""
        if top is None:
            return ()
        step: str | int = top.size if top.is_list else top.key or ""
        top.size += 1
        top.key = None
        return (*top.pointer, step)

    def _pass_over(self, event: yaml.ScalarEvent) -> None:
        """Skip a scalar; keep the comment in the header of a block scalar."""
        start, end = start_of(event), event.end_mark.index if event.end_mark else 0
        if event.style in {"|", ">"}:
            header = _HEADER.match(self.text, start)
            if header:
                self._put_behind(self.entry, header[1].rstrip())
            if not _KEEPS.match(self.text, start):  # trailing blank lines are not part of it
                end = max(start, len(self.text[:end].rstrip(" \n\r")))
                line_end = self.text.find("\n", end)
                end = line_end + 1 if line_end >= 0 else len(self.text)
        self.read = max(self.read, end)

    def _read_comments(self, until: int) -> tuple[list[_Comment], bool]:
        """Return the comments up to an index, and whether a blank line follows the last."""
        found: list[_Comment] = []
        is_parted = False
        at = self.read
        pieces = self.text[self.read : until].split("\n")
        for number, piece in enumerate(pieces):
            line_start = self.text.rfind("\n", 0, at) + 1
            hash_at = piece.find("#")
            if hash_at >= 0:
                ahead = self.text[line_start : at + hash_at]
                comment = piece[hash_at:].rstrip()
                if not _MODELINE.match(comment):  # the writer adds its own
                    found.append(_Comment(text=comment, ahead=ahead, is_parted=is_parted))
                    is_parted = False
            elif not piece.strip() and line_start == at and number < len(pieces) - 1:
                is_parted = True
            at += len(piece) + 1
        self.read = max(self.read, until)
        return found, is_parted

    def _place_before(self, pointer: Pointer | None, start: int) -> None:
        """Attach the comments before an entry that begins; `pointer` is None at the end of the text."""
        comments, is_parted = self._read_comments(start)
        here: list[str] = []
        depth = 0
        deeper = list(self._deeper_blocks(pointer))
        flow = next((one.pointer for one in reversed(self.closed) if one.is_flow), ())
        for comment in comments:
            if not comment.is_own and not comment.is_dashed:
                self._put_behind(flow or self.entry, comment.text)
                continue
            while depth < len(deeper) and (comment.is_dashed or len(comment.ahead) < deeper[depth].indent):
                depth += 1
            lines = self.end[deeper[depth].pointer] if depth < len(deeper) else here
            lines.extend([BLANK, comment.text] if comment.is_parted else [comment.text])
        if here:
            self._place_here(here, pointer, is_parted=is_parted)
        self.closed.clear()
        if self.stack and pointer is not None:
            self.stack[-1].last = pointer

    def _deeper_blocks(self, pointer: Pointer | None) -> Iterator[_Open]:
        """Yield the closed blocks that are indented deeper than the current one, the deepest first."""
        indent = -1 if pointer is None or not self.stack else self.stack[-1].indent
        return (one for one in self.closed if one.size and not one.is_flow and one.indent > indent)

    def _place_here(self, lines: list[str], pointer: Pointer | None, *, is_parted: bool) -> None:
        """Attach comments indented like the next entry: to it, or to the one before."""
        top = self.stack[-1] if self.stack else None
        if pointer is None or top is None:  # the document is a scalar or an empty mapping
            (self.end if pointer is None else self.head)[()].extend(lines)
            return
        parting = max((n for n, line in enumerate(lines) if line == BLANK), default=0)
        parting = len(lines) if is_parted else parting
        if lines[:parting]:
            (self.head[top.pointer] if top.last is None else self.after[top.last]).extend(lines[:parting])
        self.before[pointer].extend(lines[parting:])

    def _place_beside(self, pointer: Pointer, start: int) -> None:
        """Attach the comments between a key and its value."""
        for comment in self._read_comments(start)[0]:
            if comment.is_own:
                self.before[pointer].append(comment.text)
            else:
                self._put_behind(pointer, comment.text)

    def _place_inside(self, flow: _Open, end: int) -> None:
        """Attach the comments before the closing bracket of a mapping or list."""
        for comment in self._read_comments(end)[0]:
            if not comment.is_own:
                self._put_behind(self.entry, comment.text)
            elif flow.size:
                self.end[flow.pointer].append(comment.text)
            else:
                (self.before if flow.pointer else self.head)[flow.pointer].append(comment.text)

    def _put_behind(self, pointer: Pointer, comment: str) -> None:
        """Attach a comment to the line of an entry, with a space after its `#`, as the reader requires."""
        if _MODELINE.match(comment):
            return
        if not pointer:
            self.end[()].append(comment)
        elif pointer in self.behind:
            self.before[pointer].append(comment)
        else:
            self.behind[pointer] = _NO_SPACE.sub("# ", comment, count=1)
