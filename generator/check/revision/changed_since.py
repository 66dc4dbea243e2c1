"""What a change has done: the findings of what changed since a state, and those that it causes elsewhere."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from generator.base.errors import AtlasError
from generator.check.check import CheckResult
from generator.check.revision.blob_digests import learn
from generator.check.revision.revision_check import State, state_of
from generator.model.findings import Finding
from generator.source.git import Revision, merge_base, open_repository, revision_of
from generator.source.record_files import Unloaded, read_file
from generator.source.snapshot import CONDITIONS

Told = tuple[str, int, int, str, str]


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """What a change has done. `changed` are the paths that differ, `findings` what is to be said of it.

    `removed` are the record files that are gone: the former file of a renamed record too.
    """

    changed: Collection[str]
    removed: Sequence[str]
    findings: Sequence[Finding]


def since(root: Path, result: CheckResult, ref: str, jobs: int = 1) -> Since:
    """Return what has changed on the disk since a state of the repository, and what that has done.

    Committed, staged, unstaged and new files all count: what stands on the disk is compared. A branch is
    compared from where the present one has left it, so that what others did there since does not count.

    Args:
        root: the root of the atlas.
        result: what a check of the disk has found.
        ref: a branch, a tag or a commit, as a person typed it.
        jobs: how many processes may judge files.

    Raises:
        AtlasError: there is no git, no repository or no such state.
    """
    base = state_of(root, _parted(root, ref), as_of=result.as_of, jobs=jobs)
    learn(base, root)
    changed = _changed(root, result, base)
    gone = sorted(base.digests.keys() - result.digests.keys())
    return Since(
        changed=changed,
        removed=[path for path in gone if not os.path.lexists(root / path)],  # others cannot be read
        findings=caused(result.findings, _before(base), changed),
    )


def caused(now: Sequence[Finding], before: Sequence[Finding], changed: Collection[str]) -> list[Finding]:
    """Return the findings of changed files and those that did not stand before, in their order."""
    stood = {_told(finding) for finding in before}
    return [finding for finding in now if finding.path in changed or _told(finding) not in stood]


def _told(finding: Finding) -> Told:
    """Return by what a finding is known again: what is suggested may depend on other records."""
    return (finding.path, finding.line, finding.column, finding.code, finding.what)


def _parted(root: Path, ref: str) -> Revision:
    repository = open_repository(root)
    revision = revision_of(repository, ref)
    try:
        return merge_base(revision, revision_of(repository, "HEAD"))
    except AtlasError:  # a clone that does not reach so far back, or no commit yet
        return revision


def _before(base: State) -> Sequence[Finding]:
    try:
        return base.findings
    except AtlasError:  # its schemas were broken: nothing was found, and all that is found now is new
        return ()


def _changed(root: Path, result: CheckResult, base: State) -> set[str]:
    """Return the paths of all files that differ, of files that are gone too."""
    now, was = result.digests, base.digests
    differing = {path for path, digest in now.items() if was.get(path) != digest}
    return differing | (was.keys() - now.keys()) | _changed_conditions(root, base.revision)


def _changed_conditions(root: Path, base: Revision) -> set[str]:
    """Return the paths of schemas and settings that differ."""
    was = base.read(path for folder in CONDITIONS for path in base.below(folder))
    now = {path: data for folder in CONDITIONS for path, data in _contents(root, folder)}
    return {path for path in now.keys() | was.keys() if now.get(path) != was.get(path)}


def _contents(root: Path, folder: str) -> list[tuple[str, bytes]]:
    found = []
    for place, _, names in os.walk(root / folder):
        for name in names:
            file = Path(place) / name
            path = file.relative_to(root).as_posix()
            data = read_file(file, path)
            if not isinstance(data, Unloaded):
                found.append((path, data))
    return found
