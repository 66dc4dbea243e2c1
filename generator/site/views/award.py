"""The status of a resource centre: who gave it, and whether it holds on the day of the build."""

from __future__ import annotations

import datetime as dt

from generator.base.russian import format_day
from generator.model.records import Award
from generator.site.views.items import Item

HOLDS, ENDED, NOT_YET, OPEN = (
    "статус действует",
    "статус истёк",
    "статус ещё не действует",
    "статус без срока",
)


def status_of(award: Award | None, as_of: dt.date) -> str:
    """Return a status in words, as on a day; «» for a centre without a document."""
    if award is None:
        return ""
    if award.valid_to is not None and award.valid_to < as_of:
        return ENDED
    if award.valid_from is not None and award.valid_from > as_of:
        return NOT_YET
    return HOLDS if award.valid_to is not None else OPEN


def award_rows(award: Award | None, status: str) -> tuple[tuple[Item, ...], ...]:
    """Return the status and its document, a row each; nothing for no document."""
    if award is None:
        return ()
    rows = (
        status,
        _term(award),
        f"{award.document}{_number(award)} от {format_day(award.date)}",
        award.body or "",
    )
    return tuple((Item(title=row),) for row in rows if row)


def _number(award: Award) -> str:
    """Return the number of a document with its sign: «47-р» as « № 47-р», «протокол № 4» as it is."""
    number = award.number or ""
    if not number:
        return ""
    return f", {number}" if "№" in number else f" № {number}"


def _term(award: Award) -> str:
    start = f"с {format_day(award.valid_from)}" if award.valid_from else ""
    end = f"до {format_day(award.valid_to)}" if award.valid_to else ""
    return " ".join(filter(None, (start, end)))
