"""A proposal: two states of the atlas and everything that is to be said of the way from one to the other.

Both are read from git as data. The schemas that judge are those of the older state, unless told otherwise:
a schema can make the checker slow or blind, so a proposal does not choose it. Settings are data of the
atlas, so the newer state is judged by its own, and where they differ its changed records are judged by the
older ones too.
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
from generator.check.revision.revision_check import RevisionCheck, check_revision
from generator.model.findings import Finding, in_order
from generator.review.connections import RecordIndex, index_records
from generator.source.git.difference import PathChange, changed_paths
from generator.source.git.git import open_repository
from generator.source.git.revision import Blob, read_range
from generator.source.record_files import CONTENT, Source
from generator.source.snapshot import CONFIG_FOLDERS
from generator.source.yaml.reader import Json, read_yaml

if TYPE_CHECKING:
    from generator.model.settings import Settings

_SCHEMAS, _SETTINGS = CONFIG_FOLDERS


class Proposal(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What is proposed. `differing` are all paths of the repository that differ.

    `contents` are those of the records that differ, of both states, by the ids that git gave them.
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
        """What differs and is no content: schemas, settings, and files outside the atlas."""
        inside = f"{CONTENT}/"
        ends = ((one, (one.path, one.before)) for one in self.differing)
        return [one for one, paths in ends if not all(path.startswith(inside) for path in paths)]

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """The findings of changed files and those that the proposal causes elsewhere."""
        return caused_findings(self.after.findings, self.before.findings, self.changed_paths)

    @cached_property
    def changed_paths(self) -> frozenset[str]:
        """The paths that differ, former ones too, as findings name them."""
        paths = (path for one in self.differing for path in (one.path, one.before))
        return frozenset(path.encode(errors="replace").decode() for path in paths)

    @cached_property
    def advice(self) -> Sequence[Finding]:
        """What is asked of the new records only because they are new."""
        added = {change.path for change in self.changes if change.how == "added"}
        return in_order([*self.after.ruleset.addition_findings(self._sources(added), self.after.as_of)])

    @cached_property
    def by_former_rules(self) -> Sequence[Finding]:
        """What the settings of the older state would say of the changed records beside all this."""
        if self.settings_stay or self.before.ruleset.loaded.settings is None:
            return ()
        validator = self.before.ruleset.record_validator
        changed = self._sources({change.path for change in self.changes})
        verdicts = (validator.validate(source, with_value=False).verdict for source in changed)
        found = [finding for verdict in verdicts for finding in verdict.findings]
        return caused_findings(in_order(found), self.after.findings, ())

    @property
    def settings_stay(self) -> bool:
        """Whether the settings are the same in both states."""
        return self._stays(_SETTINGS)

    @property
    def schemas_stay(self) -> bool:
        """Whether the schemas are the same in both states."""
        return self._stays(_SCHEMAS)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the newer state, of the older one if these are broken.

        Raises:
            AtlasError: both are broken.
        """
        found = self.after.ruleset.loaded.settings or self.before.ruleset.loaded.settings
        if found is None:
            message = "в настройках обоих состояний есть ошибки: отчёт составить не по чему"
            raise AtlasError(message, "Исправьте настройки: их ошибки покажет atlas check")
        return found

    @cached_property
    def former_records(self) -> RecordIndex:
        """The records of the older state."""
        return index_records(self.before)

    @cached_property
    def records(self) -> RecordIndex:
        """The records of the newer state."""
        return index_records(self.after)

    def read_record(self, path: str) -> Mapping[str, Json]:
        """Return what a record of the newer state says; nothing if it cannot be read."""
        data = self.after.blobs.read(path)
        value = read_yaml(data).value if isinstance(data, bytes) else None
        return value if isinstance(value, dict) else {}

    def _stays(self, folder: str) -> bool:
        before, after = self.before.revision.parts, self.after.revision.parts
        return before.get(folder) == after.get(folder)

    def _sources(self, paths: frozenset[str] | set[str]) -> list[Source]:
        found = (self.after.source_at(path) for path in sorted(paths))
        return [source for source in found if source is not None]


def open_proposal(  # noqa: PLR0913 - what is proposed, and how it is judged
    root: Path,
    text: str,
    *,
    as_of: dt.date,
    jobs: int = 1,
    own_schemas: bool = False,
    with_values: bool = True,
    known: dict[str, RevisionCheck] | None = None,
) -> Proposal:
    """Return what is proposed; little is read before it is asked for.

    `text` names both ends as BASE..HEAD, as a person typed them. The root is that of the atlas on the disk,
    in a repository; its files do not count. With `own_schemas` the newer state is judged by its own. A
    preview wants the values of all records, a report does without. `known` holds checks of older states by
    commit, for who opens many proposals; what is checked here is added.

    Raises:
        AtlasError: there is no git, no repository or no such state, or a schema that judges cannot be used.
    """
    base, head = read_range(open_repository(root), text)
    if not base.has_atlas:
        message = f"в состоянии «{base.name}» ещё нет атласа: сравнивать не с чем"
        raise AtlasError(message, "Назовите состояние, в котором есть папка site_config")
    checks = {} if known is None else known
    if base.commit not in checks:
        checks[base.commit] = check_revision(base, as_of=as_of, jobs=jobs, with_values=with_values)
    before = checks[base.commit]
    schemas = head if own_schemas else base
    after = check_revision(
        head, as_of=as_of, jobs=jobs, schemas=schemas, base=before, with_values=with_values
    )
    differing = changed_paths(base, head)
    contents = read_contents(base.repository, differing)
    before.blobs.hold(_index_by_path(contents, ((one.before, one.old) for one in differing)))
    after.blobs.hold(_index_by_path(contents, ((one.path, one.new) for one in differing)))
    return Proposal(before=before, after=after, differing=differing, contents=contents)


def _index_by_path(contents: BlobContents, stands: Iterable[tuple[str, Blob | None]]) -> Mapping[str, bytes]:
    return {path: contents[blob.id] for path, blob in stands if blob is not None and blob.id in contents}
