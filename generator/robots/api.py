"""The few things that robots ask of GitHub's interface, over the standard library alone."""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from generator.errors import AtlasError

T = TypeVar("T")
_VERSION = "2022-11-28"
_SECONDS = 30
_TRIES = 3
_PAGE = 100
_PAGES = 20
_MOST = 8 << 20
"""Bytes that are read of any answer."""
_BUSY = frozenset({429, 500, 502, 503, 504})


class ForgeError(AtlasError):
    """GitHub refused or did not answer; `status` is 0 when there was no answer."""

    def __init__(self, message: str, action: str = "", status: int = 0) -> None:
        """Keep the status beside the words."""
        super().__init__(message, action)
        self.status = status


@dataclass(frozen=True, kw_only=True)
class Forge:
    """A repository on GitHub as its interface shows it.

    `api` and `server` are addresses without a slash at the end, `repository` is OWNER/NAME.
    """

    api: str
    server: str
    repository: str
    token: str = field(repr=False)
    pause: float = 2.0

    @property
    def address(self) -> str:
        """The address of the repository for people."""
        return f"{self.server}/{self.repository}"

    def get(self, path: str, form: type[T], **query: str | int) -> T:
        """Return what stands at a path of the repository.

        Raises:
            ForgeError: GitHub refused, did not answer, or answered something else.
        """
        return _as(form, self._asked("GET", path, query=query))

    def listed(self, path: str, form: type[T], **query: str | int) -> Iterator[T]:
        """Yield what a list holds, page by page.

        Raises:
            ForgeError: as `get`.
        """
        for page in range(1, _PAGES + 1):
            answer = self._asked("GET", path, query={**query, "per_page": _PAGE, "page": page})
            items = _as(list[msgspec.Raw], answer)
            yield from (_as(form, bytes(item)) for item in items)
            if len(items) < _PAGE:
                return

    def send(self, method: str, path: str, body: Mapping[str, Any], form: type[T]) -> T:
        """Send something to a path of the repository and return the answer.

        Raises:
            ForgeError: as `get`.
        """
        return _as(form, self._asked(method, path, body=body))

    def download(self, path: str, limit: int) -> bytes:
        """Return the file to which a path of the repository leads, of at most `limit` bytes.

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
        address = f"{self.api}/repos/{self.repository}/{quote(path)}"
        request = urllib.request.Request(  # noqa: S310 - the address comes from the workflow's settings
            f"{address}?{urlencode(query)}" if query else address,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": _VERSION},
        )
        request.add_header("User-Agent", "regional-practice-atlas")
        # Not sent on when GitHub leads to another host: that is where artifacts lie.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        tries = _TRIES if method == "GET" else 1
        for left in reversed(range(tries)):
            try:
                with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                    return bytes(answer.read(most))
            except urllib.error.HTTPError as error:
                if error.code not in _BUSY or not left:
                    raise _refusal(error, method, path) from error
            except (OSError, http.client.HTTPException) as error:
                if not left:
                    message = f"GitHub не отвечает: {error}"
                    raise ForgeError(message, "Запустите задание ещё раз позже") from error
            time.sleep(self.pause)
        raise AssertionError  # the last try returns or raises


def forge_of(environment: Mapping[str, str] = os.environ) -> Forge:
    """Return the repository in whose workflow this process runs.

    Raises:
        AtlasError: this is no workflow of GitHub, or it was given no token.
    """
    names = ("GITHUB_API_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN")
    missing = [name for name in names if not environment.get(name)]
    if missing:
        message = f"команда работает только в задании GitHub Actions: не заданы {', '.join(missing)}"
        raise AtlasError(message, "См. README, раздел «Проверка предложений и публикация»")
    api, server, repository, token = (environment[name] for name in names)
    return Forge(api=api.rstrip("/"), server=server.rstrip("/"), repository=repository, token=token)


def _as(form: type[T], data: bytes) -> T:
    try:
        return msgspec.json.decode(data or b"null", type=form)
    except msgspec.MsgspecError as error:
        message = f"GitHub ответил не так, как ожидалось: {error}"
        raise ForgeError(message) from error


def _refusal(error: urllib.error.HTTPError, method: str, path: str) -> ForgeError:
    try:
        told = str(json.loads(error.read(_MOST)).get("message", ""))
    except (ValueError, OSError, AttributeError):
        told = ""
    message = f"GitHub отказал ({error.code}) в запросе {method} {path}: {told or error.reason}"
    return ForgeError(message, "Проверьте права задания и настройки хранилища", error.code)
