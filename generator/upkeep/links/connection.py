"""Connections with a time limit for the whole response, not just for each read.

`requests` restarts its timeout with every byte: a site that sends one byte a second would block a run for
ever.
"""

import socket
import ssl
import threading
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Deadline:
    """Cuts the connections that are opened inside it after a number of seconds."""

    def __init__(self, seconds: float) -> None:
        """Set the limit; the time starts with the `with` statement."""
        self.over = False
        self._handles: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Start the timer."""
        self._before = _RUNNING.set(self)
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the timer and release the connections."""
        self._timer.cancel()
        _RUNNING.reset(self._before)
        with self._lock:
            for handle in self._handles:
                handle.close()
            self._handles.clear()

    def hold(self, connection: socket.socket) -> None:
        """Cut this connection too, through a handle of its own, since TLS takes the socket over."""
        with self._lock:
            self._handles.append(connection.dup())
        if self.over:
            self._cut()

    def _cut(self) -> None:
        self.over = True
        with self._lock:
            for handle in self._handles:
                with suppress(OSError):  # the site was faster
                    handle.shutdown(socket.SHUT_RDWR)


_RUNNING: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def _hold(connection: socket.socket) -> socket.socket:
    deadline = _RUNNING.get()
    if deadline is not None:
        deadline.hold(connection)
    return connection


class _PlainConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _hold(super()._new_conn())


class _SecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _hold(super()._new_conn())


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


@lru_cache(maxsize=1)
def _authorities() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Adapter(HTTPAdapter):
    """Opens such connections; trusts the authorities of this machine besides those of certifi."""

    def init_poolmanager(self, *words: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().init_poolmanager(*words, ssl_context=_authorities(), **options)
        pools = {"http": _PlainPool, "https": _SecurePool}
        self.poolmanager.pool_classes_by_scheme = pools


class Session(requests.Session):
    """A session for one visit, without the machine's settings; the caller handles redirects."""

    def __init__(self, agent: str) -> None:
        """Use `agent` as the User-Agent."""
        super().__init__()
        self.trust_env = False  # no proxy passwords, for example
        self.headers["User-Agent"] = agent
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter())

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Ignore redirects: otherwise `requests` reads the body of each, however long it is."""
        del resp
