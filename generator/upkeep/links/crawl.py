"""The way around: every address once, those that seem gone a second time; sites side by side."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urlsplit

from generator.base.errors import AtlasError
from generator.upkeep.links.politeness import Manners
from generator.upkeep.links.request import Look, Looker, Outcome
from generator.upkeep.links.robots_txt import SiteRules, fetch_rules
from generator.upkeep.links.state_file import LinkMemory, Seen, seen_now

Progress = Callable[[int, int], None]
"""Told how many addresses have been looked at, and how many there are."""
_PATIENCE = 3
"""A site that has not answered so many times in a row is not asked further."""
_ROBOTS = Look(outcome=Outcome.REFUSED, why="сайт просит программы сюда не ходить (robots.txt)")
_SLOW = Look(outcome=Outcome.REFUSED, why="сайт просит программы ждать слишком долго")
_NO_ANSWER = Look(outcome=Outcome.SILENT, why="сайт не отвечает", answered=False)


def look_around(  # noqa: PLR0913 - what a trip needs, and whom it tells
    addresses: Sequence[str],
    manners: Manners,
    memory: LinkMemory,
    *,
    today: dt.date,
    fresh_days: int = 0,
    progress: Progress = lambda _done, _all: None,
) -> LinkMemory:
    """Look at addresses and return what is known of them now; of other addresses nothing is kept.

    Args:
        addresses: addresses of the web.
        manners: how sites are asked.
        memory: what is known from before.
        today: the day that is remembered.
        fresh_days: what was alive at most so many days ago is not looked at again; 0 looks at all.
        progress: told how far it is.

    Raises:
        AtlasError: no site at all answered, so that the network is what is dead.
    """
    known = memory.addresses
    fresh = {one for one in addresses if _is_fresh(known.get(one), today, fresh_days)}
    asked = [one for one in addresses if one not in fresh]
    trip = _Trip(manners=manners, total=len(asked), progress=progress)
    first = trip.looks(asked)
    if asked and not any(look.answered for look in first.values()):
        message = "ни один сайт не ответил: похоже, нет сети"
        raise AtlasError(message, "Проверьте подключение и повторите команду; прежние сведения не изменены")
    doubtful = [address for address, look in first.items() if look.outcome is Outcome.GONE]
    if doubtful:
        time.sleep(manners.second_look)
    last = {**first, **trip.looks(doubtful)}
    now = {one: seen_now(look, known.get(one), today) for one, look in last.items()}
    return LinkMemory(addresses={**{one: known[one] for one in fresh}, **now})


def _is_fresh(seen: Seen | None, today: dt.date, days: int) -> bool:
    alive = seen is not None and seen.outcome is Outcome.ALIVE
    return bool(days) and alive and seen is not None and 0 <= (today - seen.looked_on).days <= days


@dataclass
class _Trip:
    manners: Manners
    total: int
    progress: Progress
    done: int = 0

    def looks(self, addresses: Iterable[str]) -> Mapping[str, Look]:
        """Return a look at each address: sites are asked side by side, each one question at a time."""
        sites: defaultdict[str, list[str]] = defaultdict(list)
        for address in addresses:
            sites[urlsplit(address).netloc].append(address)
        with ThreadPoolExecutor(max_workers=self.manners.jobs) as pool:
            return dict(chain.from_iterable(pool.map(self._site, sites.values())))

    def _site(self, addresses: Sequence[str]) -> list[tuple[str, Look]]:
        found = list(_Visit(manners=self.manners).looks(addresses))
        self.done += len(addresses)
        self.progress(min(self.done, self.total), self.total)
        return found


@dataclass
class _Visit:
    """A visit to one site: its rules are read first, and it is left when it wants to be."""

    manners: Manners
    silent: int = 0
    left: Look | None = None
    looker: Looker = field(init=False)

    def __post_init__(self) -> None:
        self.looker = Looker(manners=self.manners)

    def looks(self, addresses: Sequence[str]) -> Iterator[tuple[str, Look]]:
        robots = fetch_rules(addresses[0], self.looker)
        if robots.pause > self.manners.longest_pause:
            self.left = _SLOW
        for number, address in enumerate(addresses):
            if number and self.left is None:
                time.sleep(max(self.manners.pause, robots.pause))
            yield address, self.left or self._look(address, robots)

    def _look(self, address: str, robots: SiteRules) -> Look:
        if not robots.may_ask(address):
            return _ROBOTS
        look = self.looker.look(address)
        if look.wait > self.manners.longest_pause:
            self.left = look
        elif look.wait:
            time.sleep(look.wait)
            look = self.looker.look(address)
        self.silent = self.silent + 1 if look.outcome is Outcome.SILENT and not look.answered else 0
        if self.silent >= _PATIENCE:
            self.left = _NO_ANSWER
        return look
