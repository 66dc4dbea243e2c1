"""Redirects: where they lead, and whether the page is lost on the way."""

import re
from collections.abc import Callable, Sequence
from typing import Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import msgspec
import requests

from generator.base.web_address import resolve_address

LASTING = frozenset({301, 308})
STATUSES = LASTING | {302, 303, 307}
_LOGIN = re.compile(
    r"[/._=-](?:log[_-]?(?:in|on)|sign[_-]?(?:in|on|up)|auth|oauth2?|authori[sz]e|authentication|sso|cas|esia"
    r"|passport|accounts?|lichn[iy]{1,2}[_-]kabinet|личный-кабинет|vk?hod|вход|авторизация|avtorizats?[iy]{1,2}a"
    r"|__qrator|ddos-guard)(?:[/._=-]|$)|/(?:register|registration|регистрация|lk|[ck]abinet)(?:[/.]|$)"
)
_ERROR = re.compile(
    r"/(?:(?:errors?|oshibka|ошибка|page)[_-]?[45][0-9]{2}|errors?|oshibka|ошибка|[45]0[0-9]"
    r"|(?:page[_-]?)?not[_-]?found|(?:stranic[ay]|страница)[_-]ne[_-]na[ijy]den[ao]|страница-не-найдена|(?:show)?captcha"
    r"|block(?:ed|ing)?|maintenance|suspended|site[_-]?closed|park(?:ing|ed)|te[hk]h?nicheskie[_-]raboty"
    r"|технические-работы)(?:/|\.[a-z]+|$)"
)
_HOME = re.compile(r"(?:/[a-z]{2})?/?(?:home|main|start|welcome|glavnaya|главная)?")
_INDEX = re.compile(r"/(?:index|default|home|main)\.[a-z0-9]{2,5}$")
_MARK = re.compile(r"utm_.*|yclid|gclid|fbclid|from|ref")
"""Words of a query that say where a reader comes from, not what is asked for."""
_SESSION = re.compile(
    r";jsessionid=[^?#/;]*|(?<=[?&])(?:phpsessid|jsessionid|sess(?:ion)?_?id|sid|aspsessionid\w*|cfid|cftoken)"
    r"=[^&#]*(?:&|(?=#)|\Z)",
    re.IGNORECASE,
)
"""Session ids in addresses, which expire with the session."""


def read_location(answer: requests.Response, asked: str) -> str:
    """Return the target of a redirect, as browsers read the header; «» if there is none.

    Bytes that are not UTF-8 are percent-encoded as they are; identical headers count once.

    Raises:
        ValueError: a browser would not go there, or there are two different addresses.
    """
    given = {one.strip() for one in answer.raw.headers.getlist("Location")} - {""}
    if not given:
        return ""
    (text,) = given
    raw = text.encode("latin-1", errors="replace")  # as decoded by http.client
    try:
        written = raw.decode()
    except UnicodeDecodeError:
        written = quote(raw, safe="!#$%&'()*+,/:;=?@[]\\~ ")
    return resolve_address(written, asked)


def without_session(address: str) -> str:
    """Return an address without its session id."""
    return re.sub(r"[?&](?=#|\Z)", "", _SESSION.sub("", address))


def loses_page(asked: str, shown: str) -> str:
    """Return in Russian how a redirect loses the page; «» if it does not.

    Both addresses are in the form that browsers request.
    """
    old, new = _Place.of(asked), _Place.of(shown)
    return next((where for where, is_lost in _LOSSES if is_lost(old, new)), "")


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed address: `parts` are its path segments, without the index file of a folder."""

    host: str
    path: str
    parts: tuple[str, ...]
    query: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, address: str) -> Self:
        split = urlsplit(address)
        path = _INDEX.sub("/", unquote(split.path).lower())
        query = [
            pair
            for pair in parse_qsl(split.query, keep_blank_values=True)
            if not _MARK.fullmatch(pair[0].lower())
        ]
        parts = tuple(part for part in path.split("/") if part)
        return cls(host=split.hostname or "", path=path, parts=parts, query=tuple(query))

    @property
    def words(self) -> str:
        return f"/{self.host}{self.path}{''.join(f'/{key}=' for key, _ in self.query)}".lower()

    @property
    def is_error(self) -> bool:
        return _ERROR.search(self.path) is not None

    @property
    def is_home(self) -> bool:
        asked = [value for _, value in self.query if not value.endswith("/home")]
        return not asked and _HOME.fullmatch(self.path.rstrip("/") or "/") is not None


def _asks_who_comes(old: _Place, new: _Place) -> bool:
    """Return whether a page asks for a login or a check, with the old page as its return address."""
    carried = bool(old.parts) and any(old.path.rstrip("/") in value.lower() for _, value in new.query)
    return carried or (_LOGIN.search(new.words) is not None and _LOGIN.search(old.words) is None)


def _goes_up(old: _Place, new: _Place) -> bool:
    above = old.parts[: len(new.parts)] == new.parts
    return above and not new.query and (old.parts != new.parts or bool(old.query))


def _goes_away(old: _Place, new: _Place) -> bool:
    """Return whether another site shows anything but a page of the same name; home pages share one name."""
    one, other = old.host.removeprefix("www."), new.host.removeprefix("www.")
    same_site = one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
    return not same_site and (old.parts[-1:] != new.parts[-1:] or (old.is_home and not new.is_home))


_LOSSES: Sequence[tuple[str, Callable[[_Place, _Place], bool]]] = (
    ("страница входа или проверки", _asks_who_comes),
    ("страница ошибки", lambda old, new: bool(new.parts) and new.is_error and not old.is_error),
    ("главная страница", lambda old, new: new.is_home and not old.is_home),
    ("раздел, а не страница", _goes_up),
    ("страница другого сайта", _goes_away),
)
