"""Replacements of a removed record: records that declare it, or similar ones of its kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.changes.records import RecordChange
from generator.review.proposal import Proposal
from generator.review.similar_records import SimilarRecord


def find_successors(proposal: Proposal) -> Mapping[str, Sequence[SimilarRecord]]:
    """Return the records that declare to replace removed ones, by the path of the removed one.

    A record does so by `replaces`, or by listing the address of the removed one among its former addresses.
    """
    removed = {(one.kind.name, one.id): one.path for one in proposal.changes if one.how == "removed"}
    if not removed:
        return {}
    addresses = {one.kind.address(one.id): one.path for one in proposal.changes if one.how == "removed"}
    found: defaultdict[str, list[SimilarRecord]] = defaultdict(list)
    for path, verdict in proposal.after.verdicts.items():
        summary = verdict.summary
        if summary is None:
            continue
        named = [removed.get((summary.kind_name, summary.replaces or ""))]
        named += [addresses.get(address) for address in summary.redirect_from]
        for old in dict.fromkeys(filter(None, named)):
            found[old].append(
                SimilarRecord(
                    path=path,
                    title=summary.title,
                    title_share=0,
                    text_share=0,
                    is_new=path not in proposal.former_records,
                )
            )
    return found


def keep_useful(change: RecordChange, nearest: Sequence[SimilarRecord]) -> Sequence[SimilarRecord]:
    """Return the similar records worth showing: for a removed record, only those of its kind."""
    if change.how != "removed":
        return nearest
    folder = change.path.rpartition("/")[0]
    return tuple(one for one in nearest if one.path.rpartition("/")[0] == folder)
