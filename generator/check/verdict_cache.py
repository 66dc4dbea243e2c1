"""Reads all record files of an atlas: from the cache what is known, by trial what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from threading import Thread

import msgspec

from generator.base.errors import AtlasError
from generator.base.file_cache import Ledger, is_few
from generator.check.record_check import Trial, Tried, Value, Verdict
from generator.check.ruleset import Bench
from generator.source.record_files import Source
from generator.source.snapshot import Survey

POOL_FROM = 300
"""Fewer new files than this are read sooner by one process than several can start."""
CHUNK = 50
_VERDICTS, _VALUES = "verdicts", "values"
"""What is remembered: what a check asks for, and apart from it the values, which only pages need."""


class Reading(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """How the record files of the atlas at `root` are read.

    `digests` gives the hashes of the files, in their order, when something is known that they may fit;
    `jobs` is how many processes may share the work when there is much of it; `ends` has what must be over
    before the result is used.
    """

    root: Path
    seen: Survey
    bench: Bench
    ends: ExitStack
    digests: Callable[[], Sequence[bytes | None]]
    jobs: int = 1
    judged: Mapping[str, Verdict] = {}
    """Verdicts that this run has given already on the same contents, by path; then nothing is remembered."""

    def verdicts(self) -> Iterator[Verdict]:
        """Yield the verdicts on all record files, in their order, as they come.

        Raises:
            AtlasError: a schema is composed wrongly.
        """
        verdicts = self._known_verdicts()
        sources = self.seen.records
        new = [source for source, verdict in zip(sources, verdicts, strict=True) if verdict is None]
        tried = self._tried(new)
        for index, verdict in enumerate(verdicts):
            if verdict is None:
                verdicts[index] = verdict = next(tried)  # noqa: PLW2901
            yield verdict
        if new and not self.judged:
            pairs = zip(sources, verdicts, strict=True)
            self._remember({source.path: one for source, one in pairs if one and one.digest})

    def values(self, wanted: Mapping[str, bytes]) -> Mapping[str, Value]:
        """Return the values of files that fit their schemas.

        Args:
            wanted: the hashes of the files, by path.

        Raises:
            AtlasError: a file is no longer the one that was judged.
        """
        found = {path: self._fresh.get(path) or self._values.of(path, one) for path, one in wanted.items()}
        missing = [source for source in self.seen.records if source.path in found and not found[source.path]]
        if missing:
            for _ in self._tried(missing):  # each becomes a fresh one
                pass
            found |= {source.path: self._fresh.get(source.path) for source in missing}
            self._values_writing(wanted, few=is_few(len(missing), len(wanted)))()
        values = {path: value for path, value in found.items() if value and value.digest == wanted[path]}
        if len(values) < len(wanted):
            message = "файлы атласа изменились, пока шла проверка"
            raise AtlasError(message, "Повторите команду")
        return values

    @cached_property
    def _ledger(self) -> Ledger[Verdict]:
        return Ledger(self.root, _VERDICTS, self.bench.digest, Verdict)

    @cached_property
    def _values(self) -> Ledger[Value]:
        return Ledger(self.root, _VALUES, self.bench.digest, Value)

    @cached_property
    def _fresh(self) -> dict[str, Value]:
        """The values of the files that were judged now."""
        return {}

    def _known_verdicts(self) -> list[Verdict | None]:
        if self.judged:
            return [self.judged.get(source.path) for source in self.seen.records]
        if not self._ledger.many and not self._ledger.few:
            return [None] * len(self.seen.records)
        pairs = zip(self.seen.records, self.digests(), strict=True)
        return [self._ledger.of(source.path, digest) for source, digest in pairs]

    def _tried(self, sources: Sequence[Source]) -> Iterator[Verdict]:
        """Judge files; yield the verdicts and keep the values."""
        for source, tried in zip(sources, _judged(sources, self.bench.trial, self.jobs), strict=True):
            if tried.value is not None:
                self._fresh[source.path] = tried.value
            yield tried.verdict

    def _remember(self, now: Mapping[str, Verdict]) -> None:
        """Remember the verdicts of this check; few new ones are written without the many known ones.

        They are written beside what follows: hashing and writing leave the interpreter free.
        """
        many = self._ledger.many
        new = {path: verdict for path, verdict in now.items() if many.get(path) is not verdict}
        few = is_few(len(new), len(many))
        digests = {path: verdict.digest for path, verdict in now.items() if verdict.digest}
        steps = [self._ledger.writing(new if few else now, few=few), self._values_writing(digests, few=few)]
        writing = Thread(target=lambda: [step() for step in steps])
        try:
            writing.start()
        except RuntimeError:  # the system grants no more threads
            writing.run()
        else:
            self.ends.callback(writing.join)

    def _values_writing(self, now: Mapping[str, bytes], *, few: bool) -> Callable[[], None]:
        """Return what remembers the fresh values, and of the known ones those of the files as they are."""
        known = self._values.few if few else {**self._values.many, **self._values.few}
        kept = {path: value for path, value in known.items() if now.get(path) == value.digest}
        return self._values.writing({**kept, **self._fresh}, few=few)


def _judged(new: Sequence[Source], trial: Trial, jobs: int) -> Iterator[Tried]:
    """Yield what comes of judging files, by several processes if there are many."""
    if not new:
        return
    from generator.base.workers import parallel_map  # noqa: PLC0415 - slow to import, and there may be nothing new

    trial.prepare({source.kind for source in new})

    def judge(part: Sequence[Source]) -> bytes:
        return msgspec.msgpack.encode([trial.tried(source) for source in part])

    for body in parallel_map(judge, new, jobs=jobs if len(new) >= POOL_FROM else 1, chunk=CHUNK):
        yield from msgspec.msgpack.decode(body, type=list[Tried])
