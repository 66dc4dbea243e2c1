"""Stale records: public ones that somebody has to review again, why, and whom to ask."""

import calendar
import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.base.russian import format_day
from generator.model.catalogue import Entry, is_public
from generator.model.editorial import Editor
from generator.model.records.common import Record
from generator.model.settings import Settings
from generator.upkeep.links.verdicts import LinkVerdicts

_NO_DAY = dt.date.min
_MONTHS = 12


class StaleReason(enum.StrEnum):
    """Kinds of reasons to review a record, the most pressing first."""

    ENDED = "ended"
    ENDS_SOON = "ends-soon"
    DEAD_LINK = "dead-link"
    UNCONFIRMED = "unconfirmed"


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A reason to review a record since a day; `told` says it in Russian."""

    what: StaleReason
    since: dt.date
    told: str


class StaleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record to ask about: its entry and the atlas's `editors` responsible for it."""

    entry: Entry[Any]
    reasons: Sequence[Reason]
    editors: Sequence[Editor] = ()

    @property
    def order(self) -> tuple[int, dt.date, str]:
        """Sorting key: the most pressing reason, then the oldest, then the file."""
        first = self.reasons[0]
        return list(StaleReason).index(first.what), first.since, self.entry.path


def find_stale_records(
    entries: Iterable[Entry[Any]],
    settings: Settings,
    *,
    as_of: dt.date,
    soon: dt.timedelta,
    links: LinkVerdicts,
) -> list[StaleRecord]:
    """Return the public records that need a review, the most pressing first, without samples.

    `soon` is how long before its end a record counts as ending soon.
    """
    dead = _group_dead_links(links)
    found = []
    for entry in entries:
        if entry.record.sample or not settings.atlas.kinds[entry.kind.name].enabled:
            continue
        if not is_public(entry.kind, entry.record, settings):
            continue
        reasons = [
            *_find_ending(entry, as_of, soon),
            *dead.get(entry.path, ()),
            *_find_unconfirmed(entry, settings, as_of),
        ]
        if reasons:
            record: Record = entry.record
            editors = settings.editorial.closest_editors(
                kind=entry.kind.name, municipality=record.municipality or "", subjects=record.subjects
            )
            found.append(StaleRecord(entry=entry, reasons=reasons, editors=editors))
    return sorted(found, key=lambda asking: asking.order)


def _find_ending(entry: Entry[Any], as_of: dt.date, soon: dt.timedelta) -> Iterator[Reason]:
    last = entry.record.last_day
    if last is None or last > as_of + soon:
        return
    ended = last < as_of
    what, words = (StaleReason.ENDED, "закончился") if ended else (StaleReason.ENDS_SOON, "скоро закончится")
    yield Reason(what=what, since=last, told=f"срок {words}: {format_day(last)}")


def _find_unconfirmed(entry: Entry[Any], settings: Settings, as_of: dt.date) -> Iterator[Reason]:
    record: Record = entry.record
    confirmed = max(filter(None, (record.verified_on, record.updated, record.added)), default=None)
    due, told = _NO_DAY, "неизвестно, когда сведения подтверждали последний раз"
    if confirmed is not None:
        due = add_months(confirmed, settings.atlas.kinds[entry.kind.name].confirm_months)
        told = f"сведения не подтверждали с {format_day(confirmed)}"
    if due <= as_of:
        yield Reason(what=StaleReason.UNCONFIRMED, since=due, told=told)


def _group_dead_links(links: LinkVerdicts) -> Mapping[str, Sequence[Reason]]:
    found: defaultdict[str, list[Reason]] = defaultdict(list)
    for judged in links.urgent:
        for place in judged.target.places:
            since = judged.seen.failing_since or judged.seen.looked_on
            told = f"не открывается ссылка {judged.target.address} в поле «{place.field}»: {judged.seen.why}"
            found[place.path].append(Reason(what=StaleReason.DEAD_LINK, since=since, told=told))
    return found


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the day some months later: with the same number, or the last one of a shorter month."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    _, longest = calendar.monthrange(year, month + 1)
    return dt.date(year, month + 1, min(day.day, longest))
