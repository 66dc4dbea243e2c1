"""Compares two versions of a record field by field.

Items of a list are matched: one inserted in the middle is one addition, not a change of all that follow.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec
from rapidfuzz import fuzz

from generator.model.findings import Pointer
from generator.source.fields import Fields
from generator.source.yaml.reader import Json

_LONGEST = 300
"""Longer lists are compared index by index: matching would take too long."""
_ALIKE = 50
"""Items whose similarity (of 100) reaches this are one item before and after the change."""

Difference = tuple[Pointer, Json, Json]


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A changed value; None stands for a missing one.

    `pointer` leads to it in the newer version, or for a removed value in the older one; `title` is that place
    in words: «Шаги, пункт 2, Пояснение».
    """

    pointer: Pointer
    title: str
    before: Json
    after: Json


def field_changes(before: Json, after: Json, fields: Fields) -> tuple[FieldChange, ...]:
    """Return the changes between two versions of a record, in the order of its schema."""
    return tuple(
        FieldChange(pointer=pointer, title=place_title(pointer, fields), before=old, after=new)
        for pointer, old, new in _differences(before, after, (), fields)
    )


def place_title(pointer: Pointer, fields: Fields) -> str:
    """Return a pointer in words: «Шаги, пункт 2, Пояснение»; «Вся запись» for the root."""
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
    """Return the keys of two mappings in the order of the schema, unknown ones last."""
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
    """Yield pairs of indexes: (old, None) was removed, (None, new) was added."""
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
