"""Probes every address once, apparently dead ones a second time; sites in parallel."""

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urlsplit

import msgspec
from protego import Protego

from generator.base.errors import AtlasError
from generator.base.web_address import resolve_address
from generator.upkeep.links.politeness import Politeness
from generator.upkeep.links.request import CIRCLE, Prober
from generator.upkeep.links.results import ODD, Outcome, ProbeResult
from generator.upkeep.links.state_file import LinkState, LinkStates, update_state

Progress = Callable[[int, int], None]
"""Called with the number of addresses probed so far, and of all."""
_LIMIT = 500 * 1024
"""Bytes of robots.txt that must be parsed (RFC 9309, 2.5)."""
_PATIENCE = 3
"""A site is left alone after this many unanswered probes in a row."""
_SUCCESS, _FAULT_OF_SITE = range(200, 300), 500
_ROBOTS = ProbeResult(outcome=Outcome.REFUSED, why="сайт просит программы сюда не ходить (robots.txt)")
_SLOW = ProbeResult(outcome=Outcome.REFUSED, why="сайт просит программы ждать слишком долго")
_NO_RULES = "сайт не говорит, можно ли программам сюда ходить (robots.txt: {status})"
_NO_ANSWER = ProbeResult(outcome=Outcome.SILENT, why="сайт не отвечает", answered=False)


def check_links(  # noqa: PLR0913 - what a run needs, and its progress callback
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


class _Crawl(msgspec.Struct):
    politeness: Politeness
    total: int
    progress: Progress
    done: int = 0

    def probe_all(self, addresses: Iterable[str]) -> Mapping[str, ProbeResult]:
        """Probe the addresses: sites in parallel, each site one request at a time."""
        sites: defaultdict[str, list[str]] = defaultdict(list)
        for address in addresses:
            sites[_site_of(address)].append(address)
        with ThreadPoolExecutor(max_workers=self.politeness.jobs) as pool:
            return dict(chain.from_iterable(pool.map(self._visit, sites.values())))

    def _visit(self, addresses: Sequence[str]) -> list[tuple[str, ProbeResult]]:
        found = list(_SiteVisit(politeness=self.politeness).probe_all(addresses))
        self.done += len(addresses)
        self.progress(min(self.done, self.total), self.total)
        return found


def _site_of(address: str) -> str:
    """Return the normalised host and port of an address."""
    try:
        return urlsplit(resolve_address(address)).netloc
    except ValueError:
        return address


@dataclass
class _SiteVisit:
    """The requests to one site, starting with its robots.txt; it is left alone if it asks for that."""

    politeness: Politeness
    silent: int = 0
    left: ProbeResult | None = None
    asked: bool = False
    prober: Prober = field(init=False)
    rules: dict[str, Protego | ProbeResult] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.prober = Prober(politeness=self.politeness, barred=self._forbid)

    def probe_all(self, addresses: Sequence[str]) -> Iterator[tuple[str, ProbeResult]]:
        for address in addresses:
            try:
                look = self.left or self._probe(address)
            except Exception:  # noqa: BLE001 - one odd site must not end the trip to all others
                look = ODD
            yield address, look

    def _probe(self, address: str) -> ProbeResult:
        address = resolve_address(address)
        pause = self._pause(address)
        if pause > self.politeness.longest_pause:
            self.left = _SLOW
            return _SLOW
        barred = self._forbid(address)
        if barred is not None:
            return barred
        if self.asked:
            time.sleep(max(self.politeness.pause, pause))
        self.asked = True
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

    def _forbid(self, address: str) -> ProbeResult | None:
        """Return why the rules of an address's site, perhaps reached by a redirect, forbid it."""
        rules = self._rules_of(address)
        if isinstance(rules, ProbeResult):
            return rules
        return None if rules.can_fetch(address, self.politeness.robot) else _ROBOTS

    def _pause(self, address: str) -> float:
        rules = self._rules_of(address)
        return 0.0 if isinstance(rules, ProbeResult) else float(rules.crawl_delay(self.politeness.robot) or 0)

    def _rules_of(self, address: str) -> Protego | ProbeResult:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            self.rules[origin] = fetch_rules(address, self.prober)
        return self.rules[origin]


def fetch_rules(address: str, prober: Prober) -> Protego | ProbeResult:
    """Return the robots.txt (RFC 9309) of an address's site, or why the site must not be crawled.

    A site without one (4xx) forbids nothing, nor does one whose file redirects in a cycle or cannot be
    decompressed; one that cannot serve it now (5xx, no answer) forbids everything.
    """
    parts = urlsplit(address)
    found = prober.fetch_text(f"{parts.scheme}://{parts.netloc}/robots.txt", _LIMIT)
    if found in (CIRCLE, ODD):
        return Protego.parse("")
    if isinstance(found, ProbeResult):
        return found
    status, text = found
    if status >= _FAULT_OF_SITE:
        return ProbeResult(outcome=Outcome.REFUSED, why=_NO_RULES.format(status=status))
    return Protego.parse(text if status in _SUCCESS else "")
