"""Links between records that a proposal makes and that it undoes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.changes import RecordChange
from generator.check.rules.annotations import Marks
from generator.model.kinds import KIND_BY_NAME
from generator.review.similarity_index import Reference, Rows
from generator.source.record_files import CONTENT, SUFFIX
from generator.source.yaml.reader import Json


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """A link from one record to another, told by their titles; a file's name where a record has none."""

    appears: bool
    source: str
    target: str
    target_kind: str


def connections(
    changes: Sequence[RecordChange], references: Mapping[str, Marks], before: Rows, after: Rows
) -> tuple[Connection, ...]:
    """Return the links that appear and vanish: those that appear first, by the records at their ends.

    A reference to a record that is not there is no link.

    Args:
        changes: the records that differ.
        references: where records of each kind name others.
        before: what is known of the records of the older state.
        after: the same of the newer one.
    """
    found = [
        Connection(appears=appears, source=source, target=_title(target, rows), target_kind=target[0])
        for source, was, now in _named_by(changes, references, after)
        for appears, rows, targets in (
            (True, after, _there(now, after) - _there(was, before)),
            (False, before, _there(was, before) - _there(now, after)),
        )
        for target in targets
    ]
    return tuple(sorted(set(found), key=_order))


def _order(one: Connection) -> tuple[bool, str, str, str]:
    return (not one.appears, one.source, one.target_kind, one.target)


def _named_by(
    changes: Sequence[RecordChange], references: Mapping[str, Marks], after: Rows
) -> Iterator[tuple[str, set[Reference], set[Reference]]]:
    """Yield a record's title with what it named and what it names; only of such as may differ in that."""
    for change in changes:
        if change.after is None and change.how != "removed":  # nobody knows what it says now
            continue
        marks = references[change.kind.name]
        yield change.title, set(_named(marks, change.before)), set(_named(marks, change.after))
    changed = {path for change in changes for path in (change.path, change.before_path)}
    moved = _moved(changes)
    for path, row in after.items() if moved else ():
        if path not in changed and not moved.isdisjoint(row.references):
            known = set(row.references)
            yield row.title, known, known


def _moved(changes: Sequence[RecordChange]) -> frozenset[Reference]:
    """Return the records that are in one state only."""
    was = {(change.kind.name, _id(change.before_path)) for change in changes if change.how != "added"}
    now = {(change.kind.name, change.id) for change in changes if change.how != "removed"}
    return frozenset(was ^ now)


def _there(references: set[Reference], rows: Rows) -> set[Reference]:
    return {reference for reference in references if _path(reference) in rows}


def _title(reference: Reference, rows: Rows) -> str:
    return rows[_path(reference)].title or reference[1]


def _path(reference: Reference) -> str:
    kind, record_id = reference
    return f"{CONTENT}/{KIND_BY_NAME[kind].folder}/{record_id}{SUFFIX}"


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(SUFFIX)


def _named(marks: Marks, value: Json) -> Iterator[Reference]:
    """Yield what a raw value names, whether or not it fits its schema."""
    if isinstance(value, str) and marks.mark:
        yield marks.mark, value
    elif isinstance(value, list) and marks.items:
        for item in value:
            yield from _named(marks.items, item)
    elif isinstance(value, dict):
        for name, part in marks.properties:
            yield from _named(part, value.get(name))
