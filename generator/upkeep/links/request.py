"""Probes one address."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

import msgspec
import requests

from generator.base.http import read_body
from generator.base.markdown import WEB_SCHEMES, scheme_of
from generator.base.web_address import resolve_address
from generator.upkeep.links.connection import Deadline, Session
from generator.upkeep.links.politeness import Politeness
from generator.upkeep.links.redirects import LASTING, STATUSES, loses_page, read_location, without_session
from generator.upkeep.links.results import LATE, Outcome, ProbeResult, interpret_error, interpret_status

_HOPS = 20
"""As many redirects as browsers follow."""
_UNKNOWN_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_NOT_WEB = ProbeResult(outcome=Outcome.SILENT, why="сайт пересылает не на страницу в сети")
_INTERNAL = ProbeResult(outcome=Outcome.REFUSED, why="адрес внутренней сети не проверяется")
CIRCLE = ProbeResult(outcome=Outcome.SILENT, why="сайт пересылает по кругу")


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The final response after redirects, and the address that gave it; whether all of them are permanent."""

    address: str
    lasting: bool
    response: requests.Response


@dataclass
class Prober:
    """Probes addresses one after another, with the cookies that a site sets on the way.

    `barred` says for every address, including redirects, why it must not be requested; None if it may.
    """

    politeness: Politeness
    barred: Callable[[str], ProbeResult | None] = lambda _address: None
    _session: Session = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Open the session."""
        self._session = Session(self.politeness.agent)

    def probe(self, address: str) -> ProbeResult:
        """Probe an address; nothing that a site answers raises."""
        way = self._follow(address, self.barred)
        if isinstance(way, ProbeResult):
            return way
        result = interpret_status(way.response)
        asked, shown = resolve_address(address), without_session(way.address)
        if result.outcome is not Outcome.ALIVE or urldefrag(shown).url == without_session(
            urldefrag(asked).url
        ):
            return result
        lost = loses_page(asked, shown)
        if lost:
            return ProbeResult(outcome=Outcome.DOUBTFUL, why=f"сайт пересылает: {lost} ({shown})")
        return ProbeResult(outcome=Outcome.ALIVE, moved_to=shown if way.lasting else "")

    def fetch_text(self, address: str, limit: int) -> tuple[int, str] | ProbeResult:
        """Return the status and the beginning of a text after redirects; or why there is no answer."""
        way = self._follow(address, lambda _address: None, limit)
        if isinstance(way, ProbeResult):
            return way
        return way.response.status_code, way.response.content.decode("utf-8-sig", errors="replace")

    def _follow(
        self, address: str, barred: Callable[[str], ProbeResult | None], limit: int = 0
    ) -> _Answer | ProbeResult:
        """Follow redirects to the final response, all within one time limit; or return why there is none."""
        current, lasting = address, True
        with Deadline(self.politeness.timeout) as deadline:
            for _ in range(_HOPS):
                try:
                    current = resolve_address(current)
                    failure = self._refuse_host(current) or barred(current)
                    if failure is not None:
                        return failure
                    response = self._get(current, limit)
                    if deadline.over:  # a cut connection looks like the end of the headers
                        return LATE
                    onward = read_location(response, current) if response.status_code in STATUSES else ""
                except (requests.RequestException, OSError) as error:
                    return LATE if deadline.over else interpret_error(error)
                except ValueError:  # an address or a response that no browser would accept
                    return _NOT_WEB
                if not onward:
                    return _Answer(address=current, lasting=lasting, response=response)
                lasting = lasting and response.status_code in LASTING
                current = onward
        return CIRCLE

    def _get(self, address: str, limit: int) -> requests.Response:
        """Return a response with at most `limit` bytes of its body, which could be a video."""
        try:
            with self._session.get(
                address, timeout=self.politeness.timeout, allow_redirects=False, stream=True
            ) as answer:
                # `requests` keeps a body that was read under this name
                answer._content = read_body(answer, limit) if limit else b""  # noqa: SLF001
                return answer
        finally:
            self._session.close()  # the next connection belongs to the next deadline

    def _refuse_host(self, address: str) -> ProbeResult | None:
        """Return why an address must not be requested; None if it may."""
        host = urlsplit(address).hostname if scheme_of(address) in WEB_SCHEMES else None
        if not host:
            return _NOT_WEB
        try:
            public = self.politeness.allowed(host)
        except (OSError, UnicodeError) as error:
            known = isinstance(error, socket.gaierror) and error.errno not in _UNKNOWN_NAME
            outcome = Outcome.SILENT if known else Outcome.GONE
            why = "имя сайта сейчас не узнать" if known else "сайта с таким именем нет"
            return ProbeResult(outcome=outcome, why=why, answered=False)
        return None if public else _INTERNAL
