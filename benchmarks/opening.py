"""The longest task on a cheap phone while it opens a page, for every kind of page."""

from __future__ import annotations

from playwright.sync_api import Browser

from benchmarks.bench import Bench
from benchmarks.browser import chromium
from benchmarks.facts import FactSite
from benchmarks.phone import RESTED, longest_task, open_phone
from benchmarks.report import Figure, Row

MOST = 200
"""Maximum milliseconds of a task at a quarter of this machine's speed."""


def opening_rows(bench: Bench, rounds: int) -> list[Row]:
    """Return the row of the page with the longest task, measured in the fastest of several rounds."""
    site = FactSite(folder=bench.folder / "facts")
    with site.host() as (address, _), chromium() as browser:
        longest = {
            kind: min(_open(browser, address + path) for _ in range(rounds))
            for kind, path in site.pages.items()
        }
    kind = max(longest, key=lambda one: longest[one])
    return [
        Row(
            what=f"longest task of a phone, of {len(longest)} kinds of pages: {kind}",
            size=site.records,
            ours=Figure(value=longest[kind], unit="ms"),
            target=MOST,
        )
    ]


def _open(browser: Browser, address: str) -> float:
    with open_phone(browser) as page:
        browser.start_tracing(page=page, categories=["toplevel"])
        page.goto(address)
        page.wait_for_timeout(RESTED)
        return longest_task(browser.stop_tracing())
