"""The weight of pages, and that nothing moves when all their requests are answered three seconds late."""

from __future__ import annotations

import functools
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import pytest
from browser.test_places import PHONE
from playwright.sync_api import Browser, Response
from support.page_kinds import KINDS, addresses
from support.records import own_settings
from support.sites import SiteHandler

pytestmark = pytest.mark.browser

LATE = 3.0
PART = 0.5
RECORDS = frozenset({"practice", "community", "centre", "plan", "network", "indicator"})
MOST_REQUESTS, MOST_BYTES = 8, 45 << 10
PACKED = (".png", ".woff2")
TOGETHER = 12
"""So many pages wait at one time."""
MOVED = """window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((shift) => {
  if (!shift.hadRecentInput) window.moved += shift.value;
})).observe({ type: "layout-shift", buffered: true });"""


class LateHandler(SiteHandler):
    """Serves pages at once, and everything else late."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Wait, unless it is a page."""
        if not self.path.endswith("/"):
            time.sleep(LATE)
        return super().send_head()


class HalfHeaderHandler(SiteHandler):
    """Serves pages in two parts: the first ends within the header."""

    def copyfile(self, source: Any, outputfile: Any) -> None:  # noqa: ANN401 - the library's
        """Wait before the buttons of the header."""
        first, mark, rest = source.read().partition(b'<div class="atlas-reading"')
        outputfile.write(first)
        outputfile.flush()
        if mark:
            time.sleep(PART)
        outputfile.write(mark + rest)


@contextmanager
def host(handler_class: type[SiteHandler], site: Path) -> Iterator[str]:
    """Serve a site in the way of a handler; yields its address."""
    mount = urlsplit(own_settings().atlas.site_address).path
    handler = functools.partial(handler_class, directory=str(site), mount=mount)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{mount}"
        server.shutdown()


def keep(answers: list[Response], answer: Response) -> None:
    """Record the responses."""
    answers.append(answer)


def weight(answers: Sequence[Response]) -> int:
    """Return the number of bytes that a host sends, with texts compressed."""
    return sum(
        len(one.body() if one.url.endswith(PACKED) else zlib.compress(one.body(), 6)) for one in answers
    )


@pytest.mark.parametrize("kinds", [KINDS[at : at + TOGETHER] for at in range(0, len(KINDS), TOGETHER)])
def test_nothing_moves_when_answers_are_late_and_a_record_is_light(
    browser: Browser, built_site: Path, kinds: Sequence[str]
) -> None:
    paths = addresses(built_site)
    with host(LateHandler, built_site) as address, ExitStack() as stack:
        tabs = {}
        for kind in kinds:  # each with an empty cache and connections of its own
            context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
            stack.callback(context.close)
            tab, answers = context.new_page(), list[Response]()
            tab.add_init_script(MOVED)
            tab.on("response", functools.partial(keep, answers))
            tab.goto(address + paths[kind], wait_until="commit")
            tabs[kind] = tab, answers
        for kind, (tab, answers) in tabs.items():
            tab.wait_for_load_state("networkidle")
            assert round(tab.evaluate("window.moved"), 2) == 0, kind
            if kind in RECORDS:
                assert len(answers) <= MOST_REQUESTS, kind
                assert weight(answers) <= MOST_BYTES, kind


def test_a_header_that_comes_in_parts_does_not_move(browser: Browser, built_site: Path) -> None:
    with host(HalfHeaderHandler, built_site) as address:
        context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
        page = context.new_page()
        page.add_init_script(MOVED)
        page.goto(address)
        page.locator("[data-atlas-palette]").wait_for()
        assert page.evaluate("window.moved") == 0
        context.close()
