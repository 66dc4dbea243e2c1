"""Results of probes: what a response, or its absence, says about a page."""

import enum
import ssl
from collections.abc import Iterator, Mapping
from http.client import HTTPException, RemoteDisconnected

import msgspec
import requests
from urllib3.exceptions import DecodeError, InvalidHeader
from urllib3.util import Retry

_GONE: Mapping[int, str] = {404: "такой страницы нет", 410: "страница удалена"}
_REFUSED: Mapping[int, str] = {
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
_BUSY = 429
_UNREADABLE = (HTTPException, DecodeError, InvalidHeader)
"""The response violates HTTP."""
_REDIRECTS = range(300, 400)
_FAULT_OF_SITE = 500
_DAY = 86_400.0
_BROKEN_FOR_ALL: Mapping[int, str] = {
    9: "сертификат сайта ещё не действует",
    10: "сертификат сайта просрочен",
    23: "сертификат сайта отозван",
    62: "сертификат выдан другому сайту",
    64: "сертификат выдан другому сайту",
}
"""OpenSSL codes (X509_V_ERR_…) for which every browser warns, whatever authorities it trusts."""


class Outcome(enum.StrEnum):
    """Outcome of a probe."""

    ALIVE = "alive"
    DOUBTFUL = "doubtful"
    """The site redirects to another page, such as a login or its home page: a person has to look."""
    GONE = "gone"
    """The site says that there is no such page, or the host name is unknown."""
    REFUSED = "refused"
    """The site answers, but not robots or not this machine: people may well see the page."""
    SILENT = "silent"
    """No answer, or that of a broken site: it may be back tomorrow."""


class ProbeResult(msgspec.Struct, frozen=True, kw_only=True):
    """Result of a probe: `why` in Russian, `moved_to` the address that the page has permanently moved to.

    `wait` is how long the site asks to be left alone, in seconds; 0 if it does not. `answered` says whether
    any site answered at all.
    """

    outcome: Outcome
    why: str = ""
    moved_to: str = ""
    wait: float = 0.0
    answered: bool = True


ODD = ProbeResult(outcome=Outcome.SILENT, why="сайт отвечает непонятно")
LATE = ProbeResult(outcome=Outcome.SILENT, why="нет ответа вовремя", answered=False)


def interpret_status(answer: requests.Response) -> ProbeResult:
    """Interpret the status of a final response."""
    status = answer.status_code
    if status in _GONE:
        return ProbeResult(outcome=Outcome.GONE, why=f"{_GONE[status]} ({status})")
    if status in _REFUSED:
        wait = parse_retry_after(answer.headers.get("Retry-After", "")) if status == _BUSY else 0.0
        return ProbeResult(outcome=Outcome.REFUSED, why=f"{_REFUSED[status]} ({status})", wait=wait)
    if status >= _FAULT_OF_SITE:
        wait = parse_retry_after(answer.headers.get("Retry-After", "0"))
        return ProbeResult(outcome=Outcome.SILENT, why=f"сайт неисправен ({status})", wait=wait)
    if status in _REDIRECTS:
        return ProbeResult(outcome=Outcome.DOUBTFUL, why=f"сайт пересылает, но не говорит, куда ({status})")
    if not answer.ok:
        return ProbeResult(outcome=Outcome.REFUSED, why=f"сайт не понял вопроса ({status})")
    return ProbeResult(outcome=Outcome.ALIVE)


def parse_retry_after(text: str) -> float:
    """Return the seconds in a Retry-After header, given in seconds or as a date; a day if neither."""
    try:
        return float(Retry().parse_retry_after(text))
    except (InvalidHeader, ValueError, OverflowError):
        return _DAY


def interpret_error(error: Exception) -> ProbeResult:
    """Interpret a failure to get a response."""
    found = list(_chain(error))
    for one in found:
        if isinstance(one, ssl.SSLCertVerificationError):
            return _interpret_certificate(one.verify_code)
    if isinstance(error, requests.exceptions.SSLError):
        why = "не удалось договориться с сайтом о шифровании"  # such as ГОСТ's, which few machines support
        return ProbeResult(outcome=Outcome.REFUSED, why=why)
    if isinstance(error, requests.Timeout):
        return LATE
    if any(isinstance(one, _UNREADABLE) and not isinstance(one, RemoteDisconnected) for one in found):
        return ODD
    return ProbeResult(outcome=Outcome.SILENT, why="сайт не отвечает", answered=False)


def _interpret_certificate(code: int) -> ProbeResult:
    if code in _BROKEN_FOR_ALL:
        return ProbeResult(outcome=Outcome.SILENT, why=_BROKEN_FOR_ALL[code])
    # Many public bodies use authorities, such as that of Минцифры, that few machines trust.
    why = "сертификат сайта здесь не проверить: его выдал неизвестный этой машине центр"
    return ProbeResult(outcome=Outcome.REFUSED, why=why)


def _chain(error: object) -> Iterator[BaseException]:
    """Yield an error and those that it wraps: requests and urllib3 store them in different places."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
