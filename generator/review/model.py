"""The contents of a review, before they are put into words."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from generator.changes.records import RecordChange
from generator.model.editorial import Checklist, Editor
from generator.model.findings import Finding, Severity
from generator.review.affected_pages import AffectedPages
from generator.review.connections import Connection, Reference
from generator.review.layout_changes import LayoutChange
from generator.review.similar_records import SimilarRecord
from generator.review.vocabulary_changes import VocabularyChange
from generator.source.git.difference import PathChange
from generator.source.yaml.reader import Json

Decision = Literal["accept", "author", "expert", "nothing"]
"""Whether a proposal can be merged, or needs its author first, or an expert."""


class ReviewedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that differs, with everything to report about it."""

    change: RecordChange
    findings: Sequence[Finding] = ()
    advice: Sequence[Finding] = ()
    nearest: Sequence[SimilarRecord] = ()
    """The most similar records; for a removed one those of its kind, which may replace it."""
    beside: Mapping[str, Json] = {}
    """The value of the first of them, if the record is new."""
    successors: Sequence[SimilarRecord] = ()
    """The records that declare to replace a removed one."""
    editors: Sequence[Editor] = ()
    expert_reasons: Sequence[str] = ()
    questions: Sequence[Checklist] = ()
    lost_address: str = ""
    """The dead address of a renamed or removed record; «» if there is none."""
    lost_redirects: Sequence[str] = ()
    """The former addresses of a removed record that are now dead."""
    hidden: bool = False
    """Whether the record exists but is at a stage that readers do not see."""
    withdrawn: bool = False
    """Whether the record exists but is no longer visible to readers."""
    layout: LayoutChange = LayoutChange()
    """What changed in its file besides values."""

    @property
    def problems(self) -> Sequence[Finding]:
        """What its author has to correct: findings, and advice that is an error."""
        return [*self.findings, *(one for one in self.advice if one.severity is Severity.ERROR)]

    @property
    def tips(self) -> Sequence[Finding]:
        """The advice that its author may ignore."""
        return [one for one in self.advice if one.severity is not Severity.ERROR]

    @property
    def is_sample(self) -> bool:
        """Whether the record is made up."""
        return self.change.value.get("sample") is True

    @property
    def is_read_whole(self) -> bool:
        """Whether an editor reads the whole record rather than its changes."""
        return self.change.how in {"added", "removed"}

    @property
    def is_repeated(self) -> bool:
        """Whether the proposed record may already be in the atlas."""
        return bool(self.twins) and self.change.how != "removed"

    @property
    def twins(self) -> Sequence[SimilarRecord]:
        """Records that may be the same one."""
        return [near for near in self.nearest if near.is_twin]

    @property
    def has_standing_twin(self) -> bool:
        """Whether one of them is already in the atlas, not only in the proposal."""
        return any(not near.is_new for near in self.twins)


class ProposalVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What to do with a proposal, and all reasons, the decisive ones first."""

    decision: Decision
    reasons: Sequence[str]


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """Everything to report about a proposal. `base` and `head` are commits."""

    base: str
    head: str
    site: str
    records: Sequence[ReviewedRecord]
    beside: Sequence[Finding]
    """Findings in changed files that are not records."""
    elsewhere: Sequence[Finding]
    """Findings in files that the proposal does not change."""
    others: Sequence[PathChange]
    by_former_rules: Sequence[Finding]
    connections: Sequence[Connection]
    pages: AffectedPages
    verdict: ProposalVerdict
    vocabularies: Sequence[VocabularyChange] = ()
    own_schemas: bool = False
    """Whether the proposal was checked by its own schemas."""
    titles: Mapping[Reference, str] = {}
    """The titles of the records that the reviewed ones refer to."""
