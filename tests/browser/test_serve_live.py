"""`atlas serve` in the browser: the page reloads, and shows what stopped a build."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from support.building import buildable

pytestmark = pytest.mark.browser

SECONDS = 60_000
RECORD = "content/practices/measuring.yaml"


@pytest.fixture
def served_atlas(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    root = tmp_path / "atlas"
    root.mkdir()
    buildable(root)
    command = [
        sys.executable,
        "-u",
        "-m",
        "generator",
        "--root",
        str(root),
        "serve",
        "--port",
        "0",
        "--no-search",
    ]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may start tests without it
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[1]
        while not process.stdout.readline().startswith("Время"):
            pass
        yield root, address
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors
        assert "Остановлено" in output
        assert "Traceback" not in errors


def test_a_change_reloads_and_an_error_shows_as_text(page: Page, served_atlas: tuple[Path, str]) -> None:
    root, address = served_atlas
    record = root / RECORD
    text = record.read_text(encoding="utf-8")
    page.goto(f"{address}practices/measuring/")
    title = page.locator("h1")
    expect(title).to_have_text("Измеряем школьный двор")

    record.write_text(text.replace("школьный двор", "городской пруд"), encoding="utf-8")
    expect(title).to_have_text("Измеряем городской пруд", timeout=SECONDS)

    record.write_text(text + "<img src=x onerror=document.title=1>: x\n", encoding="utf-8")
    overlay = page.get_by_role("alert")
    expect(overlay).to_contain_text(RECORD, timeout=SECONDS)
    expect(overlay).to_contain_text("<img src=x")
    expect(overlay.locator("img")).to_have_count(0)
    help_page = f"{address}findings/unknown-key/"
    expect(overlay.get_by_role("link")).to_have_attribute("href", urlsplit(help_page).path)
    assert page.request.get(help_page).ok
    expect(overlay).to_have_css("position", "fixed")
    expect(title).to_have_text("Измеряем городской пруд")

    record.write_text(text, encoding="utf-8")
    expect(title).to_have_text("Измеряем школьный двор", timeout=SECONDS)
    expect(overlay).to_have_count(0)
