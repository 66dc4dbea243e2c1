"""Puts a review together from a proposal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import msgspec

from generator.base.workers import alongside
from generator.check.rules import compile_marks
from generator.check.rules.annotations import REFERENCE
from generator.model.findings import Finding
from generator.model.kinds import KINDS
from generator.model.settings import Editorial
from generator.review.affected_pages import Pages, is_hidden, is_withdrawn, lost_address, touched
from generator.review.connections import Connection, connections
from generator.review.model import Review, Reviewed
from generator.review.proposal import Proposal
from generator.review.reviewers import editors_of, expert_reasons, questions_of
from generator.review.similar_records import Near
from generator.review.similarity_index import Records
from generator.review.verdict import verdict

_SHARE = 4
"""Of so many records this process looks for the nearest of one, beside the rest of its work."""


def nothing() -> None:
    """Do nothing while another process is at work."""


def reviewed(
    proposed: Proposal, *, own_schemas: bool = False, meanwhile: Callable[[], None] = nothing
) -> Review:
    """Return everything that is to be said of a proposal.

    Args:
        proposed: the proposal.
        own_schemas: whether it is judged by the schemas that it brings.
        meanwhile: what else this process has to do while another one judges.

    Raises:
        AtlasError: a schema cannot be used, git refused, or the settings of both states are broken.
    """
    parts = _parts(proposed, meanwhile)
    records, findings = _records(proposed, parts), parts.findings
    own = {record.change.path for record in records}
    others = [finding for finding in findings if finding.path not in own]
    beside = [finding for finding in others if finding.path in proposed.changed]
    elsewhere = [finding for finding in others if finding.path not in proposed.changed]
    return Review(
        base=proposed.before.revision.commit,
        head=proposed.after.revision.commit,
        site=proposed.settings.atlas.site_address,
        records=records,
        beside=beside,
        elsewhere=elsewhere,
        others=proposed.others,
        schemas_stay=proposed.schemas_stay,
        settings_stay=proposed.settings_stay,
        own_schemas=own_schemas,
        by_former_rules=proposed.by_former_rules,
        connections=parts.around.connections,
        pages=parts.around.pages,
        verdict=verdict(records, beside, elsewhere, proposed.others),
    )


class _Around(msgspec.Struct, frozen=True, kw_only=True):
    """What a proposal has to do with other records by name, and with pages."""

    connections: Sequence[Connection]
    pages: Pages


class _Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What takes long to find of a proposal."""

    findings: Sequence[Finding]
    nearest: Mapping[str, Sequence[Near]]
    around: _Around


def _parts(proposed: Proposal, meanwhile: Callable[[], None]) -> _Parts:
    """Have another process do what takes longest, and this one all the rest."""
    # where little is known of the records, both would read them
    jobs = proposed.after.jobs if proposed.is_known else 1
    standing = proposed.standing
    if proposed.mends:
        records = proposed.records  # both processes need them
        own = len(standing) // _SHARE if jobs > 1 else 0
        with alongside(lambda: proposed.nearest(standing[own:]), jobs=jobs) as looked:
            found, around = proposed.findings, _around(proposed, records)
            meanwhile()
            nearest = proposed.nearest(standing[:own])
            return _Parts(findings=found, nearest={**nearest, **looked()}, around=around)
    with alongside(lambda: proposed.findings, jobs=jobs) as judged:
        around, nearest = _around(proposed, proposed.records), proposed.nearest(standing)
        meanwhile()
        return _Parts(findings=judged(), nearest=nearest, around=around)


def _around(proposed: Proposal, records: Records) -> _Around:
    changes, before, after = proposed.changes, records.before, records.after
    schemas = proposed.after.bench.schemas
    references = {kind.name: compile_marks(schemas, kind.schema_file, REFERENCE) for kind in KINDS}
    return _Around(
        connections=connections(changes, references, before, after),
        pages=touched(changes, before, after, proposed.settings),
    )


def _records(proposed: Proposal, parts: _Parts) -> tuple[Reviewed, ...]:
    findings, advice = _by_path(parts.findings), _by_path(proposed.advice)
    nearest, editorial = parts.nearest, _editorial(proposed)
    return tuple(
        Reviewed(
            change=change,
            findings=findings.get(change.path, ()),
            advice=advice.get(change.path, ()),
            nearest=nearest.get(change.path, ()),
            editors=editors_of(change.kind.name, change.value, editorial),
            expert_reasons=(reasons := expert_reasons(change, proposed.settings)),
            questions=questions_of(change.value, editorial) if reasons else (),
            lost_address=lost_address(change, proposed.settings),
            hidden=is_hidden(change, proposed.settings),
            withdrawn=is_withdrawn(change, proposed.settings),
        )
        for change in proposed.changes
    )


def _editorial(proposed: Proposal) -> Editorial:
    """Return who decides, as the older state says: a proposal does not choose its own judges."""
    settings = proposed.before.bench.loaded.settings
    return Editorial() if settings is None else settings.editorial


def _by_path(findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.path].append(finding)
    return found
