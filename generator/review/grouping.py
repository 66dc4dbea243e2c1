"""Groups what is alike: findings with the same words, records that were changed in the same way."""

import re
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from generator.model.findings import Finding
from generator.review.model import ReviewedRecord

_ITEM = re.compile(r"\b(пункт\w*) \d+", re.IGNORECASE)
_FEWEST_ALIKE = 3
"""This many records changed in the same way are reported together."""


class FindingGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Findings with the same words: the first, and all of them."""

    first: Finding
    findings: Sequence[Finding]

    @property
    def paths(self) -> Sequence[str]:
        """The paths of their files, without duplicates."""
        return list(dict.fromkeys(one.path for one in self.findings))


def group_findings(findings: Sequence[Finding]) -> Sequence[FindingGroup]:
    """Group findings by their words, in the order of their first occurrence; item numbers do not matter."""
    groups: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for one in findings:
        groups[one.code, _ITEM.sub(r"\1", one.what)].append(one)
    return [FindingGroup(first=found[0], findings=found) for found in groups.values()]


def group_alike(records: Sequence[ReviewedRecord]) -> Sequence[Sequence[ReviewedRecord]]:
    """Return groups of records that were changed in the same way and have no other remarks."""
    groups: defaultdict[str, list[ReviewedRecord]] = defaultdict(list)
    for record in records:
        is_told = record.change.fields or record.layout.parts
        if record.change.how == "changed" and is_told and not _has_more(record):
            groups[_describe_change(record)].append(record)
    return [found for found in groups.values() if len(found) >= _FEWEST_ALIKE]


def _has_more(record: ReviewedRecord) -> bool:
    layout = record.layout
    return bool(
        record.findings
        or record.advice
        or record.twins
        or record.expert_reasons
        or record.withdrawn
        or layout.added_comments
        or layout.removed_comments
    )


def _describe_change(record: ReviewedRecord) -> str:
    changes = [(_ITEM.sub(r"\1", one.title), one.before, one.after) for one in record.change.fields]
    return repr((record.change.kind.name, changes, record.layout.parts))
