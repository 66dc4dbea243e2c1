"""Puts a review together from a proposal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.findings import Finding
from generator.kinds import KINDS
from generator.review.asked import editors_of, expert_reasons, questions_of
from generator.review.connections import connections
from generator.review.likeness import Likeness
from generator.review.model import Review, Reviewed
from generator.review.proposal import Proposal
from generator.review.touched import is_hidden, lost_address, touched
from generator.review.verdict import verdict
from generator.rules import compile_marks
from generator.rules.marks import REFERENCE
from generator.settings import Editorial


def reviewed(proposed: Proposal, *, own_schemas: bool = False) -> Review:
    """Return everything that is to be said of a proposal.

    Raises:
        AtlasError: a schema cannot be used, git refused, or the settings of both states are broken.
    """
    before, after = proposed.rows
    records = _records(proposed)
    own = {record.change.path for record in records}
    others = [finding for finding in proposed.findings if finding.path not in own]
    beside = [finding for finding in others if finding.path in proposed.changed]
    elsewhere = [finding for finding in others if finding.path not in proposed.changed]
    schemas = proposed.after.bench.schemas
    references = {kind.name: compile_marks(schemas, kind.schema_file, REFERENCE) for kind in KINDS}
    settings = proposed.settings
    return Review(
        base=proposed.before.revision.commit,
        head=proposed.after.revision.commit,
        site=settings.atlas.site_address,
        records=records,
        beside=beside,
        elsewhere=elsewhere,
        others=proposed.others,
        schemas_stay=proposed.schemas_stay,
        settings_stay=proposed.settings_stay,
        own_schemas=own_schemas,
        by_former_rules=proposed.by_former_rules,
        connections=connections(proposed.changes, references, before, after),
        pages=touched(proposed.changes, before, after, settings),
        verdict=verdict(records, beside, elsewhere, proposed.others),
    )


def _records(proposed: Proposal) -> tuple[Reviewed, ...]:
    findings, advice = _by_path(proposed.findings), _by_path(proposed.advice)
    editorial = _editorial(proposed)
    before, after = proposed.rows
    standing = [change.path for change in proposed.changes if change.how != "removed"]
    nearest = Likeness(proposed.after, after, before).nearest(standing)
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
