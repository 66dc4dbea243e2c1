"""Tabs of Chromium. Opening one takes as long as five pages, so one serves many tests, reset between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

SCREEN = {"width": 1280, "height": 900}
TELL_REFUSALS = """
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    console.error(`Content Security Policy: ${effectiveDirective} ${blockedURI}`));
"""
"""Makes a page log what its policy refused to the console."""
DRAWN = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
RESTED = 4
"""How often in a row a page has to be rendered with all scripts finished and no pending requests."""


def open_tab(browser: Browser, *, under_policy: bool) -> Page:
    """Open a tab with its own context. A script added to it would stay for good: change the page instead."""
    context = browser.new_context(locale="ru-RU", viewport=SCREEN, bypass_csp=not under_policy)  # type: ignore[arg-type]
    context.add_init_script(TELL_REFUSALS)
    return context.new_page()


def sweep(tab: Page) -> None:
    """Reset a tab: nothing is open, stored, granted, mocked or set."""
    context, place = tab.context, urlsplit(tab.url)
    tab.unroute_all()
    if place.netloc:
        tab.evaluate("sessionStorage.clear()")
    tab.goto("about:blank")
    for other in context.pages:
        if other is not tab:
            other.close()
    if place.netloc:  # after leaving the page, which may still store a draft
        devtools = context.new_cdp_session(tab)
        of_site = {"origin": f"{place.scheme}://{place.netloc}", "storageTypes": "all"}
        devtools.send("Storage.clearDataForOrigin", of_site)
        devtools.detach()
    context.clear_permissions()
    tab.emulate_media(media="null", color_scheme="light", forced_colors="null")
    tab.set_viewport_size(SCREEN)  # type: ignore[arg-type]


@contextmanager
def listen_to(tab: Page, event: Any, listener: Callable[[Any], None]) -> Iterator[None]:  # noqa: ANN401 - the library's
    """Listen to an event of a tab within the block."""
    tab.on(event, listener)
    try:
        yield
    finally:
        tab.remove_listener(event, listener)


@contextmanager
def all_answered(tab: Page) -> Iterator[None]:
    """Wait at the end until a tab is idle: all responses to its requests have arrived and been rendered.

    The library's «networkidle» takes half a second longer in each test.
    """
    waiting: set[Request] = set()
    with (
        listen_to(tab, "request", lambda request: waiting.add(request)),  # noqa: PLW0108 - the library marks it
        listen_to(tab, "requestfinished", lambda request: waiting.discard(request)),  # noqa: PLW0108 - as above
        listen_to(tab, "requestfailed", lambda request: waiting.discard(request)),  # noqa: PLW0108 - as above
    ):
        yield
        rested = 0
        while rested < RESTED:
            tab.evaluate(DRAWN)
            rested = 0 if waiting else rested + 1


def without_dialogs(tab: Page) -> AbstractContextManager[None]:
    """Fail if a page opens a dialog within the block."""
    return listen_to(tab, "dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
