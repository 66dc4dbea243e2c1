"""A small web on this machine: sites that respond like real ones, and a name for each."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

UNKNOWN = "net-takogo.example"
INNER = "inner.example"
"""A name that resolves to the checker's own network."""
_LOOPBACK = "127.0.0.1"


@dataclass
class Web:
    """Responses by path: a status and headers, or several of them, one per request, the last one repeated."""

    answers: Mapping[str, list[tuple[int, dict[str, str], list[str]]]]
    port: int = 0
    asked: list[tuple[float, str, str]] = field(default_factory=list)
    """When what was requested, and by whom."""

    def address(self, path: str, host: str = "site.example") -> str:
        """Return the full address of a path on a site."""
        return f"http://{host}:{self.port}{path}"

    def times(self, path: str) -> int:
        """Return how often a path was requested."""
        return Counter(asked for _, asked, _ in self.asked)[path]


@contextmanager
def small_web(patch: pytest.MonkeyPatch, **answers: Any) -> Iterator[Web]:  # noqa: ANN401 - see `Web`
    """Start a web whose sites all have the same pages; `answers` are given by the name of the path.

    `page=404` responds with a status, `page=(301, {"Location": "/x"})` also with headers, a third element is
    the body, sent piece by piece; a list gives one response after another. All names but `UNKNOWN` are known.
    """
    listed = {
        f"/{name.replace('__', '.')}": [_answer(one) for one in _many(given)]
        for name, given in answers.items()
    }
    web = Web(answers=listed)
    server = ThreadingHTTPServer((_LOOPBACK, 0), _handler(web))
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    patch.setattr(socket, "getaddrinfo", _resolver(socket.getaddrinfo))
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def raw_site(patch: pytest.MonkeyPatch, answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Start a site that responds to each request by writing to the connection; yield its address."""
    with socket.create_server((_LOOPBACK, 0)) as listener, ThreadPoolExecutor(4) as pool:

        def speak(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                answer(connection)

        def listen() -> None:
            with suppress(OSError):  # closed at the end
                while True:
                    pool.submit(speak, listener.accept()[0])

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        patch.setattr(socket, "getaddrinfo", _resolver(socket.getaddrinfo))
        yield f"site.example:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def allow_sites(host: str) -> bool:
    """Allow requests to the sites of a small web: they are all on this machine."""
    socket.getaddrinfo(host, None)
    return host != INNER


def _many(given: Any) -> list[Any]:  # noqa: ANN401
    return given if isinstance(given, list) else [given]


def _answer(given: Any) -> tuple[int, dict[str, str], list[str]]:  # noqa: ANN401
    if isinstance(given, int):
        return given, {}, []
    if isinstance(given, str):
        return 200, {}, [given]
    status, headers, *body = given
    return status, headers, body[0] if body else []


def _resolver(real: Any) -> Any:  # noqa: ANN401
    def resolve(host: str, *words: Any, **options: Any) -> Any:  # noqa: ANN401
        if host == UNKNOWN:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(_LOOPBACK, *words, **options)

    return resolve


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked.append((time.monotonic(), self.path, self.headers["User-Agent"]))
            answers = web.answers.get(self.path, [(404, {}, [])])
            status, headers, body = answers[min(web.times(self.path), len(answers)) - 1]
            if status == 0:  # never responds
                time.sleep(0.6)
                return
            self.send_response(status)
            chunked = "Transfer-Encoding" in headers
            size = {} if chunked else {"Content-Length": str(len("".join(body).encode()))}
            for name, value in {**size, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in [*body, ""] if chunked else body:
                data = piece.encode()
                self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data) if chunked else data)

        def log_message(self, *_words: object) -> None:
            """Log nothing."""

    return Handler
