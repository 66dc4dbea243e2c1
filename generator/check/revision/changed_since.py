"""What a change has done: the findings of what differs from a revision, and those it causes elsewhere."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.base.errors import AtlasError
from generator.base.fingerprint import fingerprint
from generator.check.check import CheckResult
from generator.check.record_check import RecordResult
from generator.check.revision.revision_check import RevisionCheck, check_revision
from generator.model.findings import Finding
from generator.source.git import Revision, merge_base, open_repository, revision_of
from generator.source.record_files import Unloaded, read_file
from generator.source.snapshot import CONFIG_FOLDERS

_HASHES = {40: "sha1", 64: "sha256"}
"""What git hashes contents with, by the length of its ids."""
_Identity = tuple[str, int, int, str, str]


class ChangeResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a change has done. `changed` are the paths that differ, `findings` what is to be said of it.

    `removed` are the record files that are gone: the former file of a renamed record too.
    """

    changed: Collection[str]
    removed: Sequence[str]
    findings: Sequence[Finding]


def check_changes(root: Path, result: CheckResult, ref: str, jobs: int = 1) -> ChangeResult:
    """Return what has changed on the disk since a revision of the repository, and what that has done.

    Committed, staged, unstaged and new files all count: what stands on the disk is compared. A branch is
    compared from where the present one has left it, so that what others did there since does not count.

    Args:
        root: the root of the atlas.
        result: what a check of the disk has found.
        ref: a branch, a tag or a commit, as a person typed it.
        jobs: how many processes may validate files.

    Raises:
        AtlasError: there is no git, no repository or no such revision.
    """
    base = check_revision(_fork_point(root, ref), as_of=result.as_of, jobs=jobs)
    same = dict(_select_unchanged(root, result, base))
    stood = {source.path for source in base.snapshot.records}
    changed = (stood | set(result.paths)) - same.keys() | _changed_config(root, base.revision)
    gone = sorted(stood - set(result.paths))
    return ChangeResult(
        changed=changed,
        removed=[path for path in gone if not os.path.lexists(root / path)],  # others cannot be read
        findings=caused_findings(result.findings, _former_findings(base, result, same), changed),
    )


def caused_findings(
    now: Sequence[Finding], before: Sequence[Finding], changed: Collection[str]
) -> list[Finding]:
    """Return the findings of changed files and those that did not stand before, in their order."""
    stood = {_identity(finding) for finding in before}
    return [finding for finding in now if finding.path in changed or _identity(finding) not in stood]


def _identity(finding: Finding) -> _Identity:
    """Return what two findings have in common that are the same: suggestions may depend on other records."""
    return (finding.path, finding.line, finding.column, finding.code, finding.what)


def _fork_point(root: Path, ref: str) -> Revision:
    repository = open_repository(root)
    revision = revision_of(repository, ref)
    try:
        return merge_base(revision, revision_of(repository, "HEAD"))
    except AtlasError:  # a clone that does not reach so far back, or no commit yet
        return revision


def _former_findings(
    base: RevisionCheck, result: CheckResult, same: dict[str, RecordResult]
) -> Sequence[Finding]:
    try:
        holds = base.ruleset.digest == result.ruleset.digest
        return replace(base, known=same).findings if holds else base.findings
    except AtlasError:  # its schemas were broken: nothing was found, and all that is found now is new
        return ()


def _select_unchanged(
    root: Path, result: CheckResult, base: RevisionCheck
) -> Iterator[tuple[str, RecordResult]]:
    """Yield the paths of record files that are on the disk what they were, with what the check said of them.

    Git gives out thousands of contents one after another, much slower than files are read. A file that
    git stores in another form (with other ends of lines) counts as changed.
    """
    for source in base.snapshot.records:
        verdict, one = result.verdicts.get(source.path), base.revision.files[source.file].id
        data = read_file(root / source.path, source.path)
        if verdict is None or isinstance(data, Unloaded) or len(one) not in _HASHES:
            continue
        named = hashlib.new(_HASHES[len(one)], b"blob %d\0" % len(data), usedforsecurity=False)
        named.update(data)
        if named.hexdigest() == one and fingerprint(data) == verdict.digest:
            yield source.path, RecordResult(verdict)


def _changed_config(root: Path, base: Revision) -> set[str]:
    """Return the paths of schemas and settings that differ."""
    was = base.read(path for folder in CONFIG_FOLDERS for path in base.below(folder))
    now = {path: data for folder in CONFIG_FOLDERS for path, data in _contents(root, folder)}
    return {path for path in now.keys() | was.keys() if now.get(path) != was.get(path)}


def _contents(root: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    for place, _, names in os.walk(root / folder):
        for name in names:
            file = Path(place) / name
            path = file.relative_to(root).as_posix()
            data = read_file(file, path)
            if not isinstance(data, Unloaded):
                yield path, data
