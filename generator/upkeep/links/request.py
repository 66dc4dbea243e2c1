"""Probes one address and interprets the answer; says how sites are asked, and which hosts never."""

from __future__ import annotations

import enum
import ipaddress
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

import requests

from generator.base.http import read_body
from generator.base.markdown import WEB_SCHEMES, scheme_of

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


def is_public(host: str) -> bool:
    """Tell whether all addresses of a host are public.

    A record must not make the checker ask machines of the network in which it runs.

    Raises:
        OSError: the name cannot be resolved.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global for *_, address in found)


@dataclass(frozen=True, kw_only=True)
class Politeness:
    """How sites are asked. All times are in seconds.

    `allowed` tells whether a host may be asked at all; it raises OSError where a name is not known.
    """

    agent: str
    """The User-Agent, with the atlas's address, so that its owner can be found."""
    pause: float = 1.0
    """Between two requests to one site, unless its robots.txt asks for more."""
    longest_pause: float = 20.0
    """A site that asks robots to wait longer is left alone."""
    timeout: float = 20.0
    second_look: float = 60.0
    """Between the first probe of an address and the second one."""
    jobs: int = 8
    """How many sites are asked in parallel."""
    allowed: Callable[[str], bool] = is_public

    @property
    def robot(self) -> str:
        """The name by which a robots.txt speaks of us."""
        return self.agent.partition("/")[0]


class Outcome(enum.StrEnum):
    """Outcome of a probe."""

    ALIVE = "alive"
    GONE = "gone"
    """The site says that there is no such page, or nobody knows the site."""
    REFUSED = "refused"
    """The site answers, but not to robots: a person may well see the page."""
    SILENT = "silent"
    """No answer, or that of a broken site: it may be back tomorrow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProbeResult:
    """Result of a probe: `why` in Russian, `moved_to` the address to which the page has moved for good.

    `wait` is how long the site asks to be left alone, in seconds; 0 if it does not. `answered` tells
    whether any site answered at all.
    """

    outcome: Outcome
    why: str = ""
    moved_to: str = ""
    wait: float = 0.0
    answered: bool = True


@dataclass
class Prober:
    """Probes addresses one after another; keeps one connection to each site."""

    politeness: Politeness
    _session: requests.Session = field(default_factory=requests.Session, init=False, repr=False)

    def __post_init__(self) -> None:
        """Set the User-Agent; ignore the machine's own settings, such as passwords of a proxy."""
        self._session.trust_env = False
        self._session.headers["User-Agent"] = self.politeness.agent

    def probe(self, address: str) -> ProbeResult:
        """Return the result for an address; no answer of a site raises."""
        current, lasting = address, True
        for _ in range(_HOPS):
            barred = self._refuse_host(current)
            if barred is not None:
                return barred
            try:
                answer = self._get(current)
            except (requests.RequestException, OSError, ValueError) as error:
                return ProbeResult(
                    outcome=Outcome.SILENT, why=_describe_error(error), answered=_has_answered(error)
                )
            status, onward = answer.status_code, answer.headers.get("Location", "")
            if status not in _LASTING | _FLEETING or not onward:
                return _interpret(answer, moved_to=current if lasting and current != address else "")
            lasting = lasting and status in _LASTING
            current = urljoin(current, onward)
        return ProbeResult(outcome=Outcome.SILENT, why="сайт пересылает по кругу")

    def fetch_text(self, address: str, limit: int) -> tuple[int, str]:
        """Return the status and the beginning of a text, redirects followed; (0, "") without an answer."""
        for _ in range(_HOPS):
            if self._refuse_host(address) is not None:
                break
            try:
                answer = self._get(address, limit)
            except (requests.RequestException, OSError, ValueError):
                break
            if answer.status_code not in _LASTING | _FLEETING or "Location" not in answer.headers:
                return answer.status_code, answer.content.decode("utf-8-sig", errors="replace")
            address = urljoin(address, answer.headers["Location"])
        return 0, ""

    def _get(self, address: str, limit: int = 0) -> requests.Response:
        """Return an answer with at most `limit` bytes of its body: it may be a film."""
        with self._session.get(
            address, timeout=self.politeness.timeout, allow_redirects=False, stream=True
        ) as answer:
            # requests keeps a body that was read under this name
            answer._content = read_body(answer, limit) if limit else b""  # noqa: SLF001
            return answer

    def _refuse_host(self, address: str) -> ProbeResult | None:
        """Return why an address must not be asked; None if it may be."""
        host = urlsplit(address).hostname if scheme_of(address) in WEB_SCHEMES else None
        if not host:
            return ProbeResult(outcome=Outcome.SILENT, why="сайт пересылает не на страницу в сети")
        try:
            public = self.politeness.allowed(host)
        except (OSError, UnicodeError) as error:
            known = isinstance(error, socket.gaierror) and error.errno not in _UNKNOWN_NAME
            outcome = Outcome.SILENT if known else Outcome.GONE
            why = "имя сайта сейчас не узнать" if known else "сайта с таким именем нет"
            return ProbeResult(outcome=outcome, why=why, answered=False)
        return (
            None
            if public
            else ProbeResult(outcome=Outcome.REFUSED, why="адрес внутренней сети не проверяется")
        )


def _interpret(answer: requests.Response, moved_to: str) -> ProbeResult:
    status = answer.status_code
    if status in _GONE:
        return ProbeResult(outcome=Outcome.GONE, why=f"{_GONE[status]} ({status})")
    if status in _REFUSED:
        wait = _parse_retry_after(answer.headers.get("Retry-After", "")) if status == _BUSY else 0.0
        return ProbeResult(outcome=Outcome.REFUSED, why=f"{_REFUSED[status]} ({status})", wait=wait)
    if status >= _FAULT_OF_SITE:
        wait = _parse_retry_after(answer.headers.get("Retry-After", "0"))
        return ProbeResult(outcome=Outcome.SILENT, why=f"сайт неисправен ({status})", wait=wait)
    if not answer.ok:
        return ProbeResult(outcome=Outcome.REFUSED, why=f"сайт не понял вопроса ({status})")
    return ProbeResult(outcome=Outcome.ALIVE, moved_to=moved_to)


def _parse_retry_after(text: str) -> float:
    """Return the seconds of a Retry-After header; a day where it is no number."""
    return float(text) if text.isdigit() else 86_400.0


def _describe_error(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "сертификат сайта не проверить"  # many public bodies use authorities that few machines know
    if isinstance(error, requests.Timeout):
        return "нет ответа вовремя"
    return "сайт не отвечает"


def _has_answered(error: Exception) -> bool:
    return isinstance(error, requests.exceptions.SSLError)
