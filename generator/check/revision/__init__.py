"""Checks of the atlas as it stands in git, and of what differs between two of its states."""

from __future__ import annotations

from generator.check.revision.changed_since import ChangeResult, check_changes
from generator.check.revision.proposal_check import ProposalResult, check_proposal
from generator.check.revision.revision_check import RevisionCheck, check_revision

__all__ = [
    "ChangeResult",
    "ProposalResult",
    "RevisionCheck",
    "check_changes",
    "check_proposal",
    "check_revision",
]
