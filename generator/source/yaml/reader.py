"""Reads YAML as strictly as JSON: one pass over libyaml's events, nothing constructed by PyYAML.

A file of plain YAML, as nearly every record is, is read without them (see `plain_file`).
Contributors' files are untrusted: what YAML has beyond JSON is refused before a value exists. Values are
built in a loop over a stack, so that nesting cannot exhaust Python's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # in PyYAML's stubs only as a base class

from generator.base.limits import MAX_BYTES, MAX_DEPTH, MAX_NOTES, MAX_VALUES
from generator.base.russian import count, format_number
from generator.source.yaml.events import start_of
from generator.source.yaml.foreign_characters import foreign_character
from generator.source.yaml.lost_text import lost_texts, may_lose_text
from generator.source.yaml.plain_file import read_plain_file
from generator.source.yaml.problems import FileProblem, file_problem, refused_syntax
from generator.source.yaml.repair import repair
from generator.source.yaml.scalars import MAYBE_NOT_STRING, NumberTooLargeError, plain_value
from generator.source.yaml.syntax import explain_syntax_error
from generator.source.yaml.unindented import text_among_keys

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

_MOST_REPAIRS = 8
"""How many faults are removed so that the rest of a file can still be read."""
MERGE_KEY = "<<"
"""YAML's key that puts another mapping in its place."""
_STARTS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
_VALUES = _STARTS | {yaml.ScalarEvent, yaml.AliasEvent}
_HARMLESS = frozenset({"anchor", "directive", "several-documents"})
_MISREAD = frozenset({"foreign-space", "yaml-indent"})
"""Notes that change no value, and notes on a value that means something else."""


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read."""

    value: Json


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A file with mistakes: at least one note.

    `value` is what could still be read, so that the rest of the file can be checked; None if nothing could.
    It was read from `text`, where every character keeps its place. `lost` are the keys that are not in it.
    """

    notes: tuple[FileProblem, ...]
    value: Json = None
    text: str = ""
    lost: tuple[str, ...] = ()


