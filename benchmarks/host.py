"""A web server like those of real sites: it compresses texts, and counts the bytes it sends."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

TEXTS = frozenset({".html", ".css", ".js", ".json", ".svg", ".txt", ".wasm", ".xml"})
"""Files that web servers compress; Pagefind's own files are already compressed."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a server has sent: the path of each request and the bytes of its response, without headers."""

    answers: list[tuple[str, int]] = field(default_factory=list)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers one connection; `mount` is the path of the site on its host."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - declared by the base class
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
    }

    def __init__(self, *args: object, sent: Sent, mount: str, directory: str) -> None:
        """Store what all responses need."""
        self._sent, self._mount = sent, mount
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # passed on unchanged

    def do_GET(self) -> None:
        """Respond with a file of the site."""
        path = urlsplit(self.path).path
        file = Path(self.translate_path(f"/{path.removeprefix(self._mount)}"))
        file = file / "index.html" if file.is_dir() else file
        found = path.startswith(self._mount) and file.is_file()
        body = _compress(file) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(body)))
        if found and file.suffix in TEXTS:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
        self._sent.answers.append((path.removeprefix(self._mount), len(body)))

    def log_message(self, *_: object) -> None:
        """Log nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A server whose clients may abort requests, as the search does while somebody types."""

    def handle_error(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def host_site(site: Path, mount: str) -> Iterator[tuple[str, Sent]]:
    """Serve a site on this machine; yields its address and what is sent."""
    sent = Sent()
    handler = functools.partial(Handler, sent=sent, mount=mount, directory=str(site))
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{mount}", sent
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@functools.cache
def _compress(file: Path) -> bytes:
    """Return a file as it is sent; cached, because servers do not compress it again for every reader."""
    body = file.read_bytes()
    return gzip.compress(body, mtime=0) if file.suffix in TEXTS else body
