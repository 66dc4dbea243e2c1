"""Which public records want a look, why, and who knows: each with its most pressing reason first."""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.base.russian import format_day
from generator.model.catalogue import Entry, is_public
from generator.model.editors import closest_editors
from generator.model.records import Record
from generator.model.settings import Editor, Settings
from generator.upkeep.links import Verdicts
from generator.upkeep.stale.confirmation import confirmed_on, months_later

_NO_DAY = dt.date.min


class What(enum.StrEnum):
    """What is the matter with a record, the most pressing first."""

    ENDED = "ended"
    ENDS_SOON = "ends-soon"
    DEAD_LINK = "dead-link"
    UNCONFIRMED = "unconfirmed"


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a record wants a look: `since` is the day from which it does, `told` says it in Russian."""

    what: What
    since: dt.date
    told: str


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """A record to ask about: its organisation and the `editors` of the atlas who look after it."""

    entry: Entry[Any]
    reasons: Sequence[Reason]
    editors: Sequence[Editor] = ()

    @property
    def order(self) -> tuple[int, dt.date, str]:
        """Sorting key: the most pressing matter, then the oldest, then the file."""
        first = self.reasons[0]
        return list(What).index(first.what), first.since, self.entry.path


def asked_about(
    entries: Iterable[Entry[Any]], settings: Settings, *, as_of: dt.date, soon: dt.timedelta, links: Verdicts
) -> list[Asking]:
    """Return the public records that want a look, the most pressing first; made-up records never do.

    Args:
        entries: records without errors.
        settings: they say after how many months a kind of record wants to be confirmed again, and who at
            the atlas looks after what.
        as_of: the day of judgement.
        soon: what ends within this time ends soon.
        links: what is known of the addresses that records lead to.
    """
    dead = _dead_by_path(links)
    found = []
    for entry in entries:
        if entry.record.sample or not settings.atlas.kinds[entry.kind.name].enabled:
            continue
        if not is_public(entry.kind, entry.record, settings):
            continue
        reasons = [
            *_ending(entry, as_of, soon),
            *dead.get(entry.path, ()),
            *_unconfirmed(entry, settings, as_of),
        ]
        if reasons:
            found.append(Asking(entry=entry, reasons=reasons, editors=_editors(entry, settings)))
    return sorted(found, key=lambda asking: asking.order)


def _editors(entry: Entry[Any], settings: Settings) -> tuple[Editor, ...]:
    record: Record = entry.record
    return closest_editors(
        settings.editorial,
        kind=entry.kind.name,
        municipality=record.municipality or "",
        subjects=record.subjects,
    )


def _ending(entry: Entry[Any], as_of: dt.date, soon: dt.timedelta) -> Iterator[Reason]:
    last = entry.record.last_day
    if last is None or last > as_of + soon:
        return
    if last < as_of:
        yield Reason(what=What.ENDED, since=last, told=f"срок закончился: {format_day(last)}")
    else:
        yield Reason(what=What.ENDS_SOON, since=last, told=f"срок скоро закончится: {format_day(last)}")


def _unconfirmed(entry: Entry[Any], settings: Settings, as_of: dt.date) -> Iterator[Reason]:
    confirmed = confirmed_on(entry.record)
    if confirmed is None:
        yield Reason(
            what=What.UNCONFIRMED, since=_NO_DAY, told="неизвестно, когда сведения подтверждали последний раз"
        )
        return
    due = months_later(confirmed, settings.atlas.kinds[entry.kind.name].confirm_months)
    if due <= as_of:
        yield Reason(
            what=What.UNCONFIRMED, since=due, told=f"сведения не подтверждали с {format_day(confirmed)}"
        )


def _dead_by_path(links: Verdicts) -> Mapping[str, Sequence[Reason]]:
    found: defaultdict[str, list[Reason]] = defaultdict(list)
    for judged in links.wanting:
        for place in judged.target.places:
            since = judged.seen.failing_since or judged.seen.looked_on
            told = f"не открывается ссылка {judged.target.address} в поле «{place.field}»: {judged.seen.why}"
            found[place.path].append(Reason(what=What.DEAD_LINK, since=since, told=told))
    return found
