"""Compares two values of one record: which fields differ, and how they are called.

Items of a list are followed through it: one put in the middle is one addition, not a change of all that
stand behind it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec
from rapidfuzz import fuzz

from generator.model.findings import Pointer
from generator.source.fields import Fields
from generator.source.yaml.reader import Json

_LONGEST = 300
"""Of longer lists the items are compared place by place: following them would take too long."""
_ALIKE = 50
"""Items at least so alike, of 100, are the same item before and after a change."""

Difference = tuple[Pointer, Json, Json]


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A value that differs: None where there was, or is, none.

    `pointer` leads to it in the newer state if it stands there, else in the older one; `title` is how
    readers know the place: «Шаги, пункт 2, Пояснение».
    """

    pointer: Pointer
    title: str
    before: Json
    after: Json


def field_changes(before: Json, after: Json, fields: Fields) -> tuple[FieldChange, ...]:
    """Return what differs between two values of a record, in the order of its schema."""
    return tuple(
        FieldChange(pointer=pointer, title=place_title(pointer, fields), before=old, after=new)
        for pointer, old, new in _differences(before, after, (), fields)
    )


def place_title(pointer: Pointer, fields: Fields) -> str:
    """Return the titles that lead to a place: «Шаги, пункт 2, Пояснение»; «Вся запись» for all of it."""
    parts = [
        f"пункт {step + 1}" if isinstance(step, int) else fields.at(pointer[: size + 1]).title or step
        for size, step in enumerate(pointer)
    ]
    return ", ".join(parts) or "Вся запись"


def _differences(before: Json, after: Json, pointer: Pointer, fields: Fields) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in _ordered_keys(before, after, pointer, fields):
            yield from _differences(before.get(key), after.get(key), (*pointer, key), fields)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list_differences(before, after, pointer, fields)
    elif type(before) is not type(after) or before != after:
        yield pointer, before, after


def _ordered_keys(
    before: Mapping[str, Json], after: Mapping[str, Json], pointer: Pointer, fields: Fields
) -> list[str]:
    """Return the keys of two mappings as their schema orders them; those it lacks come last."""
    there = {**before, **after}
    known = [field.key for field in fields.below(pointer) if field.key in there]
    return [*known, *(key for key in there if key not in set(known))]


def _list_differences(
    before: list[Json], after: list[Json], pointer: Pointer, fields: Fields
) -> Iterator[Difference]:
    old, new = [_as_text(item) for item in before], [_as_text(item) for item in after]
    if old == new:
        return
    if sorted(old) == sorted(new) or not any(isinstance(item, dict) for item in (*before, *after)):
        yield pointer, before, after
        return
    for first, second in _pair_items(old, new):
        place = (*pointer, second if second is not None else first or 0)
        yield from _differences(
            None if first is None else before[first], None if second is None else after[second], place, fields
        )


def _pair_items(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield which item became which: (old, None) was removed, (None, new) was added."""
    if max(len(old), len(new)) > _LONGEST:
        for place in range(max(len(old), len(new))):
            yield place if place < len(old) else None, place if place < len(new) else None
        return
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from _match_items(old, range(a, b), new, range(c, d))


def _match_items(
    old: Sequence[str], first: range, new: Sequence[str], second: range
) -> Iterator[tuple[int | None, int | None]]:
    rest = list(second)
    for place in first:
        alike = [(fuzz.ratio(old[place], new[other]), -other) for other in rest]
        best, other = max(alike, default=(0.0, 0))
        if best < _ALIKE:
            yield place, None
            continue
        behind = rest.index(-other)
        yield from ((None, added) for added in rest[:behind])
        yield place, -other
        rest = rest[behind + 1 :]
    yield from ((None, added) for added in rest)


def _as_text(item: Json) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
