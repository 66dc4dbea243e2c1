from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import AtlasError
from generator.model.findings import Finding, Severity
from generator.serve.live_reload import StatusFeed
from generator.serve.server import EVENTS, HOST, SCRIPT, add_script, open_server

PAGE = "<html><body><p>Практика</p></body></html>"
TAG = f'<script src="{SCRIPT}" defer></script></body>'
FINDING = Finding(
    path="content/x.yaml",
    line=3,
    column=1,
    code="x",
    severity=Severity.ERROR,
    what="</script><b>плохо",
)


@pytest.fixture
def feed() -> StatusFeed:
    return StatusFeed()


@pytest.fixture
def port(tmp_path: Path, feed: StatusFeed) -> Iterator[int]:
    (tmp_path / "practices").mkdir()
    (tmp_path / "practices" / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "404.html").write_text("<body>нет</body>", encoding="utf-8")
    (tmp_path / "style.css").write_text("p {}")
    with open_server(tmp_path, feed, (HOST, 0), "/atlas/") as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        feed.close()
        server.shutdown()
        thread.join()


def ask(port: int, way: str) -> HTTPResponse:
    connection = HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", way)
    return connection.getresponse()


def test_a_page_comes_with_the_listening_script(port: int) -> None:
    answer = ask(port, "/atlas/practices/")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.read().decode() == PAGE.replace("</body>", TAG)


def test_a_path_in_cyrillic_is_served_however_a_browser_writes_it(tmp_path: Path, feed: StatusFeed) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    mount = "/%D0%BA%D1%80%D0%B0%D0%B9/"
    with open_server(tmp_path, feed, (HOST, 0), mount) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        answers = [ask(server.server_port, way) for way in (mount, mount.lower(), f"{mount}?q=1#x", "/")]
        server.shutdown()
    assert [answer.status for answer in answers] == [200, 200, 200, 302]
    assert answers[-1].headers["Location"] == mount


def test_other_files_come_as_they_are(port: int) -> None:
    answer = ask(port, "/atlas/style.css")
    assert (answer.read(), answer.headers.get_content_type()) == (b"p {}", "text/css")


def test_an_unknown_address_shows_the_sites_own_page(port: int) -> None:
    answer = ask(port, "/atlas/nowhere/")
    assert answer.status == 404
    assert "нет" in answer.read().decode()


@pytest.mark.parametrize(
    "way", ["/atlas/../../etc/passwd", "/atlas/%2e%2e/%2e%2e/etc/passwd", "/atlas//etc/passwd"]
)
def test_nothing_outside_the_site_is_shown(port: int, way: str) -> None:
    assert b"root:" not in ask(port, way).read()


def test_an_address_outside_the_sites_path_leads_to_it(port: int) -> None:
    answer = ask(port, "/")
    assert (answer.status, answer.headers["Location"]) == (302, "/atlas/")


def test_an_address_without_its_slash_leads_on_under_the_sites_path(port: int) -> None:
    answer = ask(port, "/atlas/practices")
    assert (answer.status, answer.headers["Location"]) == (301, "/atlas/practices/")


def test_the_script_is_there_and_puts_findings_in_as_text(port: int) -> None:
    script = ask(port, SCRIPT).read().decode()
    assert "textContent" in script
    assert "innerHTML" not in script


def test_news_come_when_a_build_ends(port: int, feed: StatusFeed) -> None:
    answer = ask(port, EVENTS)
    feed.report_success()
    feed.report_failure("есть ошибки", [FINDING])
    lines = (line.decode() for line in answer if line.startswith(b"data:"))
    told = next(json.loads(line.removeprefix("data:")) for line in lines if "ошибки" in line)
    assert told["site"] == 1
    assert told["findings"][0]["what"] == FINDING.what
    answer.close()


@given(st.binary())
def test_bytes_without_a_body_stay_as_they_are(page: bytes) -> None:
    served = add_script(page)
    assert served == page or b"</body>" in page


def test_a_taken_port_is_told_in_russian(tmp_path: Path, feed: StatusFeed) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        number = taken.getsockname()[1]
        with (
            pytest.raises(AtlasError, match=f"порт {number} занят"),
            open_server(tmp_path, feed, (HOST, number), "/"),
        ):
            pass
