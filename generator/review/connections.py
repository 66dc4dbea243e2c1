"""Links between records that a proposal makes or breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.changes import RecordChange
from generator.model.annotations import Annotations, reference_target
from generator.review.record_index import RecordIndex, Reference, path_of
from generator.source.record_files import SUFFIX
from generator.source.yaml.reader import Json


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """A link from one record to another, told by their titles; a file's name where a record has none."""

    appears: bool
    source: str
    target: str
    target_kind: str


def compare_connections(
    changes: Sequence[RecordChange],
    references: Mapping[str, Annotations],
    before: RecordIndex,
    after: RecordIndex,
) -> tuple[Connection, ...]:
    """Return the links that appear and vanish: those that appear first, by the records at their ends.

    A reference to a record that is not there is no link.

    Args:
        changes: the records that differ.
        references: where records of each kind name others.
        before: the records of the older state.
        after: the records of the newer one.
    """
    found = {
        Connection(appears=appears, source=source, target=_title(target, index), target_kind=target[0])
        for source, was, now in _find_references(changes, references, after)
        for appears, index, targets in (
            (True, after, _resolve(now, after) - _resolve(was, before)),
            (False, before, _resolve(was, before) - _resolve(now, after)),
        )
        for target in targets
    }
    return tuple(sorted(found, key=lambda one: (not one.appears, one.source, one.target_kind, one.target)))


def _find_references(
    changes: Sequence[RecordChange], references: Mapping[str, Annotations], after: RecordIndex
) -> Iterator[tuple[str, set[Reference], set[Reference]]]:
    """Yield a record's title with what it named and what it names; only of such as may differ in that."""
    for change in changes:
        if change.after is None and change.how != "removed":  # nobody knows what it says now
            continue
        marks = references[change.kind.name]
        yield change.title, set(_walk(marks, change.before)), set(_walk(marks, change.after))
    changed = {path for change in changes for path in (change.path, change.before_path)}
    moved = _find_moved(changes)
    for path, record in after.items() if moved else ():
        if path not in changed and not moved.isdisjoint(record.references):
            same = set(record.references)
            yield record.title, same, same


def _find_moved(changes: Sequence[RecordChange]) -> frozenset[Reference]:
    """Return the records that are in one state only."""
    was = {(change.kind.name, _id(change.before_path)) for change in changes if change.how != "added"}
    now = {(change.kind.name, change.id) for change in changes if change.how != "removed"}
    return frozenset(was ^ now)


def _resolve(references: set[Reference], index: RecordIndex) -> set[Reference]:
    return {reference for reference in references if path_of(reference) in index}


def _title(reference: Reference, index: RecordIndex) -> str:
    return index[path_of(reference)].title or reference[1]


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(SUFFIX)


def _walk(marks: Annotations, value: Json) -> Iterator[Reference]:
    """Yield what a raw value names, whether or not it fits its schema."""
    if isinstance(value, str) and marks.mark:
        yield reference_target(marks.mark, value)
    elif isinstance(value, list) and marks.items:
        for item in value:
            yield from _walk(marks.items, item)
    elif isinstance(value, dict):
        for name, part in marks.properties:
            yield from _walk(part, value.get(name))
