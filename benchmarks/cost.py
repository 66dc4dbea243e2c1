"""The cost of a command: wall time, CPU time, and the memory of all its processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PAUSE = 0.05
"""Seconds between two measurements of a command's memory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Seconds of wall time, and CPU seconds of the command and the processes it waited for."""

    seconds: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        """Return the cost of two commands, one after the other."""
        return Cost(seconds=self.seconds + other.seconds, cpu=self.cpu + other.cpu)


@dataclass(frozen=True, kw_only=True, slots=True)
class Peak:
    """The maximum memory of a command's processes at one time in bytes: of all, and without some."""

    whole: int
    own: int


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command and return its cost.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    os.sync()  # so that earlier data is not written to the disk during the run
    begun = time.perf_counter()
    process = _start(command, folder)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    _check(process)
    return Cost(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime)


def peak(command: Sequence[str | Path], folder: Path, without: Collection[str] = ()) -> Peak:
    """Run a command and return its peak memory; `without` lists programs that are not its own.

    Memory is the sum of the proportional set sizes of the process and its descendants (a shared page counts
    once), measured every 50 ms. This slows the command down, so its time is not measured here.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    process = _start(command, folder)
    tree = psutil.Process(process.pid)
    whole = own = 0
    while process.poll() is None:
        held = list(_process_memory(tree))
        whole = max(whole, sum(size for _, size in held))
        own = max(own, sum(size for name, size in held if name not in without))
        time.sleep(PAUSE)
    _check(process)
    return Peak(whole=whole, own=own)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of the times."""
    return Cost(
        seconds=statistics.median(cost.seconds for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
    )


def _process_memory(tree: psutil.Process) -> Iterator[tuple[str, int]]:
    """Yield the name and the memory of each process of a tree that still exists."""
    try:
        processes = [tree, *tree.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in processes:
        try:
            yield process.name(), process.memory_full_info().pss
        except psutil.Error:  # it has ended meanwhile
            continue


def _start(command: Sequence[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    line = [str(part) for part in command]
    return subprocess.Popen(line, cwd=folder, stdout=subprocess.DEVNULL, env=_environment())


def _environment() -> dict[str, str]:
    """Return the environment of a command: that of users, in which Python caches compiled modules.

    Without it, the generator would be compiled again in every run, but installed packages would not.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _check(process: subprocess.Popen[bytes]) -> None:
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
