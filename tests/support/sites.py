"""Helpers around built sites: a local server, Chromium, and the pages of a site folder."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]

_SHELL, _WHOLE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = _SHELL if Path(_SHELL).exists() else _WHOLE
"""Debian's Chromium. The headless shell renders the same pages without windows, in two thirds of the time."""
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without logging: the tests' output is for failures."""

    def log_message(self, *_arguments: object) -> None:
        """Drop the request log."""


class SiteHandler(QuietHandler):
    """Serves a site like a web server: an unknown address gives the site's own 404 page."""

    def __init__(self, *arguments: Any, mount: str, **options: Any) -> None:  # noqa: ANN401 - the library's
        """Serve the folder under the path `mount`."""
        self._mount = mount
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        """Return the file of an address; outside the mount there is none."""
        inside = path.removeprefix(self._mount)
        return super().translate_path("/" + inside if path.startswith(self._mount) else "/no such file")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's 404 page instead of the library's English one."""
        not_found = Path(self.directory) / "404.html"
        if code != 404 or not not_found.exists():
            super().send_error(code, message, explain)
            return
        body = not_found.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve_folder(folder: Path, mount: str = "/") -> Iterator[str]:
    """Serve a folder on a free local port under the path `mount`; yields its address.

    Path and address end with a slash. If a site contains its own address, `mount` is the path of that
    address, because the 404 page can only be written for one path.
    """
    handler = functools.partial(SiteHandler, directory=str(folder), mount=mount)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{mount}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def html_pages(site: Path) -> list[Path]:
    """Return every HTML page of a site folder, sorted."""
    return sorted(site.rglob("*.html"))
