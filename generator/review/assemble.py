"""Assembles the review of a proposal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.changes.records import RecordChange
from generator.model.annotations import REFERENCE, compile_annotations
from generator.model.editorial import Editorial
from generator.model.findings import Finding
from generator.model.kinds import KINDS
from generator.review.affected_pages import (
    find_affected_pages,
    find_kept_addresses,
    find_lost_address,
    find_lost_redirects,
    is_hidden,
    is_withdrawn,
)
from generator.review.connections import compare_connections, title_references
from generator.review.layout_changes import LayoutChange, compare_layout
from generator.review.mask_review import mask_review
from generator.review.model import Review, ReviewedRecord
from generator.review.proposal import Proposal
from generator.review.similar_records import SimilarRecordSearch
from generator.review.successors import find_successors, keep_useful
from generator.review.verdict import decide, explain_expert_need, find_checklists, find_editors
from generator.review.vocabulary_changes import compare_vocabularies
from generator.source.schema_tree import resolve


def assemble_review(proposal: Proposal, *, own_schemas: bool = False) -> Review:
    """Return the complete review of a proposal, masked; `own_schemas` as in `open_proposal`.

    Raises:
        AtlasError: a schema cannot be used, git refused, or the settings of both revisions are broken.
    """
    records = _review_records(proposal)
    own = {record.change.path for record in records}
    others = [finding for finding in proposal.findings if finding.path not in own]
    beside = [finding for finding in others if finding.path in proposal.changed_paths]
    elsewhere = [finding for finding in others if finding.path not in proposal.changed_paths]
    changes, before, after = proposal.changes, proposal.former_records, proposal.records
    schemas = proposal.after.ruleset.schemas
    references = {
        kind.name: compile_annotations(resolve(schemas, kind.schema_file), REFERENCE) for kind in KINDS
    }
    shown = [
        (one.change.kind.name, value)
        for one in records
        for value in (one.change.before, one.change.after, dict(one.beside))
    ]
    review = Review(
        base=proposal.before.revision.commit,
        head=proposal.after.revision.commit,
        site=proposal.settings.atlas.site_address,
        records=records,
        beside=beside,
        elsewhere=elsewhere,
        others=proposal.others,
        own_schemas=own_schemas,
        by_former_rules=proposal.by_former_rules,
        titles=title_references(shown, references, before, after),
        connections=compare_connections(changes, references, before, after),
        pages=find_affected_pages(changes, before, after, proposal.settings),
        vocabularies=compare_vocabularies(proposal.before, proposal.after),
        verdict=decide(records, beside, elsewhere, proposal.others),
    )
    return mask_review(review, proposal.settings.record_fields)


def _review_records(proposal: Proposal) -> tuple[ReviewedRecord, ...]:
    findings, advice = _group_by_path(proposal.findings), _group_by_path(proposal.advice)
    settings, former = proposal.settings, proposal.before.ruleset.settings
    # reviewers come from the older revision: a proposal does not choose its own judges
    editorial = Editorial() if former is None else former.editorial
    search = SimilarRecordSearch(
        before=proposal.before, after=proposal.after, former=proposal.former_records, index=proposal.records
    )
    similar = search.find(change.path for change in proposal.changes)
    successors, kept = find_successors(proposal), find_kept_addresses(proposal.changes)
    return tuple(
        ReviewedRecord(
            change=change,
            findings=findings.get(change.path, ()),
            advice=advice.get(change.path, ()),
            nearest=(nearest := keep_useful(change, similar.get(change.path, ()))),
            beside=proposal.read_record(nearest[0].path) if nearest and change.how == "added" else {},
            successors=successors.get(change.path, ()),
            editors=find_editors(change.kind.name, change.value, editorial),
            expert_reasons=(reasons := explain_expert_need(change, settings)),
            questions=find_checklists(change.value, editorial) if reasons else (),
            lost_address=find_lost_address(change, settings, kept),
            lost_redirects=find_lost_redirects(change, settings, kept),
            hidden=is_hidden(change, settings),
            withdrawn=is_withdrawn(change, settings),
            layout=_compare_files(proposal, change),
        )
        for change in proposal.changes
    )


def _compare_files(proposal: Proposal, change: RecordChange) -> LayoutChange:
    """Return what changed in a record's file besides values; empty if a revision has no readable file."""
    former = proposal.before.blobs.read(change.before_path) if change.before is not None else b""
    current = proposal.after.blobs.read(change.path) if change.after is not None else None
    is_known = change.how == "added" or change.before is not None
    if not is_known or not isinstance(former, bytes) or not isinstance(current, bytes):
        return LayoutChange()
    return compare_layout(change, former, current)


def _group_by_path(findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    groups: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.path].append(finding)
    return groups
