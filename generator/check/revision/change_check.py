"""Effects of a change: findings in the files that differ, and those it causes elsewhere.

The change is the state on disk, or a proposal in git: then nothing is checked out, the atlas's own folders
are read as data.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.base.errors import AtlasError
from generator.base.fingerprint import fingerprint
from generator.check.check import CheckResult
from generator.check.record_check import RecordResult
from generator.check.revision.revision_check import RevisionCheck
from generator.check.template_check import TEMPLATES, unchecked_template
from generator.model.findings import Finding, Problem
from generator.source.git.difference import PathChange, changed_paths
from generator.source.git.git import open_repository
from generator.source.git.revision import HOST_FILE, Revision, merge_base, read_range, revision_of
from generator.source.locations import finding_of_file
from generator.source.package_files import SCHEMAS
from generator.source.record_files import Unloaded, read_file, record_at
from generator.source.snapshot import CONFIG_FOLDERS, SITE_CONFIG

_REMOVED = {
    "content": "все записи",
    "schemas": "схемы",
    "site_config": "настройки атласа",
    HOST_FILE: "настройки страниц",
}
"""What each part of an atlas contains."""
_HASHES = {40: "sha1", 64: "sha256"}
"""The hash that git uses for contents, by the length of its ids."""


class ChangeResult(msgspec.Struct, frozen=True, kw_only=True):
    """The effects of a change. `changed` are all paths that differ, `findings` those to report.

    `paths` are the record files that it adds or changes, `removed` those that it removes (for a change on
    disk also the former file of a renamed record), `whole` all that exist with it. `site` is the address of
    the site, empty if the settings are broken.
    """

    findings: Sequence[Finding]
    changed: Collection[str]
    paths: Sequence[str]
    removed: Sequence[str]
    whole: Sequence[str]
    site: str


def check_changes(root: Path, result: CheckResult, ref: str, jobs: int = 1) -> ChangeResult:
    """Check what has changed on disk since a revision of the repository.

    Committed, staged, unstaged and new files all count: the state on disk is compared. A branch is compared
    from the point where the current one left it, so that what others did there since does not count.

    Args:
        root: the root of the atlas.
        result: the check of the state on disk.
        ref: a branch, a tag or a commit, as a person typed it.
        jobs: how many processes may validate files.

    Raises:
        AtlasError: there is no git, no repository or no such revision.
    """
    base = RevisionCheck(revision=_fork_point(root, ref), as_of=result.as_of, jobs=jobs)
    same = dict(_select_unchanged(root, result, base))
    stood = {source.path for source in base.snapshot.records}
    changed = (stood | set(result.paths)) - same.keys() | _changed_config(root, base.revision)
    gone = sorted(stood - set(result.paths))
    return ChangeResult(
        findings=caused_findings(result.findings, partial(_former_findings, base, result, same), changed),
        changed=changed,
        paths=[path for path in result.paths if path in changed],
        removed=[path for path in gone if not os.path.lexists(root / path)],  # others cannot be read
        whole=result.paths,
        site=result.site,
    )


def check_proposal(root: Path, text: str, *, as_of: dt.date, jobs: int = 1) -> ChangeResult:
    """Check what a proposal does, and what it breaks elsewhere.

    Args:
        root: the root of the atlas on disk, in a repository; its files do not count.
        text: both ends as BASE..HEAD, as a person typed them.
        as_of: the day relative to which dates and periods are judged.
        jobs: how many processes may validate files.

    Raises:
        AtlasError: git refused, there is no such revision, or a schema of the proposal cannot be used.
    """
    base, head = read_range(open_repository(root), text)
    differing = changed_paths(base, head)
    changed = {path for change in differing for path in (change.path, change.before)}
    removals = [
        finding_of_file(part, _removal_problem(part)) for part in base.parts if part not in head.parts
    ]
    before = RevisionCheck(revision=base, as_of=as_of, jobs=jobs)
    if not head.has_atlas or {SCHEMAS, SITE_CONFIG} & {one.path for one in removals}:
        removed = [change.before for change in differing if _takes_away(change)]
        site = _site(before) if base.has_atlas else ""
        return ChangeResult(
            findings=removals, changed=changed, paths=(), removed=removed, whole=(), site=site
        )
    after = RevisionCheck(revision=head, as_of=as_of, jobs=jobs, base=before)
    whole = [source.path for source in after.snapshot.records]
    return ChangeResult(
        findings=[
            *removals,
            *map(unchecked_template, filter(_is_template, sorted(changed & after.revision.files.keys()))),
            *caused_findings(after.findings, partial(_findings_of, before), changed),
        ],
        changed=changed,
        paths=[path for path in whole if path in changed],
        removed=[change.before for change in differing if _takes_away(change)],
        whole=whole,
        site=_site(after) or _site(before),
    )


def _is_template(path: str) -> bool:
    return path.startswith(f"{SITE_CONFIG}/theme/") and path.endswith(TEMPLATES)


def _removal_problem(part: str) -> Problem:
    return Problem(
        code="removed-part",
        what=f"Предложение удаляет {_REMOVED[part]}: «{part}»",
        allowed="Без этого атлас не проверить или не собрать.",
        action=f"Верните, что было: git checkout main -- {part}",
    )


def _takes_away(change: PathChange) -> bool:
    """Return whether a change removes a record file without leaving another in its place."""
    gone = change.how == "removed" or (change.how == "renamed" and record_at(change.path) is None)
    stood = change.old is not None and change.old.is_file and record_at(change.before) is not None
    return gone and stood


def _site(check: RevisionCheck) -> str:
    settings = check.ruleset.settings
    return "" if settings is None else settings.atlas.site_address


def caused_findings(
    now: Sequence[Finding], before: Callable[[], Sequence[Finding]], changed: Collection[str]
) -> list[Finding]:
    """Return the findings of changed files, and those that did not exist before, in their order.

    `before` returns the former findings. It is only called if there are findings in unchanged files, which in
    a faultless atlas saves the check of all its records together.
    """
    is_elsewhere = any(finding.path not in changed for finding in now)
    # suggestions do not count: they depend on other records
    stood = {finding.order for finding in before()} if is_elsewhere else set()
    return [finding for finding in now if finding.path in changed or finding.order not in stood]


def _fork_point(root: Path, ref: str) -> Revision:
    repository = open_repository(root)
    revision = revision_of(repository, ref)
    try:
        return merge_base(revision, revision_of(repository, "HEAD"))
    except AtlasError:  # a shallow clone, or no commit yet
        return revision


def _former_findings(
    base: RevisionCheck, result: CheckResult, same: dict[str, RecordResult]
) -> Sequence[Finding]:
    try:
        holds = base.ruleset.digest == result.ruleset.digest
    except AtlasError:
        return ()
    return _findings_of(replace(base, known=same) if holds else base)


def _findings_of(before: RevisionCheck) -> Sequence[Finding]:
    try:
        return before.findings
    except AtlasError:  # its schemas were broken: it has no findings, and all current ones are new
        return ()


def _select_unchanged(
    root: Path, result: CheckResult, base: RevisionCheck
) -> Iterator[tuple[str, RecordResult]]:
    """Yield the paths of record files unchanged on disk since the base, with the check's results.

    Getting thousands of contents from git is much slower than reading the files. A file that git stores in
    another form (with different line ends) counts as changed.
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
