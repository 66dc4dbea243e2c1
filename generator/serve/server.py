"""The server of the built site on this machine, which adds the live-reload script to each page."""

import contextlib
import errno
import functools
import http.server
import io
import socket
from collections.abc import Iterator
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote, urlsplit

from generator.base.errors import AtlasError
from generator.serve.live_reload import StatusFeed

HOST = "127.0.0.1"
_HIGHEST_PORT = 65535
SCRIPT = "/__atlas__/live.js"
EVENTS = "/__atlas__/events"
_TAG = f'<script src="{SCRIPT}" defer></script>'.encode()
_END = b"</body>"
_JAVASCRIPT, _HTML = "text/javascript; charset=utf-8", "text/html; charset=utf-8"
_ALIVE_SECONDS = 15.0
_WAITING = (
    '<!doctype html><html lang="ru"><meta charset="utf-8"><title>Атлас ещё не собран</title>'
    "<body><h1>Атлас ещё не собран</h1></body></html>"
).encode()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Handles the requests of a browser.

    `mount` is the path under which the site will be on its own host, percent-encoded.
    """

    extensions_map = {  # noqa: RUF012 - the base class declares it so
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": _JAVASCRIPT,
        ".css": "text/css; charset=utf-8",
        ".html": _HTML,
        ".wasm": "application/wasm",
    }

    def __init__(self, *args: object, feed: StatusFeed, mount: str, directory: str) -> None:
        """Store what all answers need; `directory` is the site's folder."""
        self._feed, self._mount = feed, mount
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # passed on unchanged

    def do_GET(self) -> None:
        """Answer with the event stream, the live-reload script, or a file of the site."""
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._stream()
        elif path == SCRIPT:
            self._send_headers(HTTPStatus.OK, ("Content-Type", _JAVASCRIPT))
            self.wfile.write(_script())
        elif not unquote(path).startswith(unquote(self._mount)):
            self._send_headers(HTTPStatus.FOUND, ("Location", self._mount), ("Content-Length", "0"))
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        """Return the file of an address below the mount."""
        below = unquote(urlsplit(path).path).removeprefix(unquote(self._mount))
        return super().translate_path(quote(f"/{below}"))

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Start an answer; pages get the live-reload script."""
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if file.is_dir() else file
        if page.suffix != ".html" or (file.is_dir() and not urlsplit(self.path).path.endswith("/")):
            return super().send_head()
        return (
            io.BytesIO(self._head_of(add_script(page.read_bytes())))
            if page.is_file()
            else self._not_found_page()
        )

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for an unknown address."""
        if code == HTTPStatus.NOT_FOUND:
            self.copyfile(self._not_found_page(), self.wfile)
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        """Forbid caching: the next build may change everything."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing: the terminal is for the findings."""

    def _not_found_page(self) -> io.BytesIO:
        page = Path(self.directory) / "404.html"
        body = page.read_bytes() if page.is_file() else _WAITING
        return io.BytesIO(self._head_of(add_script(body), HTTPStatus.NOT_FOUND))

    def _head_of(self, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> bytes:
        self._send_headers(status, ("Content-Type", _HTML), ("Content-Length", str(len(body))))
        return body

    def _send_headers(self, status: HTTPStatus, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def _stream(self) -> None:
        self._send_headers(HTTPStatus.OK, ("Content-Type", "text/event-stream; charset=utf-8"))
        number = -1
        with contextlib.suppress(ConnectionError):
            while not self._feed.over:
                status = self._feed.wait_after(number, _ALIVE_SECONDS)
                number = status.number if status else number
                line = f"data: {status.text()}\n\n" if status else ": alive\n\n"
                self.wfile.write(line.encode())
                self.wfile.flush()


def add_script(page: bytes) -> bytes:
    """Insert the live-reload script before the end of a page's body."""
    before, end, after = page.rpartition(_END)
    return before + _TAG + end + after if end else page


class Server(http.server.ThreadingHTTPServer):
    """Serves on this machine only. Its threads do not delay the end of the program."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore browsers that close a connection early."""
        del request, client_address


@contextlib.contextmanager
def open_server(site_dir: Path, feed: StatusFeed, address: tuple[str, int], mount: str) -> Iterator[Server]:
    """Open a server for the site, and close it at the end.

    Raises:
        AtlasError: the port is taken, or address or port may not be used.
    """
    handler = functools.partial(Handler, feed=feed, mount=mount, directory=str(site_dir))
    try:
        server = Server(address, handler)
    except (OSError, OverflowError) as error:
        raise _cannot_listen(*address, error) from error
    with server:
        yield server


def _cannot_listen(host: str, port: int, error: Exception) -> AtlasError:
    if isinstance(error, socket.gaierror) or getattr(error, "errno", None) == errno.EADDRNOTAVAIL:
        message = f"адреса «{host}» у этого компьютера нет"
        return AtlasError(message, f"Укажите адрес {HOST} или 0.0.0.0: atlas serve --host {HOST}")
    other = port + 1 if port < _HIGHEST_PORT else 8000
    return AtlasError(
        f"порт {port} занят или недоступен",
        f"Укажите другой порт: make serve PORT={other} или atlas serve --port {other}",
    )


@functools.cache
def _script() -> bytes:
    return resources.files("generator.serve").joinpath("live.js").read_bytes()
