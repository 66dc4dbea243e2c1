"""The hashes of record files: of those that are known again by their traces without reading them.

A trace is believed only if the file had last been changed well before it was looked at: what changes
twice between two ticks of the file system's clock has one trace and two contents.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from generator.base.cache import clock, fingerprint, recall, remember
from generator.base.file_stamp import Trace
from generator.source.record_files import Source, Unloaded

SETTLED = 2_000_000_000
"""Nanoseconds after which a change is surely told from the next one: the coarsest clocks tick so."""
_CACHE, _FORMAT = "traces", b"traces-1"
_KEY = fingerprint(_FORMAT)


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that was read once: its trace then, and the hash of its bytes."""

    trace: Trace
    digest: bytes


class Traced:
    """The record files of the atlas at `root` as they stand now."""

    def __init__(self, root: Path, records: Sequence[Source]) -> None:
        """Look at the files, all of them before any is read."""
        self._root, self._records = root, records
        self._known = _recalled(root)
        self._now = [Trace.of(source.file) for source in records] if self._is_sure else []
        pairs = zip(records, self._now, strict=False)
        found = (self._digest(source.path, trace) for source, trace in pairs)
        self._found = list(found) or [None] * len(records)
        self._clock = clock(root) if self._is_sure and None in self._found else None

    @cached_property
    def digests(self) -> Sequence[bytes | None]:
        """The hash of each file's bytes, None where they cannot be read."""
        pairs = zip(self._records, self._found, strict=True)
        return [_read(source) if digest is None else digest for source, digest in pairs]

    def remember(self, digests: Sequence[bytes | None]) -> None:
        """Remember the hashes of the files, which were read after they had been looked at.

        Nothing is written while all that can be known is known.
        """
        if self._clock is None:
            return
        settled = self._clock - SETTLED
        known = {
            source.path: Known(trace, digest)
            for source, trace, digest in zip(self._records, self._now, digests, strict=True)
            if trace and digest and trace.changed < settled
        }
        if known != self._known:
            remember(self._root, _CACHE, _KEY, msgspec.msgpack.encode(known))

    @property
    def _is_sure(self) -> bool:
        """Whether the system keeps the times that traces are made of."""
        return os.name == "posix"

    def _digest(self, path: str, trace: Trace | None) -> bytes | None:
        known = self._known.get(path)
        return known.digest if known is not None and known.trace == trace else None


def _read(source: Source) -> bytes | None:
    data = source.read()
    return None if isinstance(data, Unloaded) else fingerprint(data)


def _recalled(root: Path) -> Mapping[str, Known]:
    body = recall(root, _CACHE, _KEY)
    try:
        return {} if body is None else msgspec.msgpack.decode(body, type=dict[str, Known])
    except msgspec.MsgspecError:
        return {}
