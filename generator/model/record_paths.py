"""Paths into records: pointers in which None stands for every item of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from generator.model.findings import Pointer
from generator.model.records.common import Record

Path = tuple[str | None, ...]
Places = list[tuple[Pointer, object]]


def marked_paths(tree: Mapping[str, Any], key: str, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of the values that a schema marks by `key: true`, in the order of the schema.

    Args:
        tree: the schema with every reference resolved.
        key: the keyword of the mark.
        path: where the schema stands.
    """
    if tree.get(key) is True:
        yield path
    items = tree.get("items")
    if isinstance(items, Mapping):
        yield from marked_paths(items, key, (*path, None))
    for name, part in tree.get("properties", {}).items():
        yield from marked_paths(part, key, (*path, name))


def values_at(record: object, path: Path) -> Places:
    """Return the values of a record that a path leads to, with their pointers; absent ones are left out."""
    if len(path) == 1 and path[0] is not None:  # most are such: nothing is gathered on the way
        value = getattr(record, path[0], None)
        return [] if value is None else [((path[0],), value)]
    found: Places = [((), record)]
    for step in path:
        found = _items(found) if step is None else _parts(found, step)
        if not found:
            break
    return found


@cache
def begins_in(path: Path, record_type: type[Record]) -> bool:
    """Return whether records of a type have the field at which a path begins."""
    return path[0] in record_type.__struct_fields__


def _parts(places: Places, name: str) -> Places:
    return [
        ((*pointer, name), part)
        for pointer, value in places
        if (part := getattr(value, name, None)) is not None
    ]


def _items(places: Places) -> Places:
    return [
        ((*pointer, index), item)
        for pointer, value in places
        if isinstance(value, tuple)
        for index, item in enumerate(value)
    ]
