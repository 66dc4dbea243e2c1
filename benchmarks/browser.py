"""Chromium, as the benchmarks drive it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

_SHELL, _WHOLE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = _SHELL if Path(_SHELL).exists() else _WHOLE
"""Debian's Chromium; its headless shell has no pages of its own, which would be measured too."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
"""JavaScript: the time from the request of the page until it had loaded, in milliseconds."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a Chromium that is closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def tab(browser: Browser) -> Iterator[Page]:
    """Yield a tab with an empty cache."""
    context = browser.new_context(locale="ru-RU", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
