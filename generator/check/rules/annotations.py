"""What the schemas mark in a record: its texts (`x-text`) and its references (`x-reference`).

A schema is compiled once to a small tree that holds only the ways to what is marked; walking a
record along it touches nothing else. Records are walked as typed values: their fields are the keys
of the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.model.findings import Pointer
from generator.source.schema_files import Schemas

TEXT = "x-text"
REFERENCE = "x-reference"

MARKDOWN = frozenset({"markdown"})
ADDRESS = frozenset({"address"})
PHONE = frozenset({"phone"})
EMAIL = frozenset({"email"})
LINES = frozenset({"line"}) | ADDRESS | PHONE | EMAIL
PROSE = frozenset({"line", "plain"}) | MARKDOWN
EVERYTHING = PROSE | LINES


class Marks(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The marked ways of a schema; `mark` stands on the leaves and is empty elsewhere."""

    mark: str = ""
    items: Marks | None = None
    properties: tuple[tuple[str, Marks], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is marked here or below."""
        return bool(self.mark or self.items or self.properties)

    def only(self, wanted: frozenset[str]) -> Marks:
        """Return the ways to the wanted marks only, found once."""
        if wanted not in self._narrowed:
            self._narrowed[wanted] = narrowed(self, wanted)
        return self._narrowed[wanted]

    @cached_property
    def _narrowed(self) -> dict[frozenset[str], Marks]:
        return {}


class Leaf(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A marked string of a record. `kind` is its mark: a kind of text, or the kind referred to."""

    pointer: Pointer
    kind: str
    value: str


def compile_marks(schemas: Schemas, file: str, key: str = TEXT) -> Marks:
    """Return what a schema marks with a key; `schemas` holds it and every schema that it refers to.

    Raises:
        KeyError: a `$ref` leads to a file or a definition that is not there.
    """
    return _compile(schemas[file], file, schemas, key)


def narrowed(marks: Marks, wanted: AbstractSet[str]) -> Marks:
    """Return the ways to the wanted marks only."""
    kept = ((name, narrowed(child, wanted)) for name, child in marks.properties)
    return Marks(
        mark=marks.mark if marks.mark in wanted else "",
        items=(marks.items and narrowed(marks.items, wanted)) or None,
        properties=tuple((name, child) for name, child in kept if child),
    )


def leaves(marks: Marks, value: object, pointer: Pointer = ()) -> Iterator[Leaf]:
    """Yield every marked string of a typed value, in the order of the schema."""
    if isinstance(value, str):
        if marks.mark:
            yield Leaf(pointer=pointer, kind=marks.mark, value=value)
        return
    if marks.items and isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from leaves(marks.items, item, (*pointer, index))
    for name, child in marks.properties:
        part = getattr(value, name, None)
        if part is not None:
            yield from leaves(child, part, (*pointer, name))


def strings(marks: Marks, value: object) -> list[str]:
    """Return every marked string of a typed value, without its place: much sooner than `leaves`."""
    found: list[str] = []
    _gather(marks, value, found)
    return found


def _gather(marks: Marks, value: object, found: list[str]) -> None:
    if isinstance(value, str):
        if marks.mark:
            found.append(value)
    elif isinstance(value, tuple):
        if marks.items:
            for item in value:
                _gather(marks.items, item, found)
    else:
        for name, child in marks.properties:
            part = getattr(value, name, None)
            if part or part == "":
                _gather(child, part, found)


def _compile(schema: Mapping[str, Any], file: str, schemas: Schemas, key: str) -> Marks:
    marks = _target(schema["$ref"], file, schemas, key) if "$ref" in schema else Marks()
    if key in schema:
        marks = replace(marks, mark=schema[key])
    if "items" in schema:
        marks = replace(marks, items=_compile(schema["items"], file, schemas, key) or None)
    if "properties" in schema:
        parts = ((name, _compile(part, file, schemas, key)) for name, part in schema["properties"].items())
        marks = replace(marks, properties=tuple((name, part) for name, part in parts if part))
    return marks


def _target(reference: str, file: str, schemas: Schemas, key: str) -> Marks:
    where, _, way = reference.partition("#")
    schema = schemas[where or file]
    for step in way.strip("/").split("/"):
        schema = schema[step] if step else schema
    return _compile(schema, where or file, schemas, key)
