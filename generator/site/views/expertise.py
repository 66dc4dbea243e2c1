"""Decisions of experts as a practice's page shows them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.base.markdown import paragraphs
from generator.base.russian import format_day, format_number
from generator.model.records import Criterion, Expertise
from generator.site.views.items import Item
from generator.site.views.practice_parts import FULL_BAR, Bar
from generator.site.views.site import Site


class ExpertiseView(msgspec.Struct, frozen=True, kw_only=True):
    """One decision."""

    decision: Item
    day: str
    body: str
    level: Sequence[Item]
    scores: Sequence[tuple[str, Bar]]
    conclusion: Sequence[str]
    recommendations: Sequence[str]


def expertise_views(site: Site, expertise: Sequence[Expertise]) -> tuple[ExpertiseView, ...]:
    """Return decisions, the latest first."""
    latest_first = sorted(expertise, key=lambda decision: decision.date, reverse=True)
    return tuple(_view(site, decision) for decision in latest_first)


def _view(site: Site, decision: Expertise) -> ExpertiseView:
    (shown,) = site.terms("expertise_decisions", [decision.decision])
    return ExpertiseView(
        decision=shown,
        day=format_day(decision.date),
        body=decision.body,
        level=site.terms("expertise_levels", [decision.level]),
        scores=tuple((criterion.title, _bar(criterion)) for criterion in decision.criteria),
        conclusion=paragraphs(decision.conclusion),
        recommendations=decision.recommendations,
    )


def _bar(criterion: Criterion) -> Bar:
    shown = f"{format_number(criterion.score)} из {format_number(criterion.maximum)}"
    share = criterion.score / criterion.maximum if criterion.maximum else 0
    return Bar(value=shown, length=round(FULL_BAR * min(max(share, 0), 1)))
