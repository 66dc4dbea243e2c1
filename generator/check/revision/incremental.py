"""What is found of a state that differs from a known one only in what its records say of themselves.

Most proposals mend texts: no title, no reference and no date changes. What rules say of all records
together, and of the day, follows from the summaries of the records alone (see `rules.summary`): while
these are the same, it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.model.findings import Finding, in_order
from generator.source.git import PathChange
from generator.source.record_files import CONTENT, record_at

if TYPE_CHECKING:
    from generator.check.record_check import Verdict
    from generator.check.revision.revision_check import State

_FEW = 100
"""More records than these are judged together, by several processes."""


def findings_after_edits(
    before: State, after: State, differing: Sequence[PathChange]
) -> tuple[Finding, ...] | None:
    """Return what is found of a state, worked out from what differs; None where that does not tell.

    Args:
        before: another state; what is found of it has to be known.
        after: the state.
        differing: the paths that differ.

    Raises:
        AtlasError: a schema cannot be used, or git refused.
    """
    edits = _edits(differing)
    known = before.known_findings if before.judged_as == after.judged_as else None
    if known is None or edits is None:
        return None
    was = _verdicts(before, {path: old for path, (old, _) in edits.items()})
    now = _verdicts(after, {path: new for path, (_, new) in edits.items()})
    own = {finding for verdict in was for finding in verdict.findings}
    if [one.summary for one in was] != [one.summary for one in now]:
        return None
    if any(finding.path in edits and finding not in own for finding in known):  # where it stands may differ
        return None
    kept = [finding for finding in known if finding.path not in edits]
    return in_order([*kept, *(finding for verdict in now for finding in verdict.findings)])


def _edits(differing: Sequence[PathChange]) -> Mapping[str, tuple[str, str]] | None:
    """Return the ids of the records that differ, before and after; None if more than their text differs."""
    inside = f"{CONTENT}/"
    edits: dict[str, tuple[str, str]] = {}
    for one in differing:
        if one.old and one.new and one.path == one.before and record_at(one.path):
            edits[one.path] = (one.old.id, one.new.id)
        elif f"{one.path}/".startswith(inside) or f"{one.before}/".startswith(inside):
            return None
    return edits if len(edits) <= _FEW else None


def _verdicts(state: State, files: Mapping[str, str]) -> list[Verdict]:
    state.shelf.know(files)
    state.shelf.fetch(files)
    sources = (state.source_at(path) for path in files)
    return [state.bench.trial.tried(source).verdict for source in sources if source is not None]
