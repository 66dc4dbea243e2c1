"""Titles and references of all records of a revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.check.revision.revision_check import RevisionCheck
from generator.model.kinds import KIND_BY_NAME
from generator.source.record_files import CONTENT, SUFFIX

Reference = tuple[str, str]
"""Kind and id of a record that is named."""


class IndexedRecord(msgspec.Struct, frozen=True, gc=False):
    """What is known of a record file; all empty for one that does not fit its schema.

    `folded` is the title without case and punctuation.
    """

    title: str = ""
    folded: str = ""
    references: tuple[Reference, ...] = ()


RecordIndex = Mapping[str, IndexedRecord]
"""Records by the path of their file, sorted by path."""


def index_records(check: RevisionCheck) -> RecordIndex:
    """Return the records of a revision.

    Raises:
        AtlasError: a schema cannot be used, or git refused.
    """
    return {
        path: IndexedRecord()
        if verdict.summary is None
        else IndexedRecord(
            title=verdict.summary.title,
            folded=verdict.summary.normal_title,
            references=tuple(dict.fromkeys(one.target for one in verdict.summary.references)),
        )
        for path, verdict in check.verdicts.items()
    }


def path_of(reference: Reference) -> str:
    """Return the path of the file of a record that is named; «» if there is no such kind."""
    name, record_id = reference
    kind = KIND_BY_NAME.get(name)
    return f"{CONTENT}/{kind.folder}/{record_id}{SUFFIX}" if kind else ""


def find_naming(index: RecordIndex, named: Iterable[Reference]) -> Mapping[Reference, Sequence[str]]:
    """Return the paths of the records that name some others, by what they name."""
    wanted = frozenset(named)
    found: dict[Reference, list[str]] = {}
    for path, record in index.items() if wanted else ():
        for reference in wanted.intersection(record.references):
            found.setdefault(reference, []).append(path)
    return found
