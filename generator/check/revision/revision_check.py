"""The check of an atlas at a git revision: nothing is checked out, nothing is cached.

The same reader, schemas and rules are used as for files on disk; only the source of the bytes differs. For a
second revision only the files that differ from the first one are validated.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from generator.check.check import check_all
from generator.check.load_catalogue import entry_of
from generator.check.record_check import RecordResult, Verdict
from generator.check.revision.blob_cache import BATCH, BlobCache
from generator.check.revision.checkout import lay_out
from generator.check.revision.record_files import StoredRecord, snapshot_of
from generator.check.ruleset import Ruleset
from generator.check.settings_check import load_ruleset
from generator.model.catalogue import Entry
from generator.model.findings import Finding, Severity
from generator.source.git.revision import HOST_FILE, Revision
from generator.source.record_files import Source, record_at
from generator.source.schema_files import read_schemas
from generator.source.snapshot import CONFIG_FOLDERS, Snapshot

_SCHEMAS, _SETTINGS = CONFIG_FOLDERS
_TOGETHER = 8 * BATCH
"""Files whose contents are read before processes share them."""


class RevisionCheck(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The atlas at a revision; each part of its check is computed on first use.

    `trusted` is the revision whose schemas are used in place of its own. `base` is the check of another
    revision: where both have the same schemas and settings, its results hold for identical files.
    """

    revision: Revision
    as_of: dt.date
    jobs: int = 1
    trusted: Revision | None = None
    base: RevisionCheck | None = None
    known: Mapping[str, RecordResult] = {}
    """Results that are known to be valid, by path."""
    with_values: bool = False
    """Whether to keep the values of the records beside the verdicts."""

    @property
    def schemas(self) -> Revision:
        """The revision whose schemas are used."""
        return self.trusted or self.revision

    @cached_property
    def blobs(self) -> BlobCache:
        """The contents of its record files."""
        return BlobCache(self.revision)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings; none if there was no atlas yet.

        Raises:
            AtlasError: a schema cannot be used, or git refused.
        """
        if not self.schemas.has_atlas:
            return ()
        return check_all(self.snapshot, self.verdicts, self.ruleset, self.as_of)

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdicts on all record files; errors as `results`."""
        return {path: result.verdict for path, result in self.results.items()}

    @cached_property
    def results(self) -> Mapping[str, RecordResult]:
        """The results of all record files, by path, in the order of the files.

        Raises:
            AtlasError: a schema cannot be used, or git refused.
        """
        found = {**self._same_as_base(), **self.known}
        missing = iter([source for source in self.snapshot.records if source.path not in found])
        while part := list(islice(missing, _TOGETHER)):
            self.blobs.fetch(source.file for source in part)  # one run of git for all processes
            validated = self.ruleset.record_validator.validate_all(
                part, jobs=self.jobs, with_values=self.with_values
            )
            found.update(zip((source.path for source in part), validated, strict=True))
        return {source.path: found[source.path] for source in self.snapshot.records}

    def load_records(self) -> list[Entry[Any]]:
        """Return the records without errors; requires `with_values`.

        Raises:
            AtlasError: as `findings`.
        """
        wrong = {finding.path for finding in self.findings if finding.severity is Severity.ERROR}
        found = ((source, self.results[source.path]) for source in self.snapshot.records)
        return [
            entry_of(source, result.value)
            for source, result in found
            if result.value and result.verdict.fits and source.path not in wrong
        ]

    @cached_property
    def ruleset(self) -> Ruleset:
        """The ruleset for the records of this revision.

        Raises:
            NotAnAtlasError: there is no atlas at that revision.
            AtlasError: a schema cannot be used, or git refused.
        """
        if self.base is not None and self.config_ids == self.base.config_ids:
            return self.base.ruleset
        with tempfile.TemporaryDirectory(prefix="atlas-revision-") as folder:
            lay_out(self.schemas, [_SCHEMAS], Path(folder))
            lay_out(self.revision, [_SETTINGS, HOST_FILE], Path(folder))
            return load_ruleset(Path(folder), read_schemas(Path(folder)))

    @cached_property
    def snapshot(self) -> Snapshot:
        """The record files of this revision."""
        return snapshot_of(self.revision, self.blobs)

    @property
    def config_ids(self) -> tuple[str, ...]:
        """Git's ids of the schemas, the settings and `mkdocs.yml`."""
        own = self.revision.parts
        return self.schemas.parts.get(_SCHEMAS, ""), own.get(_SETTINGS, ""), own.get(HOST_FILE, "")

    def source_at(self, path: str) -> Source | None:
        """Return the record file at a path, without looking for others; None if there is none."""
        place = record_at(path)
        if place is None or not self.blobs.has(path):
            return None
        return StoredRecord(kind=place[0], path=path, file=path, blobs=self.blobs)

    def _same_as_base(self) -> Mapping[str, RecordResult]:
        """Return the results of the base that are valid here too, by path."""
        if self.base is None or self.config_ids != self.base.config_ids:
            return {}
        files, others = self.revision.files, self.base.revision.files
        return {path: one for path, one in self.base.results.items() if files.get(path) == others[path]}
