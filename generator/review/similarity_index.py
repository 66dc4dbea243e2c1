"""What a review needs to know of every record of a state: how alike others are to it, and whom it names.

It is remembered with the id of the folder that it is about: git tells what differs from that in another
state, and only this has to be read, and remembered beside it.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from generator.base.cache import fingerprint, recall, remember, seems_known
from generator.base.file_cache import is_few
from generator.check.new_records import entry_of
from generator.check.revision import State
from generator.check.rules import Context
from generator.check.rules.annotations import leaves, strings
from generator.check.rules.normalise import folded
from generator.check.ruleset import Bench
from generator.model.catalogue import Entry
from generator.review.shingles import CODE, Holders, holders_of
from generator.source.git import PathChange, changed_files
from generator.source.record_files import CONTENT, record_at

_CACHE, _SINCE, _FORMAT = "review", "review-new", b"review-3"
_WORD = re.compile(r"\w+")
_RUN = 3
"""Words in a row by which texts are known again."""
SAMPLE = 32
"""So many of a text's runs of words stand for it: those whose hashes are the smallest."""
_ALONE = 200
"""So many records are read sooner one by one than all that is known of all records."""

T = TypeVar("T")
Reference = tuple[str, str]
"""Kind and id of a record that is named."""


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of a record file; `title` is «» for one that does not fit its schema.

    `id` is that of its content in git, `sample` holds the hashes of the runs of words that stand for it.
    """

    id: str = ""
    title: str = ""
    folded: str = ""
    sample: bytes = b""
    references: tuple[Reference, ...] = ()

    @property
    def runs(self) -> memoryview:
        """The hashes one by one."""
        return memoryview(self.sample).cast(CODE)


Rows = Mapping[str, Row]
"""Rows by the path of the record's file."""


