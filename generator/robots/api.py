"""HTTP client of a forge's API."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

from generator.base.decode import UndecodableError, decode, decode_or
from generator.base.errors import AtlasError
from generator.base.http import read_body

T = TypeVar("T")
_TIMEOUT = 30
_RETRIES = 2
BACKOFF = 2.0
"""urllib3's factor for the pauses between attempts."""
_LONGEST_WAIT = 60
"""Most seconds between two attempts, whatever the forge asks for: workflow jobs are billed by the minute."""
_PAGE_SIZE = 100
_MAX_PAGES = 20
_MAX_BYTES = 8 << 20
_MOST_WORDS = 300
_BUSY = frozenset({429, 500, 502, 503, 504})


class ForgeError(AtlasError):
    """The forge refused or did not answer; `status` is 0 if there was no answer."""

    def __init__(self, message: str, action: str = "", status: int = 0) -> None:
        """Store the status beside the words."""
        super().__init__(message, action)
        self.status = status


@dataclass(frozen=True, kw_only=True)
class ForgeApi:
    """The API of a forge.

    `name` is the forge's, for messages; `root` the address above all paths, without a final slash; `headers`
    go with every request, `token` only to the forge: artifacts are on other hosts. Reading requests are
    repeated when the forge is busy or silent. `scheme` is the
    word before the token, `page_size` the name of the parameter for the page size.
    """

    name: str
    root: str
    headers: Mapping[str, str]
    token: str = field(repr=False)
    scheme: str = "Bearer"
    page_size: str = "per_page"

    def get(self, path: str, form: type[T], **query: str | int) -> T:
        """Return the resource at a path.

        Raises:
            ForgeError: the forge refused, did not answer, or sent something unexpected.
        """
        return self._decode(form, self._request("GET", path, params=query))

    def list_all(self, path: str, form: type[T], **query: str | int) -> Iterator[T]:
        """Yield the items of a list, page by page, until a page is empty: some forges send short pages."""
        for page in range(1, _MAX_PAGES + 1):
            body = self._request("GET", path, params={**query, self.page_size: _PAGE_SIZE, "page": page})
            items = self._decode(list[msgspec.Raw], body)
            yield from (self._decode(form, bytes(item)) for item in items)
            if not items:
                return

    def send(self, method: str, path: str, body: Mapping[str, Any] | None, form: type[T]) -> T:
        """Send a body, or none, to a path and return the answer; never repeated.

        Raises:
            ForgeError: as `get`.
        """
        return self._decode(form, self._request(method, path, json=body))

    def download(self, path: str, limit: int) -> bytes:
        """Return the file at a path, of at most `limit` bytes.

        Raises:
            ForgeError: as `get`, or the file is larger.
        """
        data = self._request("GET", path, limit=limit + 1)
        if len(data) > limit:
            message = "файл с отчётом слишком большой"
            raise ForgeError(message)
        return data

    @cached_property
    def _session(self) -> requests.Session:
        retry = Retry(
            total=_RETRIES,
            allowed_methods={"GET"},
            status_forcelist=_BUSY,
            raise_on_status=False,
            backoff_factor=BACKOFF,
            backoff_max=_LONGEST_WAIT,
            retry_after_max=_LONGEST_WAIT,
        )
        session = requests.Session()
        session.headers.update({**self.headers, "User-Agent": "regional-practice-atlas"})
        for scheme in ("http://", "https://"):
            session.mount(scheme, HTTPAdapter(max_retries=retry))
        return session

    def _request(self, method: str, path: str, *, limit: int = _MAX_BYTES, **content: Any) -> bytes:  # noqa: ANN401
        try:
            with self._session.request(
                method,
                f"{self.root}/{quote(path)}",
                auth=self._authorise,
                timeout=_TIMEOUT,
                stream=True,
                **content,
            ) as response:
                body = read_body(response, limit)
        except requests.RequestException as error:
            message = f"{self.name} не отвечает: {error}"
            raise ForgeError(message, "Запустите задание ещё раз позже") from error
        if not response.ok:
            # a forge may echo the token
            told = (_read_message(body) or response.reason).replace(self.token, "***")[:_MOST_WORDS]
            message = f"{self.name} отказал ({response.status_code}) в запросе {method} {path}: {told}"
            raise ForgeError(
                message, "Проверьте права задания или ключа и настройки хранилища", response.status_code
            )
        return body

    def _authorise(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"{self.scheme} {self.token}"
        return request

    def _decode(self, form: type[T], data: bytes) -> T:
        try:
            return decode(msgspec.json.Decoder(form).decode, data or b"null")
        except UndecodableError as error:
            message = f"{self.name} ответил не так, как ожидалось: {error}"
            raise ForgeError(message) from error


def _read_message(body: bytes) -> str:
    """Return the reason in a refusal; empty if there is none."""
    nothing: dict[str, Any] = {}
    answer = decode_or(nothing, msgspec.json.Decoder(dict[str, Any]).decode, body)
    return str(answer.get("message") or answer.get("error") or "")
