"""Where redirects lead: headers as read by browsers, and redirects that lose a page."""

from __future__ import annotations

import pytest
from support.web import allow_sites, small_web

from generator.base.web_address import resolve_address
from generator.upkeep.links.politeness import Politeness
from generator.upkeep.links.redirects import loses_page, without_session
from generator.upkeep.links.request import Prober
from generator.upkeep.links.results import Outcome

MANNERS = Politeness(agent="atlas-links/1", pause=0, timeout=9, second_look=0, allowed=allow_sites)
NEWS, CAFE = "%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8-%D1%85%D1%80", "caf%E9"


def on_the_wire(text: str) -> str:
    """Return the UTF-8 bytes of a text in the form that the server's library expects."""
    return text.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (on_the_wire("/новости-хр"), f"/{NEWS}"),
        (
            on_the_wire("http://новости.рф:{port}/новости-хр"),
            f"http://xn--b1amnebsh.xn--p1ai:{{port}}/{NEWS}",
        ),
        ("/caf\xe9", f"/{CAFE}"),
        ("new", "/new"),
        ("./x/../new", "/new"),
        ("?page=2", "/old?page=2"),
        ("//site.example:{port}/new", "/new"),
        ("HTTP://SITE.example:{port}/new", "/new"),
        ("  /new\t ", "/new"),
        ("/a b", "/a%20b"),
        ("\\new", "/new"),
        ("/new#part", "/new#part"),
    ],
)
def test_headers_are_read_as_browsers_read_them(
    monkeypatch: pytest.MonkeyPatch, location: str, path: str
) -> None:
    headers: dict[str, str] = {}
    pages = {"new": 200, NEWS: 200, CAFE: 200, "old?page=2": 200, "a%20b": 200}
    with small_web(monkeypatch, old=(301, headers), **pages) as web:
        headers["Location"] = location.replace("{port}", str(web.port))
        look = Prober(politeness=MANNERS).probe(web.address("/old"))
    assert look.outcome in {Outcome.ALIVE, Outcome.DOUBTFUL}
    expected = path.replace("{port}", str(web.port))
    expected = expected if expected.startswith("http") else web.address(expected)
    assert expected == look.moved_to or f"({expected})" in look.why


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ({}, Outcome.DOUBTFUL),
        ({"Location": ""}, Outcome.DOUBTFUL),
        ({"Location": "http://["}, Outcome.SILENT),
        ({"Location": "http://:0/"}, Outcome.SILENT),
        ({"Location": "mailto:a@b.ru"}, Outcome.SILENT),
        ({"Location": "javascript:1"}, Outcome.SILENT),
        ({"Location": "#part"}, Outcome.SILENT),
    ],
)
def test_a_redirect_that_leads_nowhere_is_not_alive(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], outcome: Outcome
) -> None:
    with small_web(monkeypatch, old=(301, headers)) as web:
        look = Prober(politeness=MANNERS).probe(web.address("/old"))
    assert look.outcome is outcome
    assert look.why


WAYS = [
    ("/news/1", "/auth/login?back=/news/1", "входа"),
    ("/news/1", "/login", "входа"),
    ("/news/1", "/wp-login.php?redirect_to=x", "входа"),
    ("/news/1", "/?login=yes", "входа"),
    ("/news/1", "/вход/", "входа"),
    ("/news/1", "https://esia.gosuslugi.example/aas/oauth2/ac", "входа"),
    ("/news/1", "https://guard.example/check?url=https%3A%2F%2Fold.example%2Fnews%2F1", "входа"),
    ("/news/1", "/users/sign_in", "входа"),
    ("/news/1", "/log_in?x=1", "входа"),
    ("/news/1", "/cabinet/", "входа"),
    ("/news/1", "/личный-кабинет/", "входа"),
    ("/news/1", "/__qrator/validate", "входа"),
    ("/news/1", "/register", "входа"),
    ("/news/1", "/page404", "ошибки"),
    ("/news/1", "/stranica-ne-najdena", "ошибки"),
    ("/news/1", "/site-closed", "ошибки"),
    ("/news/1", "/технические-работы/", "ошибки"),
    ("/news/1", "/ru/home", "главная"),
    ("/news/1", "/main.php", "главная"),
    ("/news/1", "/welcome", "главная"),
    ("/news/1", "/index.php?route=common/home", "главная"),
    ("/news/1", "/?page_id=17", ""),
    ("/news/1", "/cabinets/robots", ""),
    ("/news/1", "/register-of-schools", ""),
    ("/news/1", "/404.html", "ошибки"),
    ("/news/1", "/error", "ошибки"),
    ("/news/1", "/page-not-found/", "ошибки"),
    ("/news/1", "/", "главная"),
    ("/news/1", "/index.php", "главная"),
    ("/news/1", "/ru/", "главная"),
    ("/news/1", "https://www.old.example/", "главная"),
    ("/news/1", "https://other.example/", "главная"),
    ("/?id=5", "/", "главная"),
    ("/news/2024/1", "/news/", "раздел"),
    ("/page?id=5", "/page", "раздел"),
    ("/news/1", "https://parking.example/lander?domain=old.example", "другого"),
    ("/", "https://parking.example/?domain=old.example", "другого"),
    ("/", "https://shop.example/slots/", "другого"),
    ("/news/1", "/новости/о-клубе", ""),
    ("/news/1", "https://www.old.example/news/1", ""),
    ("/news/1", "https://sub.old.example/materials", ""),
    ("/news/plan.pdf", "https://new.example/files/plan.pdf", ""),
    ("/", "https://new.example/", ""),
    ("/", "/ru/", ""),
    ("/docs/", "/docs/index.html", ""),
    ("/docs/index.php", "/docs/", ""),
    ("/page?utm_source=vk", "/page", ""),
    ("/page/", "/page", ""),
    ("/login", "/user/login", ""),
    ("/school-404", "/school-404/about", ""),
    ("/author", "/authors/ivan", ""),
]


def test_a_way_that_loses_the_page_is_known() -> None:
    base = "http://old.example/"
    for asked, shown, where in WAYS:
        found = loses_page(resolve_address(asked, base), resolve_address(shown, base))
        assert where in found, (asked, shown)
        assert bool(found) is bool(where), (asked, shown)


@pytest.mark.parametrize("status", [301, 302])
def test_a_lost_page_is_doubtful_and_no_new_address(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    pages = {"auth/login?back=/old": 200}
    with small_web(monkeypatch, old=(status, {"Location": "/auth/login?back=/old"}), **pages) as web:
        look = Prober(politeness=MANNERS).probe(web.address("/old"))
    assert (look.outcome, look.moved_to) == (Outcome.DOUBTFUL, "")
    assert look.why.startswith("сайт пересылает: страница входа или проверки (http://site.example:")


def test_the_number_of_a_visit_is_no_new_address(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {"old;jsessionid=A1": 200}
    with small_web(monkeypatch, old=(301, {"Location": "/old;jsessionid=A1"}), **pages) as web:
        look = Prober(politeness=MANNERS).probe(web.address("/old"))
    assert (look.outcome, look.moved_to) == (Outcome.ALIVE, "")
    kept = {
        "http://a.ru/x?PHPSESSID=12": "http://a.ru/x",
        "http://a.ru/x?sid=12&id=5#y": "http://a.ru/x?id=5#y",
        "http://a.ru/x?id=5&session_id=7": "http://a.ru/x?id=5",
        "http://a.ru/x;jsessionid=12?id=5": "http://a.ru/x?id=5",
        "http://a.ru/x?inside=5": "http://a.ru/x?inside=5",
    }
    assert {one: without_session(one) for one in kept} == kept
