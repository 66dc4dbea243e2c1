"""What a review needs to know of every record of a state: how alike others are to it, and whom it names.

It is remembered by the ids that git gave the files, so that only what is new has to be read.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Any

import msgspec

from generator.bench import Bench
from generator.cache import fingerprint, recall, remember
from generator.catalogue import Entry
from generator.rules import Context
from generator.rules.folding import folded
from generator.rules.marks import leaves, strings
from generator.states import State
from generator.states.additions import entry_of

_CACHE, _FORMAT = "review", b"review-1"
_WORD = re.compile(r"\w+")
_RUN = 3
"""Words in a row by which texts are known again."""
SAMPLE = 32
"""So many of a text's runs of words stand for it: those whose hashes are the smallest."""
_ALONE = 200
"""So many records are read sooner one by one than all that is known of all records."""
_SPARE = 3
"""Records that are not asked for any more are forgotten when they are so many times more."""

Reference = tuple[str, str]
"""Kind and id of a record that is named."""


class Row(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a record; `title` is «» for one that does not fit its schema."""

    title: str = ""
    folded: str = ""
    sample: bytes = b""
    references: tuple[Reference, ...] = ()

    @property
    def runs(self) -> memoryview:
        """The hashes of the runs of words that stand for the text."""
        return memoryview(self.sample).cast("I")


Rows = Mapping[str, Row]
"""Rows by the path of the record's file."""


def rows_of(
    before: State, after: State, changed: Collection[str], former: Mapping[str, str]
) -> tuple[Rows, Rows]:
    """Return what is known of every record of two states, by the schemas and settings of the newer one.

    Args:
        before: the older state.
        after: the newer one.
        changed: the paths of the record files that differ, former ones too.
        former: the ids that git gave the files among these that the older state has, by path.

    Raises:
        AtlasError: a schema cannot be used, or git refused.
    """
    key = fingerprint(_FORMAT, after.bench.digest)
    known = _recalled(after, key)
    ids = _ids(after, [source.path for source in after.survey.records])
    new = {path: one for path, one in ids.items() if one not in known}
    differing = {path: bytes.fromhex(one) for path, one in former.items()}
    old = {path: one for path, one in differing.items() if one not in known}
    if new or old:
        bench = after.bench
        found = {**_rows(before, old, bench), **_rows(after, new, bench)}
        asked = {*ids.values(), *differing.values()}
        crowded = len(known) > _SPARE * len(ids)
        kept = {one: row for one, row in known.items() if one in asked} if crowded else known
        known = {**kept, **{one: found.get(one, Row()) for one in (*new.values(), *old.values())}}
        remember(after.root, _CACHE, key, msgspec.msgpack.encode(known))
    now = {path: known[one] for path, one in ids.items()}
    was = {path: row for path, row in now.items() if path not in changed}
    return was | {path: known[one] for path, one in differing.items()}, now


def _ids(state: State, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the ids of the record files that stand at some paths."""
    files = state.revision.files
    found = ((path, files.get(path)) for path in paths)
    return {path: bytes.fromhex(blob.id) for path, blob in found if blob is not None and blob.is_file}


def words_of(entry: Entry[Any], context: Context) -> Sequence[str]:
    """Return the words of all texts of a record, case and ё aside."""
    texts = strings(context.texts[entry.kind.name], entry.record)
    return _WORD.findall(folded(" ".join(texts)))


def _rows(state: State, wanted: Mapping[str, bytes], bench: Bench) -> Mapping[bytes, Row]:
    """Return the rows of records of a state by their ids: few are read one by one, many as a check does."""
    context = bench.context(state.as_of)
    if context is None:
        return {}
    together = len(wanted) > _ALONE and state.bench.digest == bench.digest
    found = state.examined.fitting if together else _alone(state, wanted, bench)
    return {wanted[entry.path]: _row(entry, context) for entry in found if entry.path in wanted}


def _alone(state: State, paths: Iterable[str], bench: Bench) -> Iterator[Entry[Any]]:
    sources = [source for source in map(state.source_at, paths) if source is not None]
    state.shelf.fetch(source.file for source in sources)
    for source in sources:
        entry = entry_of(source, bench)
        if entry is not None:
            yield entry


def _row(entry: Entry[Any], context: Context) -> Row:
    words = [word.encode() for word in words_of(entry, context)]
    runs = {zlib.crc32(b" ".join(words[start : start + _RUN])) for start in range(len(words) - _RUN + 1)}
    references = leaves(context.references[entry.kind.name], entry.record)
    return Row(
        title=entry.title,
        folded=folded(entry.title),
        sample=array("I", nsmallest(SAMPLE, runs)).tobytes(),
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


def _recalled(state: State, key: bytes) -> dict[bytes, Row]:
    body = recall(state.root, _CACHE, key)
    try:
        return {} if body is None else msgspec.msgpack.decode(body, type=dict[bytes, Row])
    except msgspec.MsgspecError:
        return {}
