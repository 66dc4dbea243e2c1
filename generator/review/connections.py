"""Titles and references of all records of a revision, and the links that a proposal makes or breaks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.changes.records import RecordChange
from generator.check.revision.revision_check import RevisionCheck
from generator.model.annotations import Annotations, reference_target, walk_marked
from generator.model.kinds import KIND_BY_NAME
from generator.source.record_files import record_at, record_path
from generator.source.yaml.reader import Json

Reference = tuple[str, str]
"""Kind and id of a record that is referred to."""


class IndexedRecord(msgspec.Struct, frozen=True, gc=False):
    """What is known about a record file; all empty for one that does not fit its schema.

    `folded` is the title without case and punctuation.
    """

    title: str = ""
    folded: str = ""
    sample: bool = False
    references: tuple[Reference, ...] = ()


RecordIndex = Mapping[str, IndexedRecord]
"""Records by file path, sorted."""


def index_records(check: RevisionCheck) -> RecordIndex:
    """Return the records of a revision.

    Raises:
        AtlasError: a schema cannot be used, or git refused.
    """
    return {
        path: IndexedRecord()
        if verdict.summary is None or not verdict.fits
        else IndexedRecord(
            title=verdict.summary.title,
            folded=verdict.summary.normal_title,
            sample=verdict.summary.sample,
            references=tuple(dict.fromkeys(one.target for one in verdict.summary.references)),
        )
        for path, verdict in check.verdicts.items()
    }


def path_of(reference: Reference) -> str:
    """Return the path of the record that a reference leads to; «» if there is no such kind."""
    name, record_id = reference
    kind = KIND_BY_NAME.get(name)
    return record_path(kind, record_id) if kind else ""


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """A link from one record to another, with their titles, or file names where there are none."""

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
    """Return the links that appear and disappear: appearing ones first, by the records at their ends.

    A reference to a record that does not exist is not a link. `references` are each kind's annotations.
    """
    found = {
        Connection(
            appears=appears,
            source=source,
            target=index[path_of(target)].title or target[1],
            target_kind=target[0],
        )
        for source, was, now in _find_references(changes, references, after)
        for appears, index, targets in (
            (True, after, _resolve(now, after) - _resolve(was, before)),
            (False, before, _resolve(was, before) - _resolve(now, after)),
        )
        for target in targets
    }
    return tuple(sorted(found, key=lambda one: (not one.appears, one.source, one.target_kind, one.target)))


def title_references(
    values: Iterable[tuple[str, Json]], references: Mapping[str, Annotations], *states: RecordIndex
) -> Mapping[Reference, str]:
    """Return the titles of the records referred to; the later revision takes precedence.

    `values` are raw records with the names of their kinds. Ambiguous titles are given with the id.
    """
    named = {target for kind, value in values for target in _walk(references[kind], value)}
    known = ((target, index.get(path_of(target))) for index in states for target in named)
    titles = {target: record.title for target, record in known if record and record.title}
    count = Counter(titles.values())
    return {
        target: title if count[title] == 1 else f"{title} ({target[1]})" for target, title in titles.items()
    }


def _find_references(
    changes: Sequence[RecordChange], references: Mapping[str, Annotations], after: RecordIndex
) -> Iterator[tuple[str, set[Reference], set[Reference]]]:
    """Yield a record's title with its old and new references, for records whose links may differ."""
    for change in changes:
        if change.after is None and change.how != "removed":  # its new value is unknown
            continue
        marks = references[change.kind.name]
        yield change.title, set(_walk(marks, change.before)), set(_walk(marks, change.after))
    changed = {path for change in changes for path in (change.path, change.before_path)}
    was = {_place_of(change.before_path) for change in changes if change.how != "added"}
    now = {_place_of(change.path) for change in changes if change.how != "removed"}
    moved = was ^ now  # records that are in one revision only
    for path, record in after.items() if moved else ():
        if path not in changed and not moved.isdisjoint(record.references):
            same = set(record.references)
            yield record.title, same, same


def _place_of(path: str) -> Reference | None:
    place = record_at(path)
    return (place[0].name, place[1]) if place else None


def _resolve(references: set[Reference], index: RecordIndex) -> set[Reference]:
    return {reference for reference in references if path_of(reference) in index}


def _walk(marks: Annotations, value: Json) -> Iterator[Reference]:
    """Yield the references in a raw value."""
    return (reference_target(mark, text) for mark, text in walk_marked(marks, value))
