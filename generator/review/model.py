"""What a review says, before anybody words it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from generator.changes.records import RecordChange
from generator.model.editorial import Checklist, Editor
from generator.model.findings import Finding
from generator.review.affected_pages import AffectedPages
from generator.review.connections import Connection, Reference
from generator.review.similar_records import SimilarRecord
from generator.review.vocabulary_changes import VocabularyChange
from generator.source.git.difference import PathChange
from generator.source.yaml.reader import Json

Decision = Literal["accept", "author", "expert"]
"""Whether a proposal can be merged, or needs its author first, or an expert."""


class ReviewedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that differs, and what is to be said of it."""

    change: RecordChange
    findings: Sequence[Finding] = ()
    advice: Sequence[Finding] = ()
    nearest: Sequence[SimilarRecord] = ()
    """The most similar records; of a removed one those of its kind, which may take its place."""
    beside: Mapping[str, Json] = {}
    """What the first of them says, if the record is new."""
    successors: Sequence[SimilarRecord] = ()
    """The records that say themselves that they replace a removed one."""
    editors: Sequence[Editor] = ()
    expert_reasons: Sequence[str] = ()
    questions: Sequence[Checklist] = ()
    lost_address: str = ""
    """The address of a renamed or removed record from which nothing leads on; «» if none."""
    lost_redirects: Sequence[str] = ()
    """The former addresses that led to a removed record and lead nowhere now."""
    hidden: bool = False
    """Whether readers will not see it at its stage, though it stands."""
    withdrawn: bool = False
    """Whether they see it now and will no more, though it stands."""

    @property
    def is_sample(self) -> bool:
        """Whether the record is made up."""
        return self.change.value.get("sample") is True

    @property
    def is_read_whole(self) -> bool:
        """Whether an editor reads the record itself: of one that stays, what has changed is read first."""
        return self.change.how in {"added", "removed"}

    @property
    def is_repeated(self) -> bool:
        """Whether what is proposed may well be in the atlas already."""
        return bool(self.twins) and self.change.how != "removed"

    @property
    def twins(self) -> Sequence[SimilarRecord]:
        """The records that may well be the same one."""
        return [near for near in self.nearest if near.is_twin]

    @property
    def has_standing_twin(self) -> bool:
        """Whether one of them stands in the atlas already, not in the proposal alone."""
        return any(not near.is_new for near in self.twins)


class ProposalVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What to do with a proposal, and all reasons: those that decided first."""

    decision: Decision
    reasons: Sequence[str]


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is to be said of a proposal. `base` and `head` are commits."""

    base: str
    head: str
    site: str
    records: Sequence[ReviewedRecord]
    beside: Sequence[Finding]
    """Findings in files that the proposal touches and that are no records."""
    elsewhere: Sequence[Finding]
    """Findings in files that the proposal does not touch."""
    others: Sequence[PathChange]
    schemas_stay: bool
    settings_stay: bool
    by_former_rules: Sequence[Finding]
    connections: Sequence[Connection]
    pages: AffectedPages
    verdict: ProposalVerdict
    vocabularies: Sequence[VocabularyChange] = ()
    own_schemas: bool = False
    """Whether the proposal was judged by the schemas that it brings."""
    titles: Mapping[Reference, str] = {}
    """The titles of the records that the reviewed ones name."""
