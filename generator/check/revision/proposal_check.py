"""What a proposal does: the findings of a revision, as far as the proposal caused them.

Nothing of the proposal is checked out: its files are read as data, and only the atlas's own folders.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from generator.base.errors import AtlasError
from generator.check.revision.changed_since import caused_findings
from generator.check.revision.revision_check import RevisionCheck, check_revision
from generator.model.findings import Finding
from generator.source.git import PathChange, changed_paths, open_repository, read_range
from generator.source.record_files import record_at


class ProposalResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a proposal does. `paths` are the record files that it adds or changes, as they stand in it.

    `removed` are the record files that it takes away without a new name, `changed` all paths that differ,
    `whole` all record files that there are with it. `site` is the address of the site, empty where the
    settings of both revisions are broken.
    """

    findings: Sequence[Finding]
    paths: Sequence[str]
    removed: Sequence[str]
    changed: Collection[str]
    whole: Sequence[str]
    site: str


def check_proposal(root: Path, text: str, *, as_of: dt.date, jobs: int = 1) -> ProposalResult:
    """Return what is to be said of a proposal: of its own files, and of what no longer holds elsewhere.

    Args:
        root: the root of the atlas on the disk, in a repository; its files do not count.
        text: both ends as BASE..HEAD, as a person typed them.
        as_of: the day on which dates and terms are judged.
        jobs: how many processes may validate files.

    Raises:
        AtlasError: git refused, there is no such revision, or a schema of the proposal cannot be used.
    """
    base, head = read_range(open_repository(root), text)
    differing = changed_paths(base, head)
    changed = {path for change in differing for path in (change.path, change.before)}
    before = check_revision(base, as_of=as_of, jobs=jobs)
    after = check_revision(head, as_of=as_of, jobs=jobs, base=before)
    whole = [source.path for source in after.snapshot.records]
    return ProposalResult(
        findings=caused_findings(after.findings, _findings(before), changed),
        paths=[path for path in whole if path in changed],
        removed=[change.before for change in differing if _takes_away(change)],
        changed=changed,
        whole=whole,
        site=_site(after) or _site(before),
    )


def _takes_away(change: PathChange) -> bool:
    """Return whether a change leaves no record file of one that there was."""
    gone = change.how == "removed" or (change.how == "renamed" and record_at(change.path) is None)
    stood = change.old is not None and change.old.is_file and record_at(change.before) is not None
    return gone and stood


def _findings(before: RevisionCheck) -> Sequence[Finding]:
    try:
        return before.findings
    except AtlasError:  # its schemas were broken: all that is found now is new
        return ()


def _site(check: RevisionCheck) -> str:
    settings = check.ruleset.loaded.settings
    return "" if settings is None else settings.atlas.site_address
