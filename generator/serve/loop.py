"""Builds, watches the sources and rebuilds until stopped."""

import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from watchfiles import watch

from generator.base.errors import AtlasError, from_os_error
from generator.check.check import check
from generator.model.findings import BrokenAtlasError
from generator.serve.live_reload import StatusFeed
from generator.serve.server import open_server
from generator.site.build import BuildSummary, build
from generator.site.prepare import Order

WATCHED = ("content", "site_config", "schemas", "generator/site/templates", "mkdocs.yml")
SITE = ".atlas/serve/site"
PAUSE = 100
"""Milliseconds without a change after which the watch returns."""
STEP = 20
"""Milliseconds of quiet after which a change is built: editors save in several steps."""

Outcome = BuildSummary | AtlasError


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """What to serve: the atlas of an order, at a host and a port; `order` is called before every build."""

    order: Callable[[], Order]
    root: Path
    host: str
    port: int
    ready: Callable[[str], None]
    """Called with the site's address when the server listens."""
    report: Callable[[Outcome], None]
    """Called with the outcome of each build."""


def serve(serving: Serving, stop: threading.Event) -> None:
    """Serve the atlas until `stop` is set or the keyboard interrupts.

    Raises:
        AtlasError: the port is taken, or the settings do not name the site's address yet.
    """
    site_dir = serving.root / SITE
    mount = _mount(serving.order())
    feed = StatusFeed(mount)
    with open_server(site_dir, feed, (serving.host, serving.port), mount) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        serving.ready(f"http://{serving.host}:{server.server_port}{mount}")
        try:
            _follow(serving, site_dir, feed, stop)
        finally:
            feed.close()
            server.shutdown()
            thread.join()


def _follow(serving: Serving, site_dir: Path, feed: StatusFeed, stop: threading.Event) -> None:
    sources = [serving.root / name for name in WATCHED if (serving.root / name).exists()]
    begun = False
    # The first build is inside the watch too: a file saved while it runs is not missed.
    for changes in watch(
        *sources, step=STEP, stop_event=stop, raise_interrupt=True, yield_on_timeout=True, rust_timeout=PAUSE
    ):
        if changes or not begun:
            _build(serving, site_dir, feed)
            begun = True


def _build(serving: Serving, site_dir: Path, feed: StatusFeed) -> None:
    outcome: Outcome
    try:
        outcome = build(serving.order(), site_dir)
    except AtlasError as error:
        outcome = error
    except OSError as error:  # the disk may have space again at the next change
        outcome = from_os_error(error)
    if isinstance(outcome, AtlasError):
        findings = outcome.findings if isinstance(outcome, BrokenAtlasError) else ()
        feed.report_failure(outcome.message, findings)
    else:
        feed.report_success()
    serving.report(outcome)


def _mount(order: Order) -> str:
    """Return the path of the site on its own host, so that addresses here are the same."""
    settings = check(order.root, as_of=order.as_of).settings
    path = urlsplit(settings.atlas.site_address).path if settings else ""
    return f"/{path.strip('/')}/" if path.strip("/") else "/"
