"""What a proposal does: the findings of a state that stands in git, as far as the proposal caused them.

Nothing of the proposal is checked out: its files are read as data, and only the atlas's own folders.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.errors import AtlasError
from generator.findings import Finding
from generator.repository import changed_paths, open_repository, read_range
from generator.states.since import caused
from generator.states.state import State, state_of


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """What a proposal does. `paths` are the record files that it adds or changes, as they stand in it.

    `site` is the address of the site, empty where the settings of both states are broken.
    """

    findings: Sequence[Finding]
    paths: Sequence[str]
    site: str


def proposed(root: Path, text: str, *, as_of: dt.date, jobs: int = 1) -> Proposed:
    """Return what is to be said of a proposal: of its own files, and of what no longer holds elsewhere.

    Args:
        root: the root of the atlas on the disk, where caches are; its files do not count.
        text: both ends as BASE..HEAD, as a person typed them.
        as_of: the day on which dates and terms are judged.
        jobs: how many processes may judge files.

    Raises:
        AtlasError: git refused, there is no such state, or a schema of the proposal cannot be used.
    """
    base, head = read_range(open_repository(root), text)
    differing = changed_paths(base, head)
    changed = {path for change in differing for path in (change.path, change.before)}
    before = state_of(root, base, as_of=as_of, jobs=jobs)
    after = state_of(root, head, as_of=as_of, jobs=jobs)
    after = msgspec.structs.replace(after, other=before, differing=differing)
    found = _findings(before)  # first: what is known of it may say enough of the newer state
    return Proposed(
        findings=caused(after.findings, found, changed),
        paths=[source.path for source in after.survey.records if source.path in changed],
        site=_site(after) or _site(before),
    )


def _findings(before: State) -> Sequence[Finding]:
    try:
        return before.findings
    except AtlasError:  # its schemas were broken: all that is found now is new
        return ()


def _site(state: State) -> str:
    settings = state.bench.loaded.settings
    return "" if settings is None else settings.atlas.site_address
