"""Reads all record files of an atlas: from the cache what is known, by trial what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import msgspec

from generator.bench import Bench
from generator.cache import recall, remember
from generator.load import Source
from generator.survey import Survey, digests_of
from generator.trial import Trial, Verdict

POOL_FROM = 300
"""Fewer new files than this are read sooner by one process than several can start."""
CHUNK = 50
_MANY, _FEW = "records", "records-new"
"""What is remembered: the verdicts of all files, and those of the files that changed since."""
_FEW_PART = 8
"""More new files than one of so many, and all are written anew."""

Verdicts = Mapping[str, Verdict]
"""Verdicts by the path of the file; one counts only for a file of the same bytes."""


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the cache holds. Neither part is to be believed before a file's bytes have been looked at."""

    many: Verdicts
    few: Verdicts

    def of(self, path: str, digest: bytes | None) -> Verdict | None:
        for part in (self.many, self.few):
            verdict = part.get(path)
            if verdict is not None and digest is not None and verdict.digest == digest:
                return verdict
        return None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How the record files of the atlas at `root` are read.

    `digests` are the hashes of the files, if they have been read already; `jobs` is how many processes
    may share the work when there is much of it; `ends` has what must be over before the result is used.
    """

    root: Path
    seen: Survey
    bench: Bench
    ends: ExitStack
    digests: Sequence[bytes | None] = ()
    jobs: int = 1

    def verdicts(self) -> Iterator[Verdict]:
        """Yield the verdicts on all record files, in their order, as they come.

        Raises:
            AtlasError: a schema is composed wrongly.
        """
        known = _Known(many=self._recalled(_MANY), few=self._recalled(_FEW))
        verdicts = self._verdicts(known)
        sources = self.seen.records
        new = [source for source, verdict in zip(sources, verdicts, strict=True) if verdict is None]
        judged = _judged(new, self.bench.trial, self.jobs) if new else iter(())
        for index, verdict in enumerate(verdicts):
            if verdict is None:
                verdicts[index] = verdict = next(judged)  # noqa: PLW2901
            yield verdict
        if new:
            pairs = zip(sources, verdicts, strict=True)
            self._remember(known, {source.path: one for source, one in pairs if one and one.digest})

    def _verdicts(self, known: _Known) -> list[Verdict | None]:
        if not known.many and not known.few:
            return [None] * len(self.seen.records)
        pairs = zip(self.seen.records, self.digests or digests_of(self.seen.records), strict=True)
        return [known.of(source.path, digest) for source, digest in pairs]

    def _recalled(self, name: str) -> Verdicts:
        body = recall(self.root, name, self.bench.digest)
        try:
            return {} if body is None else msgspec.msgpack.decode(body, type=dict[str, Verdict])
        except msgspec.MsgspecError:
            return {}

    def _remember(self, known: _Known, now: Verdicts) -> None:
        """Remember the verdicts of this check; few new ones are written without the many known ones.

        They are written beside what follows: hashing and writing leave the interpreter free.
        """
        new = {path: verdict for path, verdict in now.items() if known.many.get(path) is not verdict}
        few = len(new) * _FEW_PART <= len(known.many)
        body = msgspec.msgpack.encode(new if few else now)
        writing = Thread(target=remember, args=(self.root, _FEW if few else _MANY, self.bench.digest, body))
        try:
            writing.start()
        except RuntimeError:  # the system grants no more threads
            writing.run()
        else:
            self.ends.callback(writing.join)


def _judged(new: Sequence[Source], trial: Trial, jobs: int) -> Iterator[Verdict]:
    """Yield the verdicts on files, found by several processes if there are many."""
    from generator.processes import shared_out  # noqa: PLC0415 - slow to import, and there may be nothing new

    trial.prepare({source.kind for source in new})

    def judge(part: Sequence[Source]) -> bytes:
        return msgspec.msgpack.encode([trial.verdict(source) for source in part])

    for body in shared_out(judge, new, jobs=jobs if len(new) >= POOL_FROM else 1, chunk=CHUNK):
        yield from msgspec.msgpack.decode(body, type=list[Verdict])
