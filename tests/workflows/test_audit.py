"""`make audit` against a local database, which answers, does not answer, or knows a vulnerability."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support.atlases import REPOSITORY

LOCK = f"attrs==25.1.0 --hash=sha256:{'0' * 64}\nhotlib==1.0 --hash=sha256:{'1' * 64}\n"
KNOWN = "jinja2"


class Database(ThreadingHTTPServer):
    """Responds like the real database; `flawed` are the packages with known vulnerabilities."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.flawed = {KNOWN}
        self.slow = 0.0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1/query"


class Handler(BaseHTTPRequestHandler):
    server: Database

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = asked["package"]["name"]
        time.sleep(0 if name == KNOWN else self.server.slow)
        flaw = {"id": "FLAW-1", "summary": "Выполняет чужое", "affected": []}
        body = json.dumps({"vulns": [flaw]} if name in self.server.flawed else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def database() -> Iterator[Database]:
    with Database() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def audit(tmp_path: Path, address: str, lock: str = LOCK, seconds: int = 60) -> tuple[int, str]:
    file = tmp_path / "lock.txt"
    file.write_text(lock, encoding="utf-8")
    script = REPOSITORY / ".ci" / "audit.py"
    command = [sys.executable, str(script), str(file), "--database", address, "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


def test_nothing_found_is_told_with_the_number_of_packages(tmp_path: Path, database: Database) -> None:
    assert audit(tmp_path, database.address) == (
        0,
        "Известных уязвимостей в зависимостях нет: проверено пакетов — 2.",
    )


def test_a_vulnerability_fails_and_is_named(tmp_path: Path, database: Database) -> None:
    database.flawed.add("hotlib")
    code, told = audit(tmp_path, database.address)
    assert code == 1
    assert "Уязвимость FLAW-1 в hotlib 1.0" in told
    assert "Выполняет чужое" in told
    assert "attrs" not in told


def test_no_database_is_no_failure_and_no_audit(tmp_path: Path) -> None:
    code, told = audit(tmp_path, "http://127.0.0.1:9/v1/query")
    assert code == 0
    assert "НЕ проверены: база http://127.0.0.1:9/v1/query не отвечает" in told


def test_whoever_knows_no_old_flaw_is_no_database(tmp_path: Path, database: Database) -> None:
    database.flawed.clear()
    code, told = audit(tmp_path, database.address)
    assert (code, "НЕ проверены" in told) == (0, True)


def test_a_database_that_holds_its_answer_back_does_not_hold_up_the_rest(
    tmp_path: Path, database: Database
) -> None:
    database.slow = 30
    code, told = audit(tmp_path, database.address, seconds=1)
    assert (code, "не ответила за 1 с" in told) == (0, True)


def test_an_audit_that_breaks_off_fails(tmp_path: Path, database: Database) -> None:
    code, told = audit(tmp_path, database.address, lock="no==such==lock\n")
    assert code == 1
    assert "Проверка зависимостей сорвалась" in told
