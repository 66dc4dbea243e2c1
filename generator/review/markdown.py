"""A review as Markdown for a comment on a forge, shortened until it fits."""

from __future__ import annotations

from generator.model.settings import Settings
from generator.review.model import Review
from generator.review.report_view import STEPS, Limits, Sheet
from generator.source.schema_files import Schemas

LIMIT = 65_000
"""Characters of a comment: GitHub takes 65,536, and whoever posts it adds a few."""

_TEMPLATE, _RECORD = "review.md.j2", "review_record.md.j2"


def as_markdown(review: Review, settings: Settings, schemas: Schemas, *, limit: int = LIMIT) -> str:
    """Return a review as Markdown, shortened with counts until it fits.

    Args:
        review: what is to be said.
        settings: the settings of the atlas.
        schemas: what names the fields.
        limit: so many characters at most, as JavaScript counts them; 0 for the whole text.
    """
    text = ""
    for limits in STEPS:
        text = _rendered(Sheet(review=review, settings=settings, schemas=schemas, limits=limits), limits)
        if not limit or _size(text) <= limit:
            return text
    return text


def prepare() -> None:
    """Load what makes reports: one for programs does without Jinja2, and there may be time to load it."""
    from generator.report.render import prepared  # noqa: PLC0415

    for template in (_TEMPLATE, _RECORD):
        prepared(template)


def _rendered(sheet: Sheet, limits: Limits) -> str:
    from generator.report.render import rendered  # noqa: PLC0415 - as above

    return rendered(_TEMPLATE, sheet=sheet, review=sheet.review, limits=limits)


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
