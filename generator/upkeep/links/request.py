"""One look at one address: what its site answers, read as a careful person would read it."""

from __future__ import annotations

import enum
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

import requests

from generator.base.http import read_body
from generator.base.markdown import WEB_SCHEMES, scheme_of
from generator.upkeep.links.politeness import Manners

_HOPS = 8
_LASTING = frozenset({301, 308})
_FLEETING = frozenset({302, 303, 307})
_GONE: Mapping[int, str] = MappingProxyType({404: "такой страницы нет", 410: "страница удалена"})
_REFUSED: Mapping[int, str] = MappingProxyType(
    {
        401: "нужен пароль",
        402: "нужна оплата",
        403: "сайт не пускает программы",
        405: "сайт не пускает программы",
        406: "сайт не пускает программы",
        407: "нужен пароль",
        429: "сайт просит подождать",
        451: "сайт закрыт по закону",
        999: "сайт не пускает программы",
    }
)
_BUSY = 429
_FAULT_OF_SITE = 500
_UNKNOWN_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class Outcome(enum.StrEnum):
    """What a look at an address gave."""

    ALIVE = "alive"
    GONE = "gone"
    """The site says that there is no such page, or nobody knows the site."""
    REFUSED = "refused"
    """The site answers, but not to robots: a person may well see the page."""
    SILENT = "silent"
    """No answer, or that of a broken site: it may be back tomorrow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What a look gave: `why` in Russian, `moved_to` the address to which the page has moved for good.

    `wait` is how long the site asks to be left alone, in seconds; 0 if it does not. `answered` tells
    whether any site answered at all.
    """

    outcome: Outcome
    why: str = ""
    moved_to: str = ""
    wait: float = 0.0
    answered: bool = True


@dataclass
class Looker:
    """Looks at addresses of one site after another; keeps one connection to each."""

    manners: Manners
    _session: requests.Session = field(default_factory=requests.Session, init=False, repr=False)

    def __post_init__(self) -> None:
        """Say who is asking; nothing of the machine's own settings goes along, no password of a proxy."""
        self._session.trust_env = False
        self._session.headers["User-Agent"] = self.manners.agent

    def look(self, address: str) -> Look:
        """Return what an address gives now; nothing that a site answers is raised."""
        current, lasting = address, True
        for _ in range(_HOPS):
            barred = self._barred(current)
            if barred is not None:
                return barred
            try:
                answer = self._answer(current)
            except (requests.RequestException, OSError, ValueError) as error:
                return Look(outcome=Outcome.SILENT, why=_trouble(error), answered=_reached(error))
            status, onward = answer.status_code, answer.headers.get("Location", "")
            if status not in _LASTING | _FLEETING or not onward:
                return _read(answer, moved_to=current if lasting and current != address else "")
            lasting = lasting and status in _LASTING
            current = urljoin(current, onward)
        return Look(outcome=Outcome.SILENT, why="сайт пересылает по кругу")

    def text_of(self, address: str, limit: int) -> tuple[int, str]:
        """Return the status and the beginning of a text, followed to where it is; (0, «») for no answer."""
        for _ in range(_HOPS):
            if self._barred(address) is not None:
                break
            try:
                answer = self._answer(address, limit)
            except (requests.RequestException, OSError, ValueError):
                break
            if answer.status_code not in _LASTING | _FLEETING or "Location" not in answer.headers:
                return answer.status_code, answer.content.decode("utf-8-sig", errors="replace")
            address = urljoin(address, answer.headers["Location"])
        return 0, ""

    def _answer(self, address: str, limit: int = 0) -> requests.Response:
        """Return an answer with at most `limit` bytes of its body: pages may be films."""
        with self._session.get(
            address, timeout=self.manners.timeout, allow_redirects=False, stream=True
        ) as answer:
            # requests keeps a body that was read under this name
            answer._content = read_body(answer, limit) if limit else b""  # noqa: SLF001
            return answer

    def _barred(self, address: str) -> Look | None:
        """Return why an address is not to be asked, None if it is."""
        host = urlsplit(address).hostname if scheme_of(address) in WEB_SCHEMES else None
        if not host:
            return Look(outcome=Outcome.SILENT, why="сайт пересылает не на страницу в сети")
        try:
            public = self.manners.allowed(host)
        except (OSError, UnicodeError) as error:
            known = isinstance(error, socket.gaierror) and error.errno not in _UNKNOWN_NAME
            outcome = Outcome.SILENT if known else Outcome.GONE
            why = "имя сайта сейчас не узнать" if known else "сайта с таким именем нет"
            return Look(outcome=outcome, why=why, answered=False)
        return None if public else Look(outcome=Outcome.REFUSED, why="адрес внутренней сети не проверяется")


def _read(answer: requests.Response, moved_to: str) -> Look:
    status = answer.status_code
    if status in _GONE:
        return Look(outcome=Outcome.GONE, why=f"{_GONE[status]} ({status})")
    if status in _REFUSED:
        wait = _seconds(answer.headers.get("Retry-After", "")) if status == _BUSY else 0.0
        return Look(outcome=Outcome.REFUSED, why=f"{_REFUSED[status]} ({status})", wait=wait)
    if status >= _FAULT_OF_SITE:
        wait = _seconds(answer.headers.get("Retry-After", "0"))
        return Look(outcome=Outcome.SILENT, why=f"сайт неисправен ({status})", wait=wait)
    if not answer.ok:
        return Look(outcome=Outcome.REFUSED, why=f"сайт не понял вопроса ({status})")
    return Look(outcome=Outcome.ALIVE, moved_to=moved_to)


def _seconds(text: str) -> float:
    """Return for how long a site asks to be left alone; a day for what is no number of seconds."""
    return float(text) if text.isdigit() else 86_400.0


def _trouble(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "сертификат сайта не проверить"  # many public bodies use authorities that few machines know
    if isinstance(error, requests.Timeout):
        return "нет ответа вовремя"
    return "сайт не отвечает"


def _reached(error: Exception) -> bool:
    return isinstance(error, requests.exceptions.SSLError)
