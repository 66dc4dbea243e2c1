"""How long a reader waits for a practice page and a first search, with an empty cache."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser

from benchmarks.bench import BUILD, Bench
from benchmarks.browser import LOADED, chromium, tab
from benchmarks.cost import run
from benchmarks.host import Sent, host_site
from benchmarks.report import Figure, Row
from benchmarks.synthetic import load
from generator.model.kinds import PRACTICE

KILOBYTE = 1 << 10
PAGE_MOST, SEARCH_MOST = 45, 140
"""Maximum kilobytes of a practice page and of a first search, compressed."""
REQUESTS_MOST = 12
"""Maximum number of requests of a first search."""
RESULT_MOST = 300
"""Maximum milliseconds from the search page to its first result."""
QUERIES = ("математика", "функциональная грамотность", "ОГЭ", "наставник")
INDEX = ("pagefind", "assets/search/")
"""Prefixes of the addresses that only the search requests."""
RESULT = ".atlas-result"
WATCH = f"""
new MutationObserver((_, observer) => {{
  if (!document.querySelector("{RESULT}")) return;
  window.firstResult = performance.now();
  observer.disconnect();
}}).observe(document, {{ childList: true, subtree: true }});
"""
NOTE = (
    "Pages come from a host on this machine that compresses texts (gzip) to a browser with an empty cache; "
    "bytes are those sent, without headers. A first search is the search page opened with a query: its "
    "bytes and requests are those of the index and the dictionary, its time runs from the page's load event "
    f"to the first result on the screen; shown are the largest figures among {len(QUERIES)} queries."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """The cost of a first search for a reader."""

    size: int
    requests: int
    milliseconds: float


def page_rows(bench: Bench) -> list[Row]:
    """Return the rows of the largest practice page."""
    with _reader(bench) as (browser, address, sent), tab(browser) as page:
        largest = max(bench.site.glob(f"{PRACTICE.folder}/*/index.html"), key=_size)
        page.goto(f"{address}{PRACTICE.folder}/{largest.parent.name}/", wait_until="networkidle")
        size, requests = sum(size for _, size in sent.answers), len(sent.answers)
    what = "largest practice page, first view"
    return [
        Row(what=f"{what}, compressed", size=bench.size, ours=_kilobytes(size), target=PAGE_MOST),
        Row(what=f"{what}, requests", size=bench.size, ours=Figure(value=requests, unit="requests")),
    ]


def search_rows(bench: Bench, rounds: int) -> list[Row]:
    """Return the rows of a first search."""
    with _reader(bench) as (browser, address, sent):
        visit = partial(_search, browser, address, sent)
        found = [_median([visit(query) for _ in range(rounds)]) for query in QUERIES]
    size = max(search.size for search in found)
    requests = max(search.requests for search in found)
    waited = max(search.milliseconds for search in found)
    return [
        Row(what="first search, compressed", size=bench.size, ours=_kilobytes(size), target=SEARCH_MOST),
        Row(
            what="first search, requests",
            size=bench.size,
            ours=Figure(value=requests, unit="requests"),
            target=REQUESTS_MOST,
        ),
        Row(
            what="first search, to the first result",
            size=bench.size,
            ours=Figure(value=waited, unit="ms"),
            target=RESULT_MOST,
        ),
    ]


def _search(browser: Browser, address: str, sent: Sent, query: str) -> Search:
    sent.answers.clear()
    with tab(browser) as page:
        page.add_init_script(WATCH)
        page.goto(f"{address}search/?q={quote(query)}")
        page.wait_for_selector(RESULT)
        page.wait_for_load_state("networkidle")
        milliseconds: float = page.evaluate(f"Math.max(0, window.firstResult - {LOADED})")
    sizes = [size for path, size in sent.answers if path.startswith(INDEX)]
    return Search(size=sum(sizes), requests=len(sizes), milliseconds=milliseconds)


def _median(searches: list[Search]) -> Search:
    """Return the search with the median time; it fetches the same every time."""
    waited = statistics.median_low(search.milliseconds for search in searches)
    return next(search for search in searches if search.milliseconds == waited)


@contextmanager
def _reader(bench: Bench) -> Iterator[tuple[Browser, str, Sent]]:
    """Yield a browser, the address of the bench's site with search, and what its server sends."""
    if not bench.finished:
        run(BUILD, bench.root)
    mount = urlsplit(load(bench.root / "site_config/atlas.yaml")["site_address"]).path
    with host_site(bench.site, mount) as (address, sent), chromium() as browser:
        yield browser, address, sent


def _kilobytes(size: int) -> Figure:
    return Figure(value=size / KILOBYTE, unit="KB")


def _size(file: Path) -> int:
    return file.stat().st_size
