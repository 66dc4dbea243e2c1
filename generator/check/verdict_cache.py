"""Verdicts on record files that earlier checks gave: files that have not changed are not read again.

A file is known by its stat signature, or else by the hash of its bytes. A signature is believed only if
the file had changed well before it was looked at: what changes twice between two ticks of the file
system's clock has one signature and two contents. To look at 10,000 files takes 0.06 s of processor, to read
and hash them 0.2 to 0.35 s: more than all the rest of a check in which nothing has changed should take.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.base.fingerprint import FileStamp, file_clock, fingerprint
from generator.base.memo import FOLDER, Memo
from generator.check.record_check import Verdict
from generator.source.record_files import Source, Unloaded

SETTLED = 2_000_000_000
"""Nanoseconds after which a change is surely told from the next one: the coarsest clocks tick so."""
_HAS_STAMPS = os.name == "posix"
"""Whether the system keeps the times that signatures are made of."""


class StampedVerdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A verdict, and the signature by which its file is known again; None for one that cannot be believed."""

    stamp: FileStamp | None
    verdict: Verdict


class VerdictCache:
    """The verdicts on some record files of the atlas at `root`, by one ruleset."""

    def __init__(self, root: Path, records: Sequence[Source], ruleset_digest: bytes) -> None:
        """Look at the files, all of them before any is read."""
        self._records = records
        self._memo = Memo(root / FOLDER, "verdicts", StampedVerdict, ruleset_digest)
        self._known = self._memo.get_all()
        self._stamps = [FileStamp.of(source.file) if _HAS_STAMPS else None for source in records]
        self._clock = file_clock(root / FOLDER)

    def find(self) -> list[Verdict | None]:
        """Return what is known of each file as it stands now, in their order."""
        return [self._find(*pair) for pair in zip(self._records, self._stamps, strict=True)]

    def remember(self, verdicts: Sequence[Verdict]) -> None:
        """Remember the verdicts on the files, in their order; what is remembered already is not written."""
        found = zip(self._records, verdicts, self._settled_stamps(), strict=True)
        now = {source.path: (stamp, verdict) for source, verdict, stamp in found if verdict.digest}
        new = {path: StampedVerdict(*one) for path, one in now.items() if not self._is_known(path, *one)}
        if new or not self._known.keys() <= now.keys():
            self._memo.put(new, keep=now)

    def _find(self, source: Source, stamp: FileStamp | None) -> Verdict | None:
        known = self._known.get(source.path)
        if known is None:
            return None
        if stamp is not None and known.stamp == stamp:
            return known.verdict
        data = source.read()
        is_same = not isinstance(data, Unloaded) and fingerprint(data) == known.verdict.digest
        return known.verdict if is_same else None

    def _settled_stamps(self) -> Sequence[FileStamp | None]:
        """Return the signatures that can be believed."""
        last = (self._clock or 0) - SETTLED
        return [stamp if stamp and stamp.changed < last else None for stamp in self._stamps]

    def _is_known(self, path: str, stamp: FileStamp | None, verdict: Verdict) -> bool:
        known = self._known.get(path)
        return known is not None and known.verdict is verdict and known.stamp == stamp
