"""Another locale, clock, path or shell gives the same site; closed streams give no traceback."""

from __future__ import annotations

import os
import py_compile
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from support.atlases import REPOSITORY
from support.building import buildable, contents
from support.commands import BUILD, CHECK, apart, assert_refused, begin_apart, call, run, unhurt
from support.effort import sample

BARE = {"PATH": "/nowhere", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A locale without Russian letters, no git, no HOME."""
BROKEN = "content/practices/broken.yaml"
FIRST, LAST = 0.0, 4102444800.0
"""The first second of 1970 and of 2100."""


def test_a_bare_environment_gives_the_same_site(tmp_path: Path) -> None:
    (root := tmp_path / "Мой атлас 2026").mkdir()
    buildable(root)
    told = run(root, *BUILD, "--site-dir", "новая папка", env=BARE, encoding="utf-8")
    assert told.code == 0
    assert "Программа git не найдена" in told.out
    assert call(root, *BUILD).code == 0
    assert contents(root / "новая папка") == contents(root / "site")


@pytest.mark.parametrize("encoding", ["latin-1"])
def test_a_terminal_of_another_alphabet_is_no_reason_to_stop(standing: Path, encoding: str) -> None:
    (standing / BROKEN).write_text("title: [", encoding="utf-8")
    told = run(standing, *CHECK, env={"PYTHONIOENCODING": encoding}, encoding=encoding, errors="replace")
    assert (told.code, told.err) == (1, "")
    assert "content/practices/broken.yaml:1:8: " in told.out


@pytest.mark.sampled
@pytest.mark.parametrize("now", sample([FIRST, LAST], 1))
def test_the_clock_changes_no_byte(standing: Path, now: float) -> None:
    def set_clock() -> None:
        time.time, time.time_ns = (lambda: now), (lambda: int(now) * 10**9)
        for name in ("monotonic", "perf_counter"):  # these go on: whoever waits with a limit needs them
            tick = getattr(time, name)
            setattr(time, name, lambda tick=tick: now + tick())
            setattr(time, f"{name}_ns", lambda tick=tick: int(now + tick()) * 10**9)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(now))

    for file in standing.rglob("*"):
        os.utime(file, (now, now))
    told = apart(set_clock, standing, *BUILD, "--site-dir", "other")
    assert told.code == 0
    assert contents(standing / "other") == contents(standing / "site")
    assert call(standing, *BUILD, "--site-dir", "other").code == 0  # what is remembered is no trap later
    assert contents(standing / "other") == contents(standing / "site")


def test_a_clock_of_1970_finds_dates_that_have_not_come_and_one_of_2100_none(standing: Path) -> None:
    with unhurt(standing / "site"):
        assert_refused(call(standing, "build", "--as-of", "1970-01-01", "--no-search"), "[date-in-future]")
    assert call(standing, "build", "--as-of", "2100-01-01", "--no-search").code == 0


def test_closed_streams_are_no_reason_to_stop(standing: Path) -> None:
    told = run(standing, *BUILD, preexec_fn=partial(close, 0, 2))
    assert (told.code, told.err) == (0, "")
    assert "Собрано: " in told.out
    told = run(standing, *CHECK, preexec_fn=partial(close, 1))
    assert (told.code, told.err) == (0, "")


def close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def test_a_question_that_nobody_can_answer_is_wrong_usage(standing: Path) -> None:
    told = run(standing, "new", "practice", preexec_fn=partial(close, 0))
    assert_refused(told, "нужно название записи", code=2)


def test_a_reader_who_goes_away_early_ends_the_check_quietly(standing: Path) -> None:
    for number in range(300):
        (standing / f"content/practices/broken-{number}.yaml").write_text("title: [", encoding="utf-8")
    command = [sys.executable, "-m", "generator", "--root", str(standing), *CHECK]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "content/practices/broken-0.yaml" in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


def test_half_a_compiled_module_is_told(
    standing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "pycache_prefix", str(tmp_path))
        py_compile.compile(str(REPOSITORY / "generator/intake/new_record.py"), doraise=True)
    (module,) = tmp_path.rglob("new_record.*.pyc")
    module.write_bytes(module.read_bytes()[:1000])
    env = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    told = run(standing, "new", "practice", "--title", "Вторая практика", env=env)
    assert_refused(told, "записан не до конца", "удалите папки __pycache__")


def test_a_folder_that_is_gone_is_wrong_usage(tmp_path: Path) -> None:
    def lose() -> None:
        os.chdir(tmp_path)
        tmp_path.rmdir()

    assert_refused(apart(lose, Path(), *CHECK), "в папке «.» нет атласа", code=2)


@pytest.mark.parametrize("make", [Path.touch, partial(Path.mkdir, mode=0o500)], ids=["file", "closed"])
def test_without_a_folder_for_what_is_remembered_everything_is_made_anew(
    standing: Path, make: Callable[[Path], None]
) -> None:
    shutil.rmtree(standing / ".atlas")
    make(standing / ".atlas")
    with unhurt(standing / "site"):
        assert call(standing, *BUILD).code == 0


def test_schemas_are_not_written_where_a_file_stands_for_their_folder(standing: Path) -> None:
    folder = standing / "schemas" / "filled"
    shutil.rmtree(folder, ignore_errors=True)
    folder.touch()
    assert_refused(call(standing, "schema"), "не удалось записать схемы", "на месте папки лежит файл")


def test_a_port_of_another_server_is_told_and_the_site_stays(standing: Path) -> None:
    with socket.socket() as taken, unhurt(standing / "site"):
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_refused(call(standing, "serve", "--port", port), f"порт {port} занят", "--port")


def test_two_builds_at_once_do_not_meet(standing: Path) -> None:
    with unhurt(standing / "site"):
        ends = [begin_apart(lambda: None, standing, *BUILD) for _ in range(2)]
        told = [end() for end in ends]
        assert 0 in {one.code for one in told}
        for one in told:
            if one.code:
                assert_refused(one, "Этот сайт сейчас собирает другая команда atlas")
