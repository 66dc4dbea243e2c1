"""Verdicts of earlier checks on record files: unchanged files are not read again.

A file is recognised by its stat signature, or else by the hash of its bytes. A signature is trusted only if
the file had changed well before it was looked at: two changes within one tick of the file system's clock have
one signature and two contents. Looking at 10,000 files takes 0.06 s of processor time, reading and hashing
them 0.2 to 0.35 s: more than the whole rest of a check without changes should take.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.base.fingerprint import FileStamp, file_clock, fingerprint
from generator.base.memo import FOLDER, Memo
from generator.check.record_check import Verdict
from generator.source.record_files import Source, Unloaded

SETTLED = 2_000_000_000
"""Nanoseconds after which two changes certainly differ in time: the tick of the coarsest clocks."""


class StampedVerdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A verdict with the signature of its file; None for one that cannot be trusted."""

    stamp: FileStamp | None
    verdict: Verdict


class VerdictCache:
    """The verdicts of one ruleset on the record files of the atlas at `root`."""

    def __init__(self, root: Path, records: Sequence[Source], ruleset_digest: bytes) -> None:
        """Take the signatures of all files before any is read."""
        self._records = records
        self._memo = Memo(root / FOLDER, "verdicts", StampedVerdict, ruleset_digest)
        self._known = self._memo.get_all()
        self._stamps = [FileStamp.of(source.file) for source in records]
        self._clock = file_clock(root / FOLDER)

    def find(self) -> list[Verdict | None]:
        """Return the verdict on each file as it is now, in their order; None where unknown."""
        return [self._find(*pair) for pair in zip(self._records, self._stamps, strict=True)]

    def remember(self, verdicts: Sequence[Verdict]) -> None:
        """Store the verdicts on the files, in their order; those stored already are not written again."""
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
        """Return the signatures that can be trusted."""
        last = (self._clock or 0) - SETTLED
        return [stamp if stamp and stamp.changed < last else None for stamp in self._stamps]

    def _is_known(self, path: str, stamp: FileStamp | None, verdict: Verdict) -> bool:
        known = self._known.get(path)
        return known is not None and known.verdict is verdict and known.stamp == stamp