def read_yaml(data: bytes) -> Parsed | Refusal:
    """Read a YAML file.

    Returns:
        The value, made only of what JSON has; or every known reason why it cannot be read.
        Nothing is raised, whatever the bytes are.
    """
    if len(data) > MAX_BYTES:
        letters = count(MAX_BYTES // 2000, "тысячи", "тысяч", "тысяч")
        size = f"{format_number(MAX_BYTES // 1024)} КиБ"
        return Refusal(notes=(file_problem("file-too-big", size=size, letters=letters),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return Refusal(notes=(file_problem("not-utf8", len(data[: fault.start].decode(errors="replace"))),))
    if note := foreign_character(text):
        return Refusal(notes=(note,))
    plain = read_plain_file(text)
    if plain is not None:
        return Parsed(value=plain)
    built = _Builder(text, data)
    if built.build() is None:
        return Parsed(value=built.document[0])
    return _read_rest(built)


def read_as_written(text: str) -> Parsed | None:
    """Read a text exactly as YAML does; None if it is refused.

    Unlike `read_yaml`, it does not refuse what may be the author's mistake: garbled letters, an unindented
    text that YAML takes for keys, words after a «#».
    """
    data = text.encode()
    built = _Builder(text, data, guesses=False)
    return None if len(data) > MAX_BYTES or built.build() else Parsed(value=built.document[0])


def _read_rest(built: _Builder) -> Refusal:
    """Return why a text is refused, and what can be read of it without its faults."""
    notes, lost, by_tabs = dict.fromkeys(built.notes), dict[str, None](), "\n " not in built.text
    for _ in range(_MOST_REPAIRS):
        fatal = built.fatal if len(notes) < MAX_NOTES else None
        repaired = None if fatal is None else repair(built.text, fatal)
        if repaired is None or repaired.text == built.text:
            break
        lost.update(dict.fromkeys(repaired.lost))
        built = _Builder(repaired.text, repaired.text.encode())
        built.build()
        notes.update(dict.fromkeys(built.notes if built.documents else ()))  # an empty rest is no mistake
    value = built.document[0] if built.is_read else None
    present = value if isinstance(value, dict) else {}
    shown = sorted(notes, key=lambda note: note.index)
    if by_tabs:  # whoever indents by tabs does so on each line: that is one mistake
        tabs = [one for one in shown if one.code == "yaml-tab"][1:]
        shown = [one for one in shown if one not in tabs]
    return Refusal(
        notes=tuple(shown)[: MAX_NOTES + 1],
        value=value,
        text=built.text,
        lost=tuple(key for key in lost if key not in present),
    )


class _StopReading(Exception):  # noqa: N818 - no error: what was read says enough
    """The rest of a file need not be read."""


class _Builder(msgspec.Struct):
    """Builds the value of one text; `data` are its bytes."""

    text: str
    data: bytes
    guesses: bool = True
    """Whether to look for what the author may have meant."""
    notes: list[FileProblem] = []
    around: list[Any] = []
    """The mappings and lists around the current one."""
    documents: int = 0
    has_hash: bool = False
    """Whether text may be lost after a «#»."""
    scalars: list[tuple[int, int]] = []
    """Start and end of scalars, recorded only if text may be lost."""
    document: list[Json] = []
    fatal: FileProblem | None = None
    """The last note, if because of it the value is not what the text says."""
    is_read: bool = False
    """Whether there is a value."""

    def build(self) -> FileProblem | None:
        """Read the text; return the first note, None if there is none."""
        self.has_hash = self.guesses and "#" in self.text and may_lose_text(self.text)
        is_whole = False
        parser = CParser(self.data)
        try:
            events = iter(parser.get_event, None)
            self._fill(self.document, self._note_scalars(events) if self.has_hash else events)
            is_whole = True
            place = text_among_keys(self.text, self.document) if self.guesses else None
            if place is not None:
                self._add_note(file_problem("yaml-indent:block-text", place))
            for note in lost_texts(self.text, self.scalars) if self.has_hash else ():
                self._add_note(note)
        except yaml.YAMLError as error:
            self.notes.append(explain_syntax_error(self.text, error))
        except _StopReading:
            is_whole = self.notes[-1].code == "several-documents"
        finally:
            parser.dispose()
        if not self.documents and not self.notes:
            self.notes.append(file_problem("empty-file"))
        self.is_read = is_whole and bool(self.document)
        misread = [note for note in self.notes if note.code in _MISREAD]
        self.fatal = next(iter(misread), None) if is_whole else self.notes[-1]
        return next(iter(self.notes), None)

    def _fill(self, items: Any, taken: Iterator[Any]) -> None:  # noqa: ANN401 - told apart at run time
        """Handle all events, two million for 10,000 records; `items` is the current collection."""
        scalar = yaml.ScalarEvent
        # a lone «?» begins a key with neither name nor value: no character makes more than two values
        counted = "&" in self.text or "!" in self.text or len(self.text) * 2 > MAX_VALUES
        is_mapping, key, values = False, None, 0
        for event in taken:
            kind = type(event)
            if kind in _ENDS:
                items, key = self.around.pop(), None
                is_mapping = type(items) is dict
                continue
            if kind is not scalar and kind not in _VALUES:
                self._take_other(event)
                continue
            if counted:
                values += 1
                self._refuse_value(event, values)
            value: Any = event.value if kind is scalar else self._open_value(event)
            if is_mapping and key is None:
                key = value if kind is scalar else self._strange_key(event)
                if key in items or not key.isidentifier():
                    self._refuse_key(event, key, items)
                continue
            # An empty style is a plain scalar. Any other is text whatever it looks like.
            if kind is scalar and value[:1] in MAYBE_NOT_STRING and not event.style:
                value = self._plain(event)
            if is_mapping:
                items[key] = value
                key = None
            else:
                items.append(value)
            if kind in _STARTS:
                self.around.append(items)
                items, is_mapping, key = value, type(value) is dict, None

    def _note_scalars(self, events: Iterator[Any]) -> Iterator[Any]:
        """Yield events, recording the positions of scalars."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent) and event.end_mark:
                self.scalars.append((start_of(event), event.end_mark.index))
            yield event

    def _take_other(self, event: yaml.Event) -> None:
        if not isinstance(event, yaml.DocumentStartEvent):
            return
        self.documents += 1
        if event.version or event.tags:
            self._note("directive", event)
        if self.documents > 1:
            self._note("several-documents", event)
            raise _StopReading

    def _refuse_value(self, event: yaml.NodeEvent, values: int) -> None:
        if values > MAX_VALUES:
            self._note("too-many-values", event)
            raise _StopReading
        if not isinstance(event, yaml.AliasEvent) and event.anchor is not None:
            self._note("anchor", event, event.anchor)
        if getattr(event, "tag", None) is not None:
            self._note("tag", event)

    def _refuse_key(self, event: yaml.ScalarEvent, key: str, items: Mapping[str, Json]) -> None:
        if key == MERGE_KEY and not event.style:
            self._note("merge-key", event)
        elif key[:1].isspace() and not event.style:
            self._note("foreign-space", event)
        elif key in items:
            begun = key == "id" and len(self.around) == 1 and len(items) > 2  # noqa: PLR2004 - and much follows
            self._note("several-documents:no-line" if begun else "duplicate-key", event, key)
            if begun:
                raise _StopReading

    def _strange_key(self, event: yaml.NodeEvent) -> str:
        if isinstance(event, yaml.AliasEvent):
            return f"*{event.anchor}"
        self._note("complex-key", event)
        raise _StopReading

    def _open_value(self, event: yaml.NodeEvent) -> Json:
        """Return the mapping or list that begins; aliases are never resolved."""
        if isinstance(event, yaml.AliasEvent):
            self._note("alias", event)
            return None
        if len(self.around) >= MAX_DEPTH:
            self._note("too-deep", event)
            raise _StopReading
        return {} if isinstance(event, yaml.MappingStartEvent) else []

    def _plain(self, event: yaml.ScalarEvent) -> Json:
        try:
            return plain_value(event.value)
        except NumberTooLargeError:
            self._note("number-too-large", event, event.value)
            return None

    def _note(self, code: str, event: yaml.Event, value: str = "") -> None:
        index = start_of(event)
        note = refused_syntax(code, self.text, index, value)
        self._add_note(note if code in _HARMLESS else msgspec.structs.replace(note, value_index=index))

    def _add_note(self, note: FileProblem) -> None:
        self.notes.append(note)
        if len(self.notes) >= MAX_NOTES:
            raise _StopReading
