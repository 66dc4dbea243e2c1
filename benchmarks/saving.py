"""How long a contributor waits from saving a record until the browser shows its page."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.bench import Bench, atlas
from benchmarks.browser import LOADED, chromium, tab
from benchmarks.changes import practice, retell
from benchmarks.report import Figure, Row
from benchmarks.synthetic import load, write_record
from generator.model.kinds import PRACTICE

MOST = 1
"""Seconds from the saved file to the loaded page."""
WAYS = {"`atlas serve`": ("serve",), "`atlas serve --no-search`": ("serve", "--no-search")}
BUILT = "Время"
"""The beginning of the line printed at the end of a build."""
SHOWN = "word => document.readyState === 'complete' && document.body.innerText.includes(word)"


def saving_rows(bench: Bench, rounds: int) -> list[Row]:
    """Return the row of each way to serve."""
    bench.clear()
    return [
        Row(
            what=f"{way}: saved record to reloaded page",
            size=bench.size,
            ours=Figure(value=statistics.median(_waits(bench, arguments, rounds)), unit="s"),
            target=MOST,
        )
        for way, arguments in WAYS.items()
    ]


def _waits(bench: Bench, arguments: tuple[str, ...], rounds: int) -> list[float]:
    with _serve(bench, arguments) as address, chromium() as browser, tab(browser) as page:
        file = practice(bench.root, next(bench.numbers))
        page.goto(f"{address}{PRACTICE.folder}/{file.stem}/", wait_until="load")
        return [_wait(file, page, f"Правка номер {place}.") for place in range(rounds)]


def _wait(file: Path, page: Page, words: str) -> float:
    """Save a changed record, and return the seconds until its page has loaded."""
    text = write_record(retell(load(file), added=words))
    begun = time.time()
    file.write_text(text, encoding="utf-8")
    page.wait_for_function(SHOWN, arg=words, timeout=600_000)
    loaded: float = page.evaluate(f"performance.timeOrigin + {LOADED}")
    return loaded / 1000 - begun


@contextmanager
def _serve(bench: Bench, arguments: tuple[str, ...]) -> Iterator[str]:
    """Serve the bench's atlas; yields its address when the site is built."""
    command = [*atlas("--root", str(bench.root)), *arguments, "--port", "0"]
    command.insert(1, "-u")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        lines = iter(process.stdout or ())
        address = next(lines).split()[1]
        next(line for line in lines if line.startswith(BUILT))
        yield address
        process.terminate()
        process.communicate()
