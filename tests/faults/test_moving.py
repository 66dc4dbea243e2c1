"""A record that is removed or rewritten while it is read: reported, or read as before or after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.building import contents
from support.commands import BUILD, CHECK, assert_refused, call, unhurt
from support.faults import watch_steps

RECORD = "content/practices/measuring.yaml"
BROKEN = "title: [\n" * 3


def gone(file: Path) -> None:
    file.unlink(missing_ok=True)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def link(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.symlink_to("/etc/hostname")


def folder(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.mkdir()


def garbage(file: Path) -> None:
    file.write_bytes(b"\xff\0")


MOVES = [gone, emptied, link, folder, garbage]


class OnOpening:
    """Does something to a file when it is opened for the nth time."""

    def __init__(self, file: Path, time: int, do: Callable[[Path], None]) -> None:
        self._file, self._time, self._do = file, time, do
        self.opened = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]) == str(self._file):
            self.opened += 1
            if self.opened == self._time:
                self._do(self._file)


@pytest.mark.parametrize("move", MOVES)
def test_a_record_that_moves_while_a_build_reads_it(standing: Path, move: Callable[[Path], None]) -> None:
    file = standing / RECORD
    file.write_text(file.read_text("utf-8") + "# changed\n", encoding="utf-8")
    watcher = OnOpening(file, 1, move)
    with unhurt(standing / "site"):
        with watch_steps(watcher):
            assert_refused(call(standing, *BUILD), f"{RECORD}:1:1: ошибка [")
        assert watcher.opened > 0


@pytest.mark.parametrize("move", [*MOVES, lambda file: file.write_text("id: measuring\n")])
def test_a_broken_record_that_moves_before_its_faults_are_located(
    standing: Path, move: Callable[[Path], None]
) -> None:
    file = standing / RECORD
    for time in (2, 3):
        shutil.rmtree(file) if file.is_dir() else file.unlink(missing_ok=True)
        file.write_text(BROKEN, encoding="utf-8")
        with watch_steps(OnOpening(file, time, move)):
            assert_refused(call(standing, *CHECK), f"{RECORD}:")


def test_a_record_that_is_rewritten_after_it_was_read_is_built_next_time(standing: Path) -> None:
    file = standing / RECORD
    first = file.read_text("utf-8").replace("школьный двор", "городской пруд")
    second = file.read_text("utf-8").replace("школьный двор", "сельский сад")
    file.write_text(second, encoding="utf-8")
    assert call(standing, *BUILD, "--site-dir", "second").code == 0
    file.write_text(first, encoding="utf-8")

    def rewrite(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith("mkdocs.yml"):
            file.write_text(second, encoding="utf-8")

    with watch_steps(rewrite):
        assert call(standing, *BUILD).code == 0
    page = (standing / "site/practices/measuring/index.html").read_text("utf-8")
    assert "городской пруд" in page or "сельский сад" in page
    assert call(standing, *BUILD).code == 0
    assert contents(standing / "site") == contents(standing / "second")


def test_a_page_that_is_rewritten_while_it_is_drawn_is_drawn_next_time(standing: Path) -> None:
    about = standing / "site_config/pages/about.md"
    about.write_text("# Прежняя", encoding="utf-8")
    seen: list[str] = []

    def rewrite(event: str, arguments: tuple[Any, ...]) -> None:
        # MkDocs has read the page and writes it now
        if event == "open" and str(arguments[0]).endswith("about/index.html") and not seen:
            seen.append(str(arguments[0]))
            about.write_text("# Новая", encoding="utf-8")

    with watch_steps(rewrite):
        assert call(standing, *BUILD).code == 0
    assert seen
    assert call(standing, *BUILD).code == 0
    assert "Новая" in (standing / "site/about/index.html").read_text("utf-8")
