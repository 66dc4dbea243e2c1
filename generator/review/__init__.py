"""Review: what a proposal does to the atlas, told to the editor who decides about it."""

from __future__ import annotations

from generator.review.as_json import as_json
from generator.review.assemble import reviewed
from generator.review.markdown import as_markdown
from generator.review.model import Review
from generator.review.proposal import Proposal, proposal

__all__ = ["Proposal", "Review", "as_json", "as_markdown", "proposal", "reviewed"]
