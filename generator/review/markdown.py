"""A review as Markdown for a comment on a forge, shortened until it fits."""

from __future__ import annotations

from generator.base.russian import capitalise, plural
from generator.model.settings import Settings
from generator.review.model import Review
from generator.review.report_view import HOW, STEPS, ReviewReport
from generator.source.schema_files import Schemas

LIMIT = 65_000
"""Characters of a comment: GitHub takes 65,536, and whoever posts it adds a few."""


def render_markdown(review: Review, settings: Settings, schemas: Schemas, *, limit: int = LIMIT) -> str:
    """Return a review as Markdown, shortened with counts until it fits.

    Args:
        review: what is to be said.
        settings: the settings of the atlas.
        schemas: what names the fields.
        limit: so many characters at most, as JavaScript counts them; 0 for the whole text.
    """
    from generator.report.render import render_report  # noqa: PLC0415 - a report for programs does without Jinja2

    text = ""
    for limits in STEPS:
        report = ReviewReport(review=review, settings=settings, schemas=schemas, limits=limits)
        values = {"report": report, "review": review, "limits": limits, "hows": HOW}
        text = render_report("review.md.j2", plural=plural, capitalise=capitalise, **values)
        if not limit or _size(text) <= limit:
            break
    return text


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
