"""What a review needs to know of every record of a state: how alike others are to it, and whom it names.

It is remembered by the ids that git gave the files, so that only what is new has to be read.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import Any

import msgspec

from generator.cache import fingerprint, recall, remember
from generator.catalogue import Entry
from generator.rules import Context
from generator.rules.collisions import folded
from generator.rules.marks import leaves, strings
from generator.states import State

_CACHE, _FORMAT = "review", b"review-1"
_WORD = re.compile(r"\w+")
_RUN = 3
"""Words in a row by which texts are known again."""
SAMPLE = 32
"""So many of a text's runs of words stand for it: those whose hashes are the smallest."""
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


def rows_of(*states: State) -> tuple[Rows, ...]:
    """Return what is known of every record of some states.

    Raises:
        AtlasError: a schema cannot be used, or git refused.
    """
    known: dict[bytes, dict[bytes, Row]] = {}
    found = []
    for state in states:
        key = fingerprint(_FORMAT, state.bench.digest)
        if key not in known:
            known[key] = _recalled(state, key)
        found.append(_rows_of(state, key, known[key]))
    return tuple(found)


def _rows_of(state: State, key: bytes, known: dict[bytes, Row]) -> Rows:
    """Return the rows of a state; those that were not known are known and remembered then."""
    files = state.revision.files
    ids = {source.path: bytes.fromhex(files[source.file].id) for source in state.survey.records}
    new = {path: one for path, one in ids.items() if one not in known}
    if new:
        if len(known) > _SPARE * len(ids):
            known.clear()
            new = ids
        found = _rows(new, state)
        known.update((one, found.get(path, Row())) for path, one in new.items())
        remember(state.root, _CACHE, key, msgspec.msgpack.encode(known))
    return {path: known[one] for path, one in ids.items()}


def words_of(entry: Entry[Any], context: Context) -> Sequence[str]:
    """Return the words of all texts of a record, case and ё aside."""
    texts = strings(context.texts[entry.kind.name], entry.record)
    return _WORD.findall(folded(" ".join(texts)))


def _rows(new: Mapping[str, bytes], state: State) -> Mapping[str, Row]:
    context = state.bench.context(state.as_of)
    if context is None:
        return {}
    entries = (entry for entry in state.examined.fitting if entry.path in new)
    return {entry.path: _row(entry, context) for entry in entries}


def _row(entry: Entry[Any], context: Context) -> Row:
    words = [word.encode() for word in words_of(entry, context)]
    runs = {zlib.crc32(b" ".join(words[start : start + _RUN])) for start in range(len(words) - _RUN + 1)}
    references = leaves(context.references[entry.kind.name], entry.record)
    return Row(
        title=entry.record.title,
        folded=folded(entry.record.title),
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
