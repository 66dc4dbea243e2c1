"""Schema annotations of a record: its texts (`x-text`), references (`x-reference`), terms (`x-vocabulary`).

A schema is compiled once to a small tree that holds only the paths to annotated values; a walk of a record
along it touches nothing else. Records are walked as typed values: their fields are the keys of the schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.model.findings import Pointer, find_value
from generator.model.unreadable import read_items, read_part

TEXT = "x-text"
REFERENCE = "x-reference"
VOCABULARY = "x-vocabulary"
ANY_KIND = "any"
"""Marks references to records of any kind, written `kind/id`."""

MARKDOWN = frozenset({"markdown"})
ADDRESS = frozenset({"address"})
PHONE = frozenset({"phone"})
EMAIL = frozenset({"email"})
LINES = frozenset({"line"}) | ADDRESS | PHONE | EMAIL
UNFORMATTED = frozenset({"line", "plain"})
PARAGRAPHS = frozenset({"plain", "markdown"})
"""Texts that may have several lines."""
PROSE = UNFORMATTED | MARKDOWN
EVERYTHING = PROSE | LINES


class Annotations(msgspec.Struct, frozen=True, kw_only=True):
    """The annotated paths of a schema; `mark` is set on the leaves and empty elsewhere."""

    mark: str = ""
    items: Annotations | None = None
    properties: tuple[tuple[str, Annotations], ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is annotated here or below."""
        return bool(self.mark or self.items or self.properties)

    def only(self, wanted: frozenset[str]) -> Annotations:
        """Return the tree restricted to the wanted marks."""
        kept = ((name, child.only(wanted)) for name, child in self.properties)
        return Annotations(
            mark=self.mark if self.mark in wanted else "",
            items=(self.items and self.items.only(wanted)) or None,
            properties=tuple((name, child) for name, child in kept if child),
        )

    def fields(self, way: str = "") -> Iterator[tuple[str, str]]:
        """Yield the annotated fields, such as `replications.municipality`, with their marks, below `way`."""
        if self.mark:
            yield way, self.mark
        if self.items:
            yield from self.items.fields(way)
        for name, part in self.properties:
            yield from part.fields(f"{way}.{name}" if way else name)


class AnnotatedValue(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An annotated string of a record. `kind` is its mark: a kind of text, or the kind referred to."""

    pointer: Pointer
    kind: str
    value: str

    @property
    def field(self) -> str:
        """Its field without item numbers: `replications.municipality`."""
        return ".".join(step for step in self.pointer if isinstance(step, str))

    @property
    def target(self) -> tuple[str, str]:
        """The kind name and the id of the record that a reference names (see `reference_target`)."""
        return reference_target(self.kind, self.value)


def reference_target(mark: str, value: str) -> tuple[str, str]:
    """Return the kind name and the id of the record that a reference names; the kind may be unknown."""
    if mark != ANY_KIND:
        return mark, value
    kind, _, record_id = value.partition("/")
    return kind, record_id


def compile_annotations(tree: Mapping[str, Any], key: str = TEXT) -> Annotations:
    """Compile the annotations with one key in a schema whose references are resolved."""
    items = tree.get("items")
    parts = ((name, compile_annotations(part, key)) for name, part in tree.get("properties", {}).items())
    return Annotations(
        mark=tree.get(key, ""),
        items=(isinstance(items, Mapping) and compile_annotations(items, key)) or None,
        properties=tuple((name, part) for name, part in parts if part),
    )


def annotated_values(annotations: Annotations, value: object) -> Sequence[AnnotatedValue]:
    """Return every annotated string of a typed value in schema order, without unreadable parts."""
    found: list[AnnotatedValue] = []
    _gather(annotations, value, (), found)
    return found


def _gather(annotations: Annotations, value: object, pointer: Pointer, found: list[AnnotatedValue]) -> None:
    """Append to a list: passing each string up through nested generators would cost twice as much."""
    if isinstance(value, str):
        if annotations.mark:
            found.append(AnnotatedValue(pointer=pointer, kind=annotations.mark, value=value))
    elif isinstance(value, tuple):
        if annotations.items:
            for index, item in read_items(value):
                _gather(annotations.items, item, (*pointer, index), found)
    else:
        for name, child in annotations.properties:
            part = read_part(value, name)
            if part or part == "":
                _gather(child, part, (*pointer, name), found)


def walk_marked(annotations: Annotations, value: object) -> Iterator[tuple[str, str]]:
    """Yield the marks and texts of a value read from YAML, whether or not it fits its schema."""
    if isinstance(value, str) and annotations.mark:
        yield annotations.mark, value
    elif isinstance(value, list) and annotations.items:
        for item in value:
            yield from walk_marked(annotations.items, item)
    elif isinstance(value, dict):
        for name, part in annotations.properties:
            yield from walk_marked(part, value.get(name))


def unusable_texts(value: object, places: Iterable[Pointer]) -> Iterator[AnnotatedValue]:
    """Yield every text among the values at some pointers, without duplicates, as a line of prose.

    These are not valid values of their fields, so nothing is known about them but that somebody wrote them.
    """
    found = (text for place in places for text in _texts_in(find_value(value, place), place))
    yield from dict.fromkeys(found)


def _texts_in(value: object, place: Pointer) -> Iterator[AnnotatedValue]:
    if isinstance(value, str):
        yield AnnotatedValue(pointer=place, kind="line", value=value)
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts_in(part, (*place, key))
