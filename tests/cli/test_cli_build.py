from __future__ import annotations

from pathlib import Path

import pytest
from support.building import buildable
from support.commands import BUILD, DAY, call, run

from generator.cli.build import show_progress
from generator.site.progress import ignore_progress

pytestmark = pytest.mark.usefixtures("few_findings")


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    return buildable(tmp_path)


def test_a_build_tells_counts_time_and_size_and_is_quiet_in_a_pipe(atlas: Path) -> None:
    done = run(atlas, "build", *DAY)
    assert (done.code, done.err) == (0, "")
    assert "практики — 2, сообщества — 1" in done.out
    assert "МБ" in done.out
    assert "поиск" in done.out
    assert "\r" not in done.out
    assert (atlas / "site" / "pagefind" / "pages.json").is_file()


def test_without_search_nothing_is_indexed(atlas: Path) -> None:
    assert call(atlas, *BUILD, "--site-dir", "elsewhere").code == 0
    assert (atlas / "elsewhere" / "index.html").is_file()
    assert not (atlas / "elsewhere" / "pagefind").exists()


def test_a_broken_record_stops_the_build_unless_told_to_go_on(atlas: Path) -> None:
    (atlas / "content" / "practices" / "broken.yaml").write_text("title: [")
    stopped = call(atlas, *BUILD)
    assert stopped.code == 1
    assert "content/practices/broken.yaml:1:" in stopped.err
    assert "--keep-going" in stopped.err
    assert not (atlas / "site").exists()
    gone_on = call(atlas, *BUILD, "--keep-going")
    assert gone_on.code == 0
    assert "не вошли в сайт: content/practices/broken.yaml" in gone_on.out


def test_a_folder_of_somebody_else_is_refused(atlas: Path) -> None:
    done = call(atlas, *BUILD, "--site-dir", "content")
    assert done.code == 1
    assert done.err.startswith("Ошибка: ")


def test_a_terminal_sees_how_far_a_stage_is(capsys: pytest.CaptureFixture[str]) -> None:
    show_progress("вёрстка", 5, 10)
    ignore_progress("вёрстка", 6, 10)
    shown = capsys.readouterr().err
    assert "вёрстка 50" in shown
    assert "60" not in shown
