"""A state: the atlas at a revision with everything that judges it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.base.cache import fingerprint
from generator.check.revision.blob_cache import BATCH, Shelf
from generator.check.revision.checkout import lay_out
from generator.check.revision.findings_cache import (
    known_digests,
    known_findings,
    remember_digests,
    remember_findings,
)
from generator.check.revision.incremental import findings_after_edits
from generator.check.revision.record_files import Stored, survey_of
from generator.model.findings import Finding
from generator.source.git import PathChange, Revision
from generator.source.package_files import package_schemas_digest
from generator.source.record_files import Source, Unloaded, record_at
from generator.source.snapshot import CONDITIONS, Survey

if TYPE_CHECKING:  # a state whose findings are known needs none of them
    from generator.check.atlas_check import Examined
    from generator.check.record_check import Verdict
    from generator.check.ruleset import Bench

_SCHEMAS, _SETTINGS = CONDITIONS
_BENCH = "bench-state"


class State(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The atlas at a revision. `root` is where caches are; `schemas` is the revision whose schemas judge."""

    root: Path
    revision: Revision
    schemas: Revision
    as_of: dt.date
    jobs: int = 1
    shelf: Shelf
    other: State | None = None
    """A state whose bench is this one's too if both have the same schemas and settings."""
    differing: Sequence[PathChange] = ()
    """The paths at which the two differ, if there is another."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that a check of this state finds; none before there was an atlas.

        Raises:
            AtlasError: a schema cannot be used, or git refused.
        """
        if not self.schemas.has_atlas:
            return ()
        known = self.known_findings
        if known is None:
            known = self._found()
            remember_findings(self.root, self._key, known)
        return known

    @property
    def known_findings(self) -> tuple[Finding, ...] | None:
        """What was found of this state; None if nobody remembers."""
        return known_findings(self.root, self._key)

    def _found(self) -> tuple[Finding, ...]:
        edited = None
        if self.other is not None:
            edited = findings_after_edits(self.other, self, self.differing)
        return self.examined.findings if edited is None else edited

    @cached_property
    def examined(self) -> Examined:
        """What a whole examination says.

        Raises:
            NotAnAtlasError: there is no atlas at that revision.
            AtlasError: a schema cannot be used, or git refused.
        """
        from generator.check.atlas_check import examined  # noqa: PLC0415 - the slow half of a check
        from generator.check.verdict_cache import Reading  # noqa: PLC0415

        with ExitStack() as ends:
            reading = Reading(
                root=self.root,
                seen=self.survey,
                bench=self.bench,
                ends=ends,
                digests=lambda: [self.digests.get(source.path) for source in self.survey.records],
                jobs=self.jobs,
                judged=self._judged,
            )
            return examined(reading, self.bench.context(self.as_of))

    @property
    def _judged(self) -> Mapping[str, Verdict]:
        """The verdicts of the other state on files that are the same in both."""
        if self.other is None or self.judged_as != self.other.judged_as:
            return {}
        differing = {path for one in self.differing for path in (one.before, one.path)}
        verdicts = self.other.examined.verdicts
        return {path: verdict for path, verdict in verdicts.items() if path not in differing}

    @cached_property
    def bench(self) -> Bench:
        """What this state's records are judged by.

        Raises:
            NotAnAtlasError: there is no atlas at that revision.
            AtlasError: a schema cannot be used, or git refused.
        """
        from generator.check.ruleset import kept_bench  # noqa: PLC0415

        if self.other is not None and self.judged_as == self.other.judged_as:
            return self.other.bench
        told = fingerprint(*(one.encode() for one in self.judged_as))
        return kept_bench(self.root, _BENCH, told, self._made_bench, lambda: True)

    def _made_bench(self) -> Bench:
        import tempfile  # noqa: PLC0415 - schemas and settings change seldom

        from generator.check.ruleset import bench_of  # noqa: PLC0415

        with tempfile.TemporaryDirectory(prefix="atlas-state-") as folder:
            lay_out(self.schemas, [_SCHEMAS], Path(folder))
            lay_out(self.revision, [_SETTINGS], Path(folder))
            return bench_of(Path(folder))

    @cached_property
    def survey(self) -> Survey:
        """The record files of this state."""
        return survey_of(self.revision, self.shelf)

    def source_at(self, path: str) -> Source | None:
        """Return the record file at a path, without looking for the others; None if there is none."""
        place = record_at(path)
        if place is None or not self.shelf.has(path):
            return None
        return Stored(kind=place[0], path=path, file=path, shelf=self.shelf)

    @cached_property
    def digests(self) -> Mapping[str, bytes]:
        """The hashes of the contents of all record files, by path.

        Raises:
            AtlasError: git refused, or the clone lacks the contents.
        """
        before = known_digests(self.root)
        files = self.revision.files
        ids = {source.path: bytes.fromhex(files[source.file].id) for source in self.survey.records}
        unknown = [source for source in self.survey.records if ids[source.path] not in before]
        new: dict[bytes, bytes] = {}
        for start in range(0, len(unknown), BATCH):
            self.shelf.fetch(source.file for source in unknown[start : start + BATCH])
            for source in unknown[start : start + BATCH]:
                data = source.read()
                if not isinstance(data, Unloaded):
                    new[ids[source.path]] = fingerprint(data)
        now = {one: new[one] if one in new else before[one] for one in ids.values()}
        if new:
            remember_digests(self.root, before, now)
        return {path: now[one] for path, one in ids.items()}

    @property
    def judged_as(self) -> tuple[str, ...]:
        """The ids of the schemas and settings, and the hash of the package's schemas: some have no others."""
        own = self.schemas.parts.get(_SCHEMAS, "")
        return own, package_schemas_digest().hex(), self.revision.parts.get(_SETTINGS, "")

    @property
    def _key(self) -> bytes:
        """The hash of all that the findings depend on, beside the generator."""
        parts: Sequence[str] = [
            self.revision.parts.get("content", ""),
            *self.judged_as,
            self.as_of.isoformat(),
        ]
        return fingerprint(*(part.encode() for part in parts))


def state_of(
    root: Path,
    revision: Revision,
    *,
    as_of: dt.date,
    jobs: int = 1,
    schemas: Revision | None = None,
) -> State:
    """Return the state of the atlas at a revision; nothing is read or judged before it is asked for.

    Args:
        root: the root of the atlas on the disk, where caches are.
        revision: which state.
        as_of: the day on which dates and terms are judged.
        jobs: how many processes may judge files.
        schemas: the revision whose schemas judge it, if not its own.
    """
    return State(
        root=root,
        revision=revision,
        schemas=schemas or revision,
        as_of=as_of,
        jobs=jobs,
        shelf=Shelf(revision),
    )
