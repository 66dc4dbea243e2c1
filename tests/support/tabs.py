"""Tabs of Chromium. To open one costs as much as five pages, so one serves many tests, swept between them."""

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
"""Lets a page say in the console what its policy refused."""
DRAWN = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
RESTED = 4
"""So many times in a row a page is drawn and its scripts come to an end, and nothing is waited for."""


def open_tab(browser: Browser, *, under_policy: bool) -> Page:
    """Open a tab of its own context. A script added to it would stay for good: change the page instead."""
    context = browser.new_context(locale="ru-RU", viewport=SCREEN, bypass_csp=not under_policy)  # type: ignore[arg-type]
    context.add_init_script(TELL_REFUSALS)
    return context.new_page()


def sweep(tab: Page) -> None:
    """Make a tab as good as new: nothing is open, kept, granted, answered in another's place or set."""
    context, place = tab.context, urlsplit(tab.url)
    tab.unroute_all()
    if place.netloc:
        tab.evaluate("sessionStorage.clear()")
    tab.goto("about:blank")
    for other in context.pages:
        if other is not tab:
            other.close()
    if place.netloc:  # after the page is left: it may keep a draft while it goes
        devtools = context.new_cdp_session(tab)
        of_site = {"origin": f"{place.scheme}://{place.netloc}", "storageTypes": "all"}
        devtools.send("Storage.clearDataForOrigin", of_site)
        devtools.detach()
    context.clear_permissions()
    tab.emulate_media(media="null", color_scheme="light")
    tab.set_viewport_size(SCREEN)  # type: ignore[arg-type]


@contextmanager
def listen_to(tab: Page, event: Any, listener: Callable[[Any], None]) -> Iterator[None]:  # noqa: ANN401 - the library's
    """Let a listener hear of what happens in a tab for a while."""
    tab.on(event, listener)
    try:
        yield
    finally:
        tab.remove_listener(event, listener)


@contextmanager
def all_answered(tab: Page) -> Iterator[None]:
    """Wait at the end until a tab rests: all that it asked for meanwhile has come, and has been drawn.

    The library's «networkidle» waits for half a second more in each test.
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
    """Fail for a while where a page opens a dialog."""
    return listen_to(tab, "dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
