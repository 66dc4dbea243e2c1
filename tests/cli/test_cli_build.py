from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.atlases import AS_OF
from support.building import buildable

from generator.cli.build import progress_for


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    return buildable(tmp_path)


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "--root", str(root), "build", "--as-of", AS_OF, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_build_tells_counts_time_and_size_and_is_quiet_in_a_pipe(atlas: Path) -> None:
    done = run(atlas)
    assert (done.returncode, done.stderr) == (0, "")
    assert "практики — 2, сообщества — 1" in done.stdout
    assert "МБ" in done.stdout
    assert "поиск" in done.stdout
    assert "\r" not in done.stdout
    assert (atlas / "site" / "pagefind" / "pages.json").is_file()


def test_without_search_nothing_is_indexed(atlas: Path) -> None:
    assert run(atlas, "--no-search", "--site-dir", "elsewhere").returncode == 0
    assert (atlas / "elsewhere" / "index.html").is_file()
    assert not (atlas / "elsewhere" / "pagefind").exists()


def test_a_broken_record_stops_the_build_unless_told_to_go_on(atlas: Path) -> None:
    (atlas / "content" / "practices" / "broken.yaml").write_text("title: [")
    stopped = run(atlas, "--no-search")
    assert stopped.returncode == 1
    assert "content/practices/broken.yaml:1:" in stopped.stderr
    assert "--keep-going" in stopped.stderr
    assert not (atlas / "site").exists()
    gone_on = run(atlas, "--no-search", "--keep-going")
    assert gone_on.returncode == 0
    assert "не вошли в сайт: content/practices/broken.yaml" in gone_on.stdout


def test_a_folder_of_somebody_else_is_refused(atlas: Path) -> None:
    done = run(atlas, "--site-dir", "content")
    assert done.returncode == 1
    assert done.stderr.startswith("Ошибка: ")
    assert "Traceback" not in done.stderr


def test_a_terminal_sees_how_far_a_stage_is(capsys: pytest.CaptureFixture[str]) -> None:
    progress_for(terminal=True)("вёрстка", 5, 10)
    progress_for(terminal=False)("вёрстка", 6, 10)
    shown = capsys.readouterr().err
    assert "вёрстка 50" in shown
    assert "60" not in shown
