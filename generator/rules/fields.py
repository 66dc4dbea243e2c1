"""How rules reach into records: by pointers in which None stands for every item of a list."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import Pointer

Way = tuple[str | None, ...]


def at(record: object, way: Way, pointer: Pointer = ()) -> Iterator[tuple[Pointer, object]]:
    """Yield the values of a record that a way leads to, with their pointers; absent ones are skipped."""
    if record is None:
        return
    if not way:
        yield pointer, record
        return
    step, rest = way[0], way[1:]
    if step is not None:
        yield from at(getattr(record, step, None), rest, (*pointer, step))
    elif isinstance(record, tuple):
        for index, item in enumerate(record):
            yield from at(item, rest, (*pointer, index))
