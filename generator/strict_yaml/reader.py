"""Reads YAML as JSON would be read: one pass over libyaml's events, nothing constructed by PyYAML.

Contributors' files are hostile until read: what YAML has beyond JSON is refused before a value
exists. Building is a loop over a stack, so that no depth of nesting can exhaust Python's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # in PyYAML's stubs only as a base class

from generator.strict_yaml import problems
from generator.strict_yaml.problems import Note
from generator.strict_yaml.syntax import syntax

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NOTES = 50
"""A file with more faults is not read on: a report of thousands helps nobody."""
MAX_INTEGER = 2**53
"""Beyond it JSON readers in browsers lose digits."""

_WORDS: dict[str, Json] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_NUMBER_START = frozenset("-0123456789")
_MERGE_KEY = "<<"
_SOME_HASH = re.compile(r"[ \t]#\S")
_HASH = re.compile(r"[ \t]+(#\S[^\n]*)")
"""What cuts a value without a word: «Проект #ШколаБудущего». A remark has a space after its sign."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """A file that was read."""

    value: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A file that was not read, and why: at least one note."""

    notes: tuple[Note, ...]


def read_yaml(data: bytes) -> Parsed | Refusal:
    """Read a YAML file.

    Args:
        data: the bytes of the file.

    Returns:
        The value, made only of what JSON has; or every reason known why it cannot be read.
        Nothing is raised, whatever the bytes are.
    """
    if len(data) > MAX_BYTES:
        return Refusal(notes=(problems.too_big(MAX_BYTES),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return Refusal(notes=(problems.not_utf8(data, fault.start),))
    if text.startswith("\ufeff"):
        return Refusal(notes=(problems.byte_order_mark(),))
    return _Builder(text).build()


def events(text: str) -> Iterator[yaml.Event]:
    """Yield libyaml's events of a text.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def start_of(event: yaml.Event) -> int:
    """Return where an event begins in its text, in characters from 0."""
    return event.start_mark.index if event.start_mark else 0


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet. `key` waits for its value."""

    items: list[Json] | dict[str, Json]
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Builds the value of one text."""

    text: str
    notes: list[Note] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    value: Json = None
    documents: int = 0
    has_hash: bool = False

    def build(self) -> Parsed | Refusal:
        self.has_hash = _SOME_HASH.search(self.text) is not None
        try:
            for event in events(self.text):
                if not self._take(event) or len(self.notes) >= MAX_NOTES:
                    break
        except yaml.YAMLError as error:
            self.notes.append(syntax(self.text, error))
        if not self.documents and not self.notes:
            self.notes.append(problems.empty())
        if self.notes:
            return Refusal(notes=tuple(sorted(self.notes, key=lambda note: note.index)))
        return Parsed(value=self.value)

    def _take(self, event: yaml.Event) -> bool:
        """Take one event; return whether reading can go on."""
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event)
            self._add_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_properties(event)
            return self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._note("alias", event)
            self._add(None, event)
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._start_document(event)
        return True

    def _start_document(self, event: yaml.DocumentStartEvent) -> bool:
        self.documents += 1
        if event.version or event.tags:
            self._note("directive", event)
        if self.documents > 1:
            self._note("several-documents", event)
        return self.documents == 1

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self.stack) >= MAX_DEPTH:
            self._note("too-deep", event)
            return False
        items: list[Json] | dict[str, Json] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self._awaits_key():
            self._note("complex-key", event)
            return False
        self._add(items, event)
        self.stack.append(_Open(items=items))
        return True

    def _awaits_key(self) -> bool:
        if not self.stack:
            return False
        top = self.stack[-1]
        return top.key is None and isinstance(top.items, dict)

    def _add_scalar(self, event: yaml.ScalarEvent) -> None:
        if self._awaits_key():
            self._add_key(event)
            return
        # An empty style is a plain scalar. A quoted or block scalar is text whatever it looks like.
        value: Json = event.value if event.style else self._plain(event)
        self._add(value, event)

    def _add_key(self, event: yaml.ScalarEvent) -> None:
        top = self.stack[-1]
        if event.value == _MERGE_KEY and not event.style:
            self._note("merge-key", event)
        elif event.value[:1].isspace() and not event.style:
            self._note("foreign-space", event)
        elif event.value in top.items:
            self._note("duplicate-key", event, event.value)
        top.key = event.value

    def _add(self, value: Json, event: yaml.Event) -> None:
        if not self.stack:
            self.value = value
            return
        top = self.stack[-1]
        if isinstance(top.items, list):
            top.items.append(value)
        elif top.key is None:  # an alias where a key should be
            top.key = f"*{event.anchor}"  # type: ignore[attr-defined]
        else:
            top.items[top.key] = value
            top.key = None

    def _plain(self, event: yaml.ScalarEvent) -> Json:
        text: str = event.value
        if self.has_hash:
            self._refuse_hash(event)
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _NUMBER_START or not _NUMBER.match(text):
            return text
        number = number_of(text)
        if number is None:
            self._note("number-too-large", event, text)
        return number

    def _refuse_hash(self, event: yaml.ScalarEvent) -> None:
        found = _HASH.match(self.text, event.end_mark.index) if event.end_mark and event.value else None
        if found:
            self.notes.append(problems.refused("lost-text", self.text, found.start(1), found[1]))

    def _refuse_properties(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._note("anchor", event, event.anchor)
        if getattr(event, "tag", None) is not None:
            self._note("tag", event)

    def _note(self, code: str, event: yaml.Event, value: str = "") -> None:
        self.notes.append(problems.refused(code, self.text, start_of(event), value))


def number_of(text: str) -> int | float | None:
    """Return the number that a text writes as JSON would, None when JSON readers cannot hold it."""
    if not _INTEGER.match(text):
        real = float(text)
        return real if math.isfinite(real) else None
    if len(text) > len(str(-MAX_INTEGER)):
        return None
    whole = int(text)
    return whole if abs(whole) <= MAX_INTEGER else None
