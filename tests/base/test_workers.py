"""Work that is shared among processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.base.errors import AtlasError
from generator.base.workers import parallel_map

ITEMS = range(40)


def sums(part: Sequence[int]) -> int:
    return sum(part)


def processes(part: Sequence[int]) -> int:
    return os.getpid() if part else 0


def kill(part: Sequence[int]) -> None:
    if 17 in part:
        os.kill(os.getpid(), signal.SIGKILL)


def refuse(part: Sequence[int]) -> int:
    if 17 in part:
        message = "не вышло"
        raise AtlasError(message, "Поправьте.")
    if 30 in part:
        raise OSError
    return sum(part)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(parallel_map(sums, ITEMS, jobs=jobs, chunk=10)) == [45, 145, 245, 345]
    assert list(parallel_map(sums, [], jobs=jobs, chunk=10)) == []


def test_other_processes_do_it_and_this_one_does_what_is_little() -> None:
    assert os.getpid() not in parallel_map(processes, ITEMS, jobs=2, chunk=10)
    assert list(parallel_map(processes, ITEMS, jobs=2, chunk=40)) == [os.getpid()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_keeps_its_type_and_words_and_comes_in_its_turn(jobs: int) -> None:
    done = parallel_map(refuse, ITEMS, jobs=jobs, chunk=10)
    assert next(done) == 45
    with pytest.raises(AtlasError, match="не вышло") as raised:
        next(done)
    assert raised.value.action == "Поправьте."


def test_a_killed_process_is_reported() -> None:
    with pytest.raises(AtlasError, match="остановлен"):
        list(parallel_map(kill, ITEMS, jobs=2, chunk=10))


def test_nobody_waits_for_results_that_are_not_asked_for(tmp_path: Path) -> None:
    def wait(part: Sequence[int]) -> None:
        (tmp_path / str(os.getpid())).touch()
        if part[0]:
            signal.pause()

    done = parallel_map(wait, ITEMS, jobs=2, chunk=10)
    next(done)
    done.close()  # type: ignore[attr-defined]
    for file in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(file.name), 0)


ENDLESS = r"""
import os, signal, sys
from generator.base.workers import parallel_map

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what is in the background without

def wait(part):
    os.write(1, f"{os.getpid()}\n".encode())
    signal.pause()

list(parallel_map(wait, range(4), jobs=2, chunk=1))
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_processes_end_with_their_parent(sign: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert parent.stdout
    children = [int(parent.stdout.readline()) for _ in range(2)]
    parent.send_signal(sign)
    _, said = parent.communicate(timeout=20)
    assert said.count("Traceback") == (1 if sign == signal.SIGINT else 0)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(map(is_alive, children)):
        time.sleep(0.01)
    assert not any(map(is_alive, children))


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
