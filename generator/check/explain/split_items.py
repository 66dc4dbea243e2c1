"""One list item written as several: each of its lines was given a dash of its own."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from generator.base.russian import join_words, quote_all
from generator.model.findings import Pointer, Problem, find_value
from generator.source.fields import Fields
from generator.source.yaml.reader import Json


def join_split_items(fields: Fields, problems: Sequence[Problem], record: Json) -> Iterator[Problem]:
    """Merge the problems of items that lack each other's keys into one."""
    missing: dict[Pointer, set[str]] = {}
    for one in problems:
        if one.missing_keys and one.pointer and isinstance(one.pointer[-1], int):
            missing.setdefault(one.pointer, set()).update(one.missing_keys)
    runs = {run[0]: run for run in _find_runs(record, missing)}
    joined = {place for run in runs.values() for place in run}
    for one in problems:
        if one.pointer not in joined or not one.missing_keys:
            yield one
        elif one.pointer in runs:
            yield _describe(fields, runs.pop(one.pointer), record)


def _find_runs(record: Json, missing: Mapping[Pointer, set[str]]) -> Iterator[tuple[Pointer, ...]]:
    """Yield consecutive items that together form a complete one: no key twice, none missing."""
    run: list[Pointer] = []
    held: set[str] = set()
    for place in sorted(missing, key=lambda one: (one[:-1], one[-1])):
        item = find_value(record, place)
        keys = {str(key) for key in item} if isinstance(item, dict) else set()
        follows = bool(run) and place == (*run[-1][:-1], int(run[-1][-1]) + 1)
        if not follows or not keys or held & keys:
            yield from _whole(run, held, missing)
            run, held = [], set()
        run, held = [*run, place], held | keys
    yield from _whole(run, held, missing)


def _whole(
    run: Sequence[Pointer], held: AbstractSet[str], missing: Mapping[Pointer, set[str]]
) -> Iterator[tuple[Pointer, ...]]:
    if len(run) > 1 and all(missing[place] <= held for place in run):
        yield tuple(run)


def _describe(fields: Fields, run: Sequence[Pointer], record: Json) -> Problem:
    first, pointer = run[0], run[1]
    halves = [find_value(record, place) for place in run[1:]]
    keys = [next(map(str, half), "") for half in halves if isinstance(half, dict)]
    lines = "строку по предыдущей" if len(keys) == 1 else "эти строки по первой"
    return Problem(
        code="missing-key",
        what=f"{fields.place(pointer)}: это продолжение пункта {int(first[-1]) + 1}, а не новый пункт",
        pointer=pointer,
        allowed="один «-» на пункт; остальные его строки — под первой, с отступом",
        action=f"Уберите «-» перед {join_words(quote_all(keys))} и выровняйте {lines}.",
        spoils=tuple(run),
    )
