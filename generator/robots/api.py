"""The few things that robots ask of a forge's interface over HTTP, by the standard library alone."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from generator.base.errors import AtlasError

T = TypeVar("T")
_SECONDS = 30
_TRIES = 3
_PAGE = 100
_PAGES = 20
_MOST = 8 << 20
"""Bytes that are read of any answer."""
_BUSY = frozenset({429, 500, 502, 503, 504})


class ForgeError(AtlasError):
    """The forge refused or did not answer; `status` is 0 when there was no answer."""

    def __init__(self, message: str, action: str = "", status: int = 0) -> None:
        """Keep the status beside the words."""
        super().__init__(message, action)
        self.status = status


@dataclass(frozen=True, kw_only=True)
class Interface:
    """What a forge answers over HTTP.

    `name` is the forge's, for messages; `root` the address under which all paths lie, without a slash at the
    end; `headers` go with every request, `token` to nobody but the forge; `pause` is between tries.
    """

    name: str
    root: str
    headers: Mapping[str, str]
    token: str = field(repr=False)
    pause: float = 2.0

    def get(self, path: str, form: type[T], **query: str | int) -> T:
        """Return what stands at a path.

        Raises:
            ForgeError: the forge refused, did not answer, or answered something else.
        """
        return self._as(form, self._asked("GET", path, query=query))

    def listed(self, path: str, form: type[T], **query: str | int) -> Iterator[T]:
        """Yield what a list holds, page by page, until one is empty: a forge may give less than is asked for.

        Raises:
            ForgeError: as `get`.
        """
        for page in range(1, _PAGES + 1):
            answer = self._asked("GET", path, query={**query, "per_page": _PAGE, "page": page})
            items = self._as(list[msgspec.Raw], answer)
            yield from (self._as(form, bytes(item)) for item in items)
            if not items:
                return

    def send(self, method: str, path: str, body: Mapping[str, Any], form: type[T]) -> T:
        """Send something to a path and return the answer.

        Raises:
            ForgeError: as `get`.
        """
        return self._as(form, self._asked(method, path, body=body))

    def download(self, path: str, limit: int) -> bytes:
        """Return the file to which a path leads, of at most `limit` bytes.

        Raises:
            ForgeError: as `get`, or the file is larger.
        """
        data = self._asked("GET", path, most=limit + 1)
        if len(data) > limit:
            message = "файл с отчётом слишком большой"
            raise ForgeError(message)
        return data

    def _asked(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
        most: int = _MOST,
    ) -> bytes:
        address = f"{self.root}/{quote(path)}"
        request = urllib.request.Request(  # noqa: S310 - the address comes from the settings of the job
            f"{address}?{urlencode(query)}" if query else address,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={**self.headers, "User-Agent": "regional-practice-atlas"},
        )
        if body is not None:
            request.add_header("Content-Type", "application/json")
        # Not sent on when the forge leads to another host: that is where artifacts lie.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        tries = _TRIES if method == "GET" else 1
        for left in reversed(range(tries)):
            try:
                with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                    return bytes(answer.read(most))
            except urllib.error.HTTPError as error:
                if error.code not in _BUSY or not left:
                    raise self._refusal(error, method, path) from error
            except (OSError, http.client.HTTPException) as error:
                if not left:
                    message = f"{self.name} не отвечает: {error}"
                    raise ForgeError(message, "Запустите задание ещё раз позже") from error
            time.sleep(self.pause)
        raise AssertionError  # the last try returns or raises

    def _as(self, form: type[T], data: bytes) -> T:
        try:
            return msgspec.json.decode(data or b"null", type=form)
        except msgspec.MsgspecError as error:
            message = f"{self.name} ответил не так, как ожидалось: {error}"
            raise ForgeError(message) from error

    def _refusal(self, error: urllib.error.HTTPError, method: str, path: str) -> ForgeError:
        try:
            answer = json.loads(error.read(_MOST))
            told = str(answer.get("message") or answer.get("error") or "")
        except (ValueError, OSError, AttributeError):
            told = ""
        message = f"{self.name} отказал ({error.code}) в запросе {method} {path}: {told or error.reason}"
        return ForgeError(message, "Проверьте права задания и настройки хранилища", error.code)
