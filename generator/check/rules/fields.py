"""How rules reach into records: by pointers in which None stands for every item of a list."""

from __future__ import annotations

from functools import cache

from generator.model.findings import Pointer
from generator.model.records import Record

Way = tuple[str | None, ...]
Places = list[tuple[Pointer, object]]


def at(record: object, way: Way) -> Places:
    """Return the values of a record that a way leads to, with their pointers; absent ones are left out."""
    if len(way) == 1 and way[0] is not None:  # most are such: nothing is gathered on the way
        value = getattr(record, way[0], None)
        return [] if value is None else [((way[0],), value)]
    found: Places = [((), record)]
    for step in way:
        found = _items(found) if step is None else _parts(found, step)
        if not found:
            break
    return found


@cache
def starts(way: Way, record_type: type[Record]) -> bool:
    """Return whether records of a type have the field at which a way starts."""
    return way[0] in record_type.__struct_fields__


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