class Index(msgspec.Struct, frozen=True, array_like=True):
    """What is known of the records in a `content/`, whose id in git is `tree`.

    When it is remembered the rows have no samples: the holders say the same.
    """

    tree: str
    rows: dict[str, Row]
    holders: Holders
    """Who has which runs, by the places of the rows."""


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of every record of two states. `index` is what was known of some state."""

    before: Rows
    after: Rows
    index: Index


class _Since(msgspec.Struct, frozen=True, array_like=True):
    """What differs from an index in another `content/`: None for files that are gone."""

    tree: str
    rows: dict[str, Row | None]


def is_remembered(after: State) -> bool:
    """Return whether something seems to be remembered of records that were judged as those of a state are.

    Raises:
        AtlasError: a schema cannot be used.
    """
    return seems_known(after.root, _CACHE, _key(after.bench))


def records_of(before: State, after: State, differing: Sequence[PathChange]) -> Records:
    """Return what is known of every record of two states, by the schemas and settings of the newer one.

    Args:
        before: the older state.
        after: the newer one.
        differing: the paths that differ.

    Raises:
        AtlasError: a schema cannot be used, or git refused.
    """
    ends = {path for one in differing for path in (one.before, one.path)}
    was = {one.before: one.old.id for one in differing if one.old and record_at(one.before)}
    now = {one.path: one.new.id for one in differing if one.new and record_at(one.path)}
    bench = after.bench
    index = _decoded(recall(after.root, _CACHE, _key(bench)), Index)
    rows = None if index is None else _renewed(index, before, bench)
    if index is not None and rows is not None:
        return Records(before=rows, after=_moved(rows, ends, now, after, bench), index=index)
    files = after.revision.below(CONTENT).items()
    there = {path: blob.id for path, blob in files if blob.is_file and record_at(path)}
    rows = _moved({}, (), there, after, bench)
    index = _remember(after, bench, rows)
    return Records(before=_moved(rows, ends, was, before, bench), after=rows, index=index)


def _renewed(index: Index, state: State, bench: Bench) -> Rows | None:
    """Return the rows of a state out of an index; None if git does not tell what differs."""
    key = fingerprint(_key(bench), index.tree.encode())
    since = _decoded(recall(state.root, _SINCE, key), _Since) or _Since(index.tree, {})
    stand = {path: row for path, row in since.rows.items() if row is not None}
    rows = _replaced(index.rows, since.rows, stand)
    tree = _tree(state)
    if since.tree == tree:
        return rows
    found = changed_files(state.revision.repository, since.tree, tree)
    if found is None:
        return None
    differing = {f"{CONTENT}/{path}": blob for path, blob in found.items()}
    there = {path: blob.id for path, blob in differing.items() if blob and record_at(path)}
    rows = _moved(rows, differing, there, state, bench)
    changed = {path: rows.get(path) for path in (*since.rows, *filter(record_at, differing))}
    if is_few(len(changed), len(rows)):
        remember(state.root, _SINCE, key, msgspec.msgpack.encode(_Since(tree, changed)))
    else:
        _remember(state, bench, _sampled(rows, index))
    return rows


def _sampled(rows: Mapping[str, Row], index: Index) -> dict[str, Row]:
    """Return rows with the samples of all, those of an index too."""
    samples = dict(zip(index.rows, index.holders.samples(len(index.rows)), strict=True))
    return {
        path: replace(row, sample=samples[path]) if index.rows.get(path) is row else row
        for path, row in rows.items()
    }


def _moved(
    rows: Mapping[str, Row], ends: Iterable[str], there: Mapping[str, str], state: State, bench: Bench
) -> dict[str, Row]:
    """Return rows in which the files of some paths are those of a state.

    Args:
        rows: the rows of another state.
        ends: the paths at which the two differ.
        there: the ids of the record files that stand at them in the state.
        state: the state.
        bench: what judges the records.
    """
    return _replaced(rows, ends, _rows(state, there, bench))


def _replaced(rows: Mapping[str, Row], ends: Iterable[str], new: Mapping[str, Row]) -> dict[str, Row]:
    """Return rows in which those of some paths are new, or gone; sorted as the older ones are."""
    replaced = {**rows, **new}
    for path in ends:
        if path not in new:
            replaced.pop(path, None)
    return replaced if new.keys() <= rows.keys() else dict(sorted(replaced.items()))


def _decoded(body: bytes | None, form: type[T]) -> T | None:
    try:
        return None if body is None else msgspec.msgpack.decode(body, type=form)
    except msgspec.MsgspecError:
        return None


def _key(bench: Bench) -> bytes:
    return fingerprint(_FORMAT, bench.digest)


def _tree(state: State) -> str:
    return state.revision.parts.get(CONTENT, "")


def _remember(state: State, bench: Bench, rows: dict[str, Row]) -> Index:
    index = Index(_tree(state), rows, holders_of(row.sample for row in rows.values()))
    bare = replace(index, rows={path: replace(row, sample=b"") for path, row in rows.items()})
    remember(state.root, _CACHE, _key(bench), msgspec.msgpack.encode(bare))
    return index


def words_of(entry: Entry[Any], context: Context) -> Sequence[str]:
    """Return the words of all texts of a record, case and ё aside."""
    texts = strings(context.texts[entry.kind.name], entry.record)
    return _WORD.findall(" ".join(texts).casefold().replace("ё", "е"))


def _rows(state: State, files: Mapping[str, str], bench: Bench) -> Rows:
    """Return the rows of record files of a state, given by path and id.

    Few are read one by one, many as a check does.
    """
    context = bench.context(state.as_of)
    together = len(files) > _ALONE and state.bench.digest == bench.digest
    state.shelf.know(files)
    entries = state.examined.fitting if together else _alone(state, files, bench)
    found = {entry.path: entry for entry in entries} if context is not None else {}
    return {path: _row(one, found.get(path), context) for path, one in files.items()}


def _alone(state: State, paths: Iterable[str], bench: Bench) -> Iterator[Entry[Any]]:
    sources = [source for source in map(state.source_at, paths) if source is not None]
    state.shelf.fetch(source.file for source in sources)
    for source in sources:
        entry = entry_of(source, bench)
        if entry is not None:
            yield entry


def _row(one: str, entry: Entry[Any] | None, context: Context | None) -> Row:
    if entry is None or context is None:
        return Row(one)
    words = [word.encode() for word in words_of(entry, context)]
    runs = {zlib.crc32(b" ".join(words[start : start + _RUN])) for start in range(len(words) - _RUN + 1)}
    references = leaves(context.references[entry.kind.name], entry.record)
    return Row(
        id=one,
        title=entry.title,
        folded=folded(entry.title),
        sample=array(CODE, nsmallest(SAMPLE, runs)).tobytes(),
        references=tuple(dict.fromkeys((leaf.kind, leaf.value) for leaf in references)),
    )


def naming(rows: Rows, named: Iterable[Reference]) -> Mapping[Reference, Sequence[str]]:
    """Return the paths of the records that name some others, by what they name."""
    wanted = frozenset(named)
    found: dict[Reference, list[str]] = {}
    if wanted:
        for path, row in rows.items():
            for reference in row.references:
                if reference in wanted:
                    found.setdefault(reference, []).append(path)
    return found
