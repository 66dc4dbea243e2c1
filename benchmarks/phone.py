"""The cost of search and lists on a cheap phone: bytes, requests and the longest task at a quarter speed.

    python -m benchmarks.phone [--sizes 82,1000,5000,10000] [--sites FOLDER] [--rounds 3]

Atlases and sites that are missing in the folder are created there, without preview images, which lists do not
show. Tasks are measured in CPU time, so that other work on the machine has less influence; of several rounds
the fastest counts. Prints a table.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page

from benchmarks.bench import atlas_without_pictures
from benchmarks.browser import chromium
from benchmarks.cost import run
from benchmarks.host import Sent, host_site
from benchmarks.reading import INDEX, QUERIES
from benchmarks.synthetic import REFERENCE, load, make_atlas

PHONE = {"width": 360, "height": 740}
SLOWER = 4
WORD = "уроки"
KEY_PAUSE = 250
"""Milliseconds between two keystrokes on a phone."""
RESTED = 700
LISTS = ("practices/", "subjects/mathematics/", "municipalities/eysky/")
FACET = 'details[data-facet="subject"]'
IDLE = """() => {
  const page = document.getElementById("atlas-search");
  return page && !page.hidden && !page.hasAttribute("aria-busy");
}"""
CLICKED = """value => new Promise((done) => {
  const status = document.querySelector("[role=status]");
  const begun = performance.now();
  new MutationObserver((_, own) => {
    own.disconnect();
    requestAnimationFrame(() => done(performance.now() - begun));
  }).observe(status, { childList: true, characterData: true, subtree: true });
  document.querySelector(value).click();
})"""
MAIN_THREAD, TASK = "CrRendererMain", "ThreadControllerImpl::RunTask"
HEAD = (
    "records",
    "first search, KB",
    "requests",
    "five letters, requests",
    "longest task: typing",
    "facet",
    "lists",
    "facet to its number",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """The cost of one step of a reader: requests and bytes of the index, milliseconds of the longest task."""

    requests: int
    size: int
    longest: float


def main() -> None:
    """Measure the requested sizes and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phone")
    parser.add_argument("--sizes", default="82,1000,5000,10000", help="numbers of records")
    parser.add_argument(
        "--sites", type=Path, default=Path(".atlas/phone"), help="where sites are made and kept"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each step is taken")
    options = parser.parse_args()
    print(_line(HEAD), _line("---" for _ in HEAD), sep="\n")
    for size in map(int, options.sizes.split(",")):
        site = _site(options.sites.absolute(), size)
        print(_line((f"{size:,}", *_figures(site, options.rounds))), flush=True)


def _site(folder: Path, size: int) -> Path:
    """Return the site of an atlas with this many records."""
    atlas, site = folder / f"a{size}", folder / f"s{size}"
    if not atlas.exists():
        make_atlas(atlas, size)
    if not site.exists():
        run(atlas_without_pictures("build", "--site-dir", str(site)), atlas)
    return site


def _figures(site: Path, rounds: int) -> Iterator[str]:
    """Yield the cells of a row after the first."""
    mount = urlsplit(load(REFERENCE / "site_config/atlas.yaml")["site_address"]).path
    with host_site(site, mount) as (address, sent), chromium() as browser:
        first = [_first_search(browser, address, sent, query) for query in QUERIES]
        visits = [_visit(browser, address, sent) for _ in range(rounds)]
        lists = [min(_open_list(browser, address, sent, path) for _ in range(rounds)) for path in LISTS]
    yield f"{min(step.size for step in first) / 1024:.0f}–{max(step.size for step in first) / 1024:.0f}"
    yield f"{min(step.requests for step in first)}–{max(step.requests for step in first)}"
    yield str(max(typed.requests for typed, _, _ in visits))
    yield f"{min(typed.longest for typed, _, _ in visits):.0f} ms"
    yield f"{min(chosen.longest for _, chosen, _ in visits):.0f} ms"
    yield f"{max(lists):.0f} ms"
    yield f"{min(waited for _, _, waited in visits):.0f} ms"


def _first_search(browser: Browser, address: str, sent: Sent, query: str) -> Step:
    with open_phone(browser) as page:
        return _step(browser, page, sent, partial(_go, page, f"{address}search/?q={quote(query)}"))


def _open_list(browser: Browser, address: str, sent: Sent, path: str) -> float:
    with open_phone(browser) as page:
        return _step(browser, page, sent, partial(_go, page, address + path)).longest


def _visit(browser: Browser, address: str, sent: Sent) -> tuple[Step, Step, float]:
    """Type a word, choose a subject; return the cost of both, and the delay of the number of results."""
    with open_phone(browser) as page:
        _go(page, f"{address}search/")
        field = page.locator("#atlas-search-query")
        typed = _step(
            browser, page, sent, lambda: field.press_sequentially(WORD, delay=KEY_PAUSE, timeout=60_000)
        )
        page.locator(f"{FACET} > summary").click()
        waited: list[float] = []
        box = f"{FACET} li:nth-child(2) input"
        chosen = _step(browser, page, sent, lambda: waited.append(page.evaluate(CLICKED, box)))
    return typed, chosen, waited[0]


def _go(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(IDLE)


def _step(browser: Browser, page: Page, sent: Sent, act: Callable[[], object]) -> Step:
    sent.answers.clear()
    browser.start_tracing(page=page, categories=["toplevel"])
    act()
    page.wait_for_timeout(RESTED)
    page.wait_for_function(IDLE)
    page.wait_for_load_state("networkidle")
    longest = longest_task(browser.stop_tracing())
    sizes = [size for path, size in sent.answers if path.startswith(INDEX)]
    return Step(requests=len(sizes), size=sum(sizes), longest=longest)


def longest_task(trace: bytes) -> float:
    """Return the CPU milliseconds of the longest task that blocked the page."""
    events = json.loads(trace)["traceEvents"]
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == MAIN_THREAD
    }
    tasks = [event for event in events if event.get("name") == TASK and "tdur" in event]
    return max(float(task["tdur"]) for task in tasks if (task["pid"], task["tid"]) in threads) / 1000


@contextmanager
def open_phone(browser: Browser) -> Iterator[Page]:
    """Yield a tab with an empty cache, of a phone's size and at a quarter of this machine's speed."""
    context = browser.new_context(locale="ru-RU", viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
