"""A review as Markdown for a comment on a forge.

Everything that a template prints is made harmless (see `report.markdown`) unless it was already: nothing
that contributors wrote is markup, a link or a call.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.report.base import SEVERITY, advice
from generator.report.markdown import link, plain
from generator.review.model import Review
from generator.review.sheet import STEPS, Limits, Sheet
from generator.schema_files import Schemas
from generator.settings import Settings

LIMIT = 65_000
"""Characters of a comment: GitHub takes 65,536, and whoever posts it adds a few."""


class Harmless(str):
    """Markdown that may stand in a report as it is."""

    __slots__ = ()


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


def _rendered(sheet: Sheet, limits: Limits) -> str:
    template = _templates().get_template("review.md.j2")
    return template.render(sheet=sheet, review=sheet.review, limits=limits)


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


@cache
def _templates() -> Environment:
    made = Environment(  # noqa: S701 - no HTML: whatever is printed passes `_harmless`
        loader=PackageLoader("generator", "templates"),
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_harmless,
    )
    made.filters.update(
        link=lambda text, address: Harmless(link(text, address)),
        call=lambda account: Harmless(f"@{account}"),
        severity=lambda severity: SEVERITY[severity],
        advice=lambda finding: " ".join(advice(finding)),
    )
    return made


def _harmless(value: object) -> str:
    return value if isinstance(value, Harmless) else plain(str(value))
