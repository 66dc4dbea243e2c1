"""Plans of communities and centres as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.model.records import PlanItem
from generator.site.views.items import Item
from generator.site.views.site import Site


class PlanView(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a plan; `has_forms` tells whether any row names its form."""

    rows: Sequence[PlanRow]
    has_forms: bool


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a plan."""

    title: str
    period: str
    form: Sequence[Item]


def plan_view(site: Site, plan: Sequence[PlanItem]) -> PlanView | None:
    """Return a plan as its page shows it; None for an empty one."""
    if not plan:
        return None
    rows = tuple(
        PlanRow(title=item.title, period=item.period, form=site.terms("forms", [item.form])) for item in plan
    )
    return PlanView(rows=rows, has_forms=any(row.form for row in rows))
