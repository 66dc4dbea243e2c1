"""One item of a list that is written as two: each of its lines has got a dash of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.russian import join_words, quote_all
from generator.model.findings import Pointer, Problem, find_value
from generator.source.fields import Fields
from generator.source.yaml.reader import Json


def join_split_items(fields: Fields, problems: Sequence[Problem], record: Json) -> Iterator[Problem]:
    """Yield problems in which two items that lack each other's keys are one mistake."""
    missing: dict[Pointer, set[str]] = {}
    for one in problems:
        if one.missing_keys and one.pointer and isinstance(one.pointer[-1], int):
            missing.setdefault(one.pointer, set()).update(one.missing_keys)
    halves: dict[Pointer, Pointer] = {}
    for second in missing:
        first = (*second[:-1], int(second[-1]) - 1)
        if first in missing and first not in halves and _complete(record, first, second, missing):
            halves[second] = first
    joined = {*halves, *halves.values()}
    for one in problems:
        if one.pointer not in joined or not one.missing_keys:
            yield one
        elif one.pointer in halves:
            yield _describe(fields, one.pointer, halves.pop(one.pointer), record)


def _complete(record: Json, first: Pointer, second: Pointer, missing: dict[Pointer, set[str]]) -> bool:
    """Return whether each of two items has what the other one lacks, and nothing that it has too."""
    here, there = find_value(record, first), find_value(record, second)
    if not isinstance(here, dict) or not isinstance(there, dict) or not here.keys().isdisjoint(there):
        return False
    return missing[first] <= there.keys() and missing[second] <= here.keys()


def _describe(fields: Fields, pointer: Pointer, first: Pointer, record: Json) -> Problem:
    half = find_value(record, pointer)
    keys = [str(key) for key in half] if isinstance(half, dict) else []
    return Problem(
        code="missing-key",
        what=f"{fields.place(pointer)}: это продолжение пункта {int(first[-1]) + 1}, а не новый пункт",
        pointer=pointer,
        allowed="один «-» на пункт; остальные его строки — под первой, с отступом",
        action=f"Уберите «-» перед {join_words(quote_all(keys[:1]))} и выровняйте строку по предыдущей.",
        spoils=(first,),
    )
