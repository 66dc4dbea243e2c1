"""The effects of a proposal, reported to the editor who decides about it."""

from generator.review.assemble import assemble_review
from generator.review.formats import render_json, render_markdown, render_text
from generator.review.model import Review
from generator.review.proposal import Proposal, open_proposal

__all__ = [
    "Proposal",
    "Review",
    "assemble_review",
    "open_proposal",
    "render_json",
    "render_markdown",
    "render_text",
]
