from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support.building import buildable, order

from generator.base.errors import AtlasError
from generator.model.findings import BrokenAtlasError
from generator.serve.loop import Outcome, Serving, serve
from generator.serve.server import HOST
from generator.site.build import BuildSummary

pytestmark = pytest.mark.usefixtures("few_findings")

SECONDS = 60


class Session:
    """A running `serve`: its outcomes and its address."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.outcomes: queue.Queue[Outcome] = queue.Queue()
        self._addresses: queue.Queue[str] = queue.Queue()
        self._stop = threading.Event()
        serving = Serving(
            order=lambda: order(root),
            root=root,
            host=HOST,
            port=0,
            ready=self._addresses.put,
            report=self.outcomes.put,
        )
        self._thread = threading.Thread(target=serve, args=(serving, self._stop))
        self._thread.start()
        self.address = self._addresses.get(timeout=SECONDS)

    def page(self, address: str) -> str:
        parts = urlsplit(self.address)
        connection = HTTPConnection(parts.netloc, timeout=SECONDS)
        connection.request("GET", parts.path + address)
        return connection.getresponse().read().decode()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    root = tmp_path / "atlas"
    root.mkdir()
    running = Session(buildable(root))
    yield running
    running.close()


def test_a_change_is_built_and_a_broken_one_leaves_the_old_site(session: Session) -> None:
    record = session.root / "content" / "practices" / "measuring.yaml"
    text = record.read_text(encoding="utf-8")
    assert isinstance(session.outcomes.get(timeout=SECONDS), BuildSummary)
    assert "Измеряем школьный двор" in session.page("practices/measuring/")

    record.write_text("title: [", encoding="utf-8")
    broken = session.outcomes.get(timeout=SECONDS)
    assert isinstance(broken, BrokenAtlasError)
    assert broken.findings[0].path == "content/practices/measuring.yaml"
    assert "Измеряем школьный двор" in session.page("practices/measuring/")

    record.write_text(text.replace("школьный двор", "городской пруд"), encoding="utf-8")
    assert isinstance(session.outcomes.get(timeout=SECONDS), BuildSummary)
    assert "Измеряем городской пруд" in session.page("practices/measuring/")


def test_a_system_that_refuses_does_not_end_the_session(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    (root / ".atlas").touch()
    session = Session(root)
    refused = session.outcomes.get(timeout=SECONDS)
    assert isinstance(refused, AtlasError)
    assert refused.message.startswith("на месте папки лежит файл: «")
    (root / ".atlas").unlink()
    record = root / "content" / "practices" / "measuring.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert isinstance(session.outcomes.get(timeout=SECONDS), BuildSummary)
    session.close()
