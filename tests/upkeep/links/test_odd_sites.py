"""Sites that are slow, endless, interrupted or nonsensical: none blocks the crawl, none is called dead."""

from __future__ import annotations

import datetime as dt
import gzip
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from msgspec.structs import replace
from support.atlases import AS_OF
from support.web import allow_sites, raw_site, small_web

from generator.upkeep.links.crawl import check_links, fetch_rules
from generator.upkeep.links.politeness import Politeness
from generator.upkeep.links.request import Prober
from generator.upkeep.links.results import Outcome, ProbeResult, interpret_error, parse_retry_after
from generator.upkeep.links.state_file import LinkStates
from generator.upkeep.links.targets import LinkTarget
from generator.upkeep.links.verdicts import judge_links

DAY = dt.date.fromisoformat(AS_OF)
LIMIT = 0.3
MANNERS = Politeness(agent="atlas-links/1", pause=0, timeout=9, second_look=0, allowed=allow_sites)
QUICK = replace(MANNERS, timeout=LIMIT)
OK = b"HTTP/1.1 200 OK\r\n"


def drip(start: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    """Return a site that sends a beginning, then small pieces without an end."""

    def answer(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(start)
        while True:
            time.sleep(0.05)
            connection.sendall(piece)

    return answer


def circle(connection: socket.socket) -> None:
    """Redirect to another page, slowly and endlessly."""
    connection.recv(4096)
    time.sleep(0.2)
    connection.sendall(b"HTTP/1.1 302 x\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % time.monotonic_ns())


@pytest.mark.parametrize(
    "answer",
    [
        drip(OK, b"x: y\r\n"),
        drip(b"", b"H"),
        drip(OK + b"Content-Length: 9999\r\n\r\n", b"ab"),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"2\r\nab\r\n"),
        drip(OK + b"\r\n", b"ab"),
        circle,
    ],
    ids=["headers", "status", "sized", "chunked", "endless", "redirects"],
)
def test_a_whole_answer_has_a_limit(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[socket.socket], None]
) -> None:
    with raw_site(monkeypatch, answer) as site:
        begun, prober = time.monotonic(), Prober(politeness=QUICK)
        look = fetch_rules(f"http://{site}/page", prober)
        assert time.monotonic() - begun < 20 * LIMIT
    assert isinstance(look, ProbeResult)
    assert (look.outcome, look.why) == (Outcome.SILENT, "нет ответа вовремя")


def test_tls_that_drips_has_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_site(monkeypatch, drip(b"\x16\x03\x03\x40\x00", b"\x00")) as site:
        begun = time.monotonic()
        look = Prober(politeness=QUICK).probe(f"https://{site}/page")
        assert time.monotonic() - begun < 20 * LIMIT
    assert (look.outcome, look.why) == (Outcome.SILENT, "нет ответа вовремя")


def test_a_packed_film_in_the_place_of_rules_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = gzip.compress(b"User-agent: *\nDisallow: /closed\n" + b"#" * 50_000_000)

    def answer(connection: socket.socket) -> None:
        asked = connection.recv(4096)
        body = bomb if b"robots" in asked else b""
        packed = b"Content-Encoding: gzip\r\n" if body else b""
        connection.sendall(OK + packed + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    with raw_site(monkeypatch, answer) as site:
        addresses = [f"http://{site}/{path}" for path in ("closed", "open")]
        known = check_links(addresses, MANNERS, LinkStates(), today=DAY)
    assert [known.addresses[one].outcome for one in addresses] == [Outcome.REFUSED, Outcome.ALIVE]


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00\xff\xfe",
        b"HTTP/9.9 OK\r\n\r\n",
        b"HTTP/1.1 200\xff \xd1\x85\r\n\r\n",
        b"HTTP/1.1 301 x\r\nLocation: http://[\r\n\r\n",
        b"HTTP/1.1 429 x\r\nRetry-After: \xb2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nSet-Cookie: \xff=;;;=\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 70_000 + b"\r\n\r\n",
    ],
)
def test_an_odd_site_does_not_end_the_trip(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(said)

    with small_web(monkeypatch, page=200) as web, raw_site(monkeypatch, answer) as site:
        odd, well = f"http://{site}/page", web.address("/page")
        known = check_links([odd, well, "http://[odd"], MANNERS, LinkStates(), today=DAY)
    assert known.addresses[well].outcome is Outcome.ALIVE
    assert known.addresses[odd].outcome is not Outcome.GONE
    assert known.addresses["http://[odd"].outcome is Outcome.SILENT


@pytest.mark.parametrize(
    "rules",
    [(301, {"Location": "/robots.txt"}), (200, {"Content-Encoding": "gzip"}, ["User-agent: *\nDisallow: /"])],
)
def test_rules_that_nobody_can_read_forbid_nothing(monkeypatch: pytest.MonkeyPatch, rules: Any) -> None:  # noqa: ANN401
    with small_web(monkeypatch, page=200, robots__txt=rules) as web:
        known = check_links([web.address("/page")], MANNERS, LinkStates(), today=DAY)
    assert [one.outcome for one in known.addresses.values()] == [Outcome.ALIVE]


def test_what_answers_is_not_called_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(b"SSH-2.0-OpenSSH\r\n")

    with raw_site(monkeypatch, answer) as site:
        look = Prober(politeness=MANNERS).probe(f"http://{site}/page")
    assert (look.outcome, look.why, look.answered) == (Outcome.SILENT, "сайт отвечает непонятно", True)


def test_what_nobody_foresaw_does_not_end_the_trip(monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(prober: Prober, address: str) -> None:
        raise RuntimeError(address, prober)

    with small_web(monkeypatch, page=200) as web:
        monkeypatch.setattr(Prober, "probe", burst)
        known = check_links([web.address("/page")], MANNERS, LinkStates(), today=DAY)
    assert [one.why for one in known.addresses.values()] == ["сайт отвечает непонятно"]


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (18, Outcome.REFUSED),
        (19, Outcome.REFUSED),
        (20, Outcome.REFUSED),
        (21, Outcome.REFUSED),
        (10, Outcome.SILENT),
        (62, Outcome.SILENT),
    ],
)
def test_only_a_certificate_that_no_browser_takes_is_the_sites_fault(code: int, outcome: Outcome) -> None:
    inner = ssl.SSLCertVerificationError(1, "x")
    inner.verify_code = code
    assert interpret_error(requests.exceptions.SSLError(inner)).outcome is outcome


def test_an_issuer_that_this_machine_does_not_know_is_never_dead(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = [str(tmp_path / name) for name in ("key.pem", "cert.pem")]
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    words += ["-subj", "/CN=site.example", "-keyout", files[0], "-out", files[1]]
    subprocess.run(words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files[1], files[0])

    def answer(connection: socket.socket) -> None:
        context.wrap_socket(connection, server_side=True)

    with raw_site(monkeypatch, answer) as site:
        target, known = LinkTarget(address=f"https://{site}/page", places=()), LinkStates()
        for week in range(4):
            day = DAY + week * dt.timedelta(days=7)
            known = check_links([target.address], MANNERS, known, today=day)
    verdicts = judge_links([target], known, day)
    assert (len(verdicts.urgent), len(verdicts.unsure)) == (0, 1)
    assert "неизвестный этой машине центр" in verdicts.unsure[0].seen.why


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 5),
        ("0", 0),
        ("²", 86_400),
        ("скоро", 86_400),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("-5", 86_400),
    ],
)
def test_the_wait_that_a_site_asks_for_is_read(text: str, seconds: float) -> None:
    assert parse_retry_after(text) == seconds
