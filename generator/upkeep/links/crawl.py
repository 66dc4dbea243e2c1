"""Probes every address once, those that seem gone a second time; sites in parallel."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urlsplit

import requests
from protego import Protego

from generator.base.errors import AtlasError
from generator.upkeep.links.request import Outcome, Politeness, Prober, ProbeResult
from generator.upkeep.links.state_file import LinkState, LinkStates, update_state

Progress = Callable[[int, int], None]
"""Called with the number of addresses that have been probed, and of all."""
_LIMIT = 500 * 1024
"""Bytes of robots.txt that must be heeded (RFC 9309, 2.5)."""
_PATIENCE = 3
"""A site is left alone after so many probes in a row without an answer."""
_ROBOTS = ProbeResult(outcome=Outcome.REFUSED, why="сайт просит программы сюда не ходить (robots.txt)")
_SLOW = ProbeResult(outcome=Outcome.REFUSED, why="сайт просит программы ждать слишком долго")
_NO_ANSWER = ProbeResult(outcome=Outcome.SILENT, why="сайт не отвечает", answered=False)


def check_links(  # noqa: PLR0913 - what a run needs, and whom it tells
    addresses: Sequence[str],
    politeness: Politeness,
    memory: LinkStates,
    *,
    today: dt.date,
    fresh_days: int = 0,
    progress: Progress = lambda _done, _all: None,
) -> LinkStates:
    """Probe addresses and return their states; states of other addresses are dropped.

    An address that was alive at most `fresh_days` ago is not probed; 0 probes all.

    Raises:
        AtlasError: no site answered at all: the network is down.
    """
    known = memory.addresses
    fresh = {one for one in addresses if _is_fresh(known.get(one), today, fresh_days)}
    asked = [one for one in addresses if one not in fresh]
    run = _Crawl(politeness=politeness, total=len(asked), progress=progress)
    first = run.probe_all(asked)
    if asked and not any(look.answered for look in first.values()):
        message = "ни один сайт не ответил: похоже, нет сети"
        raise AtlasError(message, "Проверьте подключение и повторите команду; прежние сведения не изменены")
    doubtful = [address for address, look in first.items() if look.outcome is Outcome.GONE]
    if doubtful:
        time.sleep(politeness.second_look)
    last = {**first, **run.probe_all(doubtful)}
    now = {one: update_state(look, known.get(one), today) for one, look in last.items()}
    return LinkStates(addresses={**{one: known[one] for one in fresh}, **now})


def _is_fresh(seen: LinkState | None, today: dt.date, days: int) -> bool:
    alive = seen is not None and seen.outcome is Outcome.ALIVE
    return bool(days) and alive and seen is not None and 0 <= (today - seen.looked_on).days <= days


@dataclass
class _Crawl:
    politeness: Politeness
    total: int
    progress: Progress
    done: int = 0

    def probe_all(self, addresses: Iterable[str]) -> Mapping[str, ProbeResult]:
        """Return the result for each address: sites are asked in parallel, each one request at a time."""
        sites: defaultdict[str, list[str]] = defaultdict(list)
        for address in addresses:
            sites[urlsplit(address).netloc].append(address)
        with ThreadPoolExecutor(max_workers=self.politeness.jobs) as pool:
            return dict(chain.from_iterable(pool.map(self._visit, sites.values())))

    def _visit(self, addresses: Sequence[str]) -> list[tuple[str, ProbeResult]]:
        found = list(_SiteVisit(politeness=self.politeness).probe_all(addresses))
        self.done += len(addresses)
        self.progress(min(self.done, self.total), self.total)
        return found


@dataclass
class _SiteVisit:
    """The requests to one site: its robots.txt first; it is left alone when it asks for that."""

    politeness: Politeness
    silent: int = 0
    left: ProbeResult | None = None
    prober: Prober = field(init=False)

    def __post_init__(self) -> None:
        self.prober = Prober(politeness=self.politeness)

    def probe_all(self, addresses: Sequence[str]) -> Iterator[tuple[str, ProbeResult]]:
        rules = fetch_rules(addresses[0], self.prober)
        pause = float(rules.crawl_delay(self.politeness.robot) or 0)
        if pause > self.politeness.longest_pause:
            self.left = _SLOW
        for number, address in enumerate(addresses):
            if number and self.left is None:
                time.sleep(max(self.politeness.pause, pause))
            yield address, self.left or self._probe(address, rules)

    def _probe(self, address: str, rules: Protego) -> ProbeResult:
        if not rules.can_fetch(address, self.politeness.robot):
            return _ROBOTS
        look = self.prober.probe(address)
        if look.wait > self.politeness.longest_pause:
            self.left = look
        elif look.wait:
            time.sleep(look.wait)
            look = self.prober.probe(address)
        self.silent = self.silent + 1 if look.outcome is Outcome.SILENT and not look.answered else 0
        if self.silent >= _PATIENCE:
            self.left = _NO_ANSWER
        return look


def fetch_rules(address: str, prober: Prober) -> Protego:
    """Return the robots.txt (RFC 9309) of an address's site; one without an answer forbids nothing."""
    parts = urlsplit(address)
    status, text = prober.fetch_text(f"{parts.scheme}://{parts.netloc}/robots.txt", _LIMIT)
    return Protego.parse(text if status == requests.codes.ok else "")
