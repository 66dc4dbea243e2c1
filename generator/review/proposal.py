"""A proposal: two revisions of the atlas and everything to report about the difference.

Both are read from git as data. The schemas are those of the older revision, unless requested otherwise: a
schema can make the checker slow or blind, so a proposal does not choose it. Settings are data of the atlas,
so the newer revision is checked with its own, and if they differ its changed records are also checked with
the older ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.base.errors import AtlasError
from generator.changes.records import BlobContents, RecordChange, read_contents, record_changes
from generator.check.revision.change_check import caused_findings
from generator.check.revision.revision_check import RevisionCheck
from generator.model.findings import Finding, in_order
from generator.review.connections import RecordIndex, index_records
from generator.source.git.difference import PathChange, changed_paths
from generator.source.git.git import open_repository
from generator.source.git.revision import Blob, Revision, read_range
from generator.source.record_files import CONTENT, Source
from generator.source.snapshot import SITE_CONFIG
from generator.source.yaml.reader import Json, read_yaml

if TYPE_CHECKING:
    from generator.model.settings import Settings


class Proposal(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A proposal. `differing` are all paths of the repository that differ.

    `contents` are those of the differing records in both revisions, by blob id.
    """

    before: RevisionCheck
    after: RevisionCheck
    differing: Sequence[PathChange]
    contents: BlobContents

    @cached_property
    def changes(self) -> Sequence[RecordChange]:
        """The records that differ."""
        base, head = self.before.revision, self.after.revision
        return record_changes(base, head, self.after.ruleset.schemas, self.differing, self.contents)

    @cached_property
    def others(self) -> Sequence[PathChange]:
        """Other differences: schemas, settings, and files outside the atlas."""
        inside = f"{CONTENT}/"
        ends = ((one, (one.path, one.before)) for one in self.differing)
        return [one for one, paths in ends if not all(path.startswith(inside) for path in paths)]

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """The findings in changed files and those that the proposal causes elsewhere."""
        return caused_findings(self.after.findings, lambda: self.before.findings, self.changed_paths)

    @cached_property
    def changed_paths(self) -> frozenset[str]:
        """The differing paths, including former ones, as findings name them."""
        paths = (path for one in self.differing for path in (one.path, one.before))
        return frozenset(path.encode(errors="replace").decode() for path in paths)

    @cached_property
    def advice(self) -> Sequence[Finding]:
        """Findings that concern new records only because they are new."""
        added = {change.path for change in self.changes if change.how == "added"}
        return in_order([*self.after.ruleset.addition_findings(self._sources(added), self.after.as_of)])

    @cached_property
    def by_former_rules(self) -> Sequence[Finding]:
        """Additional findings in the changed records with the settings of the older revision."""
        if self.settings_stay or self.before.ruleset.settings is None:
            return ()
        validator = self.before.ruleset.record_validator
        changed = self._sources({change.path for change in self.changes})
        verdicts = (validator.validate(source, with_value=False).verdict for source in changed)
        found = [finding for verdict in verdicts for finding in verdict.findings]
        return caused_findings(in_order(found), lambda: self.after.findings, ())

    @property
    def settings_stay(self) -> bool:
        """Whether the settings are the same in both revisions."""
        before, after = self.before.revision.parts, self.after.revision.parts
        return before.get(SITE_CONFIG) == after.get(SITE_CONFIG)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the newer revision, or of the older one if these are broken.

        Raises:
            AtlasError: both are broken.
        """
        found = self.after.ruleset.settings or self.before.ruleset.settings
        if found is None:
            message = "в настройках обоих состояний есть ошибки: отчёт составить не по чему"
            raise AtlasError(message, "Исправьте настройки: их ошибки покажет atlas check")
        return found

    @cached_property
    def former_records(self) -> RecordIndex:
        """The records of the older revision."""
        return index_records(self.before)

    @cached_property
    def records(self) -> RecordIndex:
        """The records of the newer revision."""
        return index_records(self.after)

    def read_record(self, path: str) -> Mapping[str, Json]:
        """Return the value of a record in the newer revision; empty if it cannot be read."""
        data = self.after.blobs.read(path)
        value = read_yaml(data).value if isinstance(data, bytes) else None
        return value if isinstance(value, dict) else {}

    def _sources(self, paths: frozenset[str] | set[str]) -> list[Source]:
        found = (self.after.source_at(path) for path in sorted(paths))
        return [source for source in found if source is not None]


def open_proposal(  # noqa: PLR0913 - what is proposed, and how it is checked
    root: Path,
    text: str,
    *,
    as_of: dt.date,
    jobs: int = 1,
    own_schemas: bool = False,
    with_values: bool = True,
    known: dict[str, RevisionCheck] | None = None,
) -> Proposal:
    """Open a proposal; most parts are computed on first use.

    `text` names both ends as BASE..HEAD, as a person typed them. The root is that of the atlas on disk, in a
    repository; its files do not count. With `own_schemas` the newer revision is checked by its own schemas. A
    preview needs the values of all records, a report does not. `known` holds checks of base revisions by
    commit, for callers that open many proposals; new ones are added to it.

    Raises:
        AtlasError: there is no git, no repository or no such revision, the settings were removed, or a
            required schema cannot be used.
    """
    base, head = read_range(open_repository(root), text)
    _require_atlas(base, head)
    checks = {} if known is None else known
    if base.commit not in checks:
        checks[base.commit] = RevisionCheck(revision=base, as_of=as_of, jobs=jobs, with_values=with_values)
    before = checks[base.commit]
    trusted = None if own_schemas else base
    after = RevisionCheck(
        revision=head, as_of=as_of, jobs=jobs, trusted=trusted, base=before, with_values=with_values
    )
    differing = changed_paths(base, head)
    contents = read_contents(base.repository, differing)
    before.blobs.hold(_index_by_path(contents, ((one.before, one.old) for one in differing)))
    after.blobs.hold(_index_by_path(contents, ((one.path, one.new) for one in differing)))
    return Proposal(before=before, after=after, differing=differing, contents=contents)


def _require_atlas(base: Revision, head: Revision) -> None:
    if not base.has_atlas:
        message = f"в состоянии «{base.name}» ещё нет атласа: сравнивать не с чем"
        raise AtlasError(message, "Назовите состояние, в котором есть папка site_config")
    if head.parts and SITE_CONFIG in base.parts and SITE_CONFIG not in head.parts:
        message = f"предложение удаляет папку «{SITE_CONFIG}»: без настроек его не проверить"
        raise AtlasError(message, "Верните папку в ветку предложения")


def _index_by_path(contents: BlobContents, stands: Iterable[tuple[str, Blob | None]]) -> Mapping[str, bytes]:
    return {path: contents[blob.id] for path, blob in stands if blob is not None and blob.id in contents}
