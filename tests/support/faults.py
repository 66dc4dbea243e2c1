"""Faults on order: the system refuses, or the process is killed, at a chosen step of what it does to files.

Python tells its audit hooks of every file that is opened, made, moved or removed, before it is done; a
hook that raises makes it fail. Unlike a small disk this needs no rights, and any step can be hit.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Watcher = Callable[[str, tuple[Any, ...]], None]

GROWING = frozenset({"open", "os.mkdir", "os.link", "os.symlink"})
"""Steps that need room on a disk."""
CHANGING = GROWING | {"os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree", "ctypes.dlsym"}
"""Steps that change what is on a disk, or come just before such a one: the exchange of two folders."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

_watchers: list[Watcher] = []
_installed: list[bool] = []


@dataclass
class Steps:
    """Counts the steps of some kinds that a process takes below a folder and acts at them.

    `act` is told how many steps were taken before. With `reading`, files opened for reading count, too.
    """

    root: Path
    kinds: frozenset[str]
    act: Callable[[int], None] = lambda _: None
    reading: bool = False
    taken: int = field(default=0, init=False)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take note of a step."""
        if event in self.kinds and self._counts(event, arguments):
            self.taken += 1
            self.act(self.taken - 1)

    def _counts(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "ctypes.dlsym":
            return bool(arguments[1] == "renameat2")
        if event == "open" and not (self.reading or _writes(arguments)):
            return False
        place = arguments[0]
        if not isinstance(place, str | bytes | os.PathLike):
            return False  # a file that is open already
        named = os.fsdecode(place)
        # what is removed is named from the folder that holds it
        return named.startswith(str(self.root)) or (
            event in CHANGING - GROWING and not Path(named).is_absolute()
        )


@contextmanager
def watch_steps(watcher: Watcher) -> Iterator[None]:
    """Let a watcher see every step of this process, and of those that are forked meanwhile."""
    watch(watcher)
    try:
        yield
    finally:
        _watchers.clear()


def refuse_after(code: int, *, after: int) -> Callable[[int], None]:
    """Return what makes every step fail with an error of the system, after so many that go well."""

    def act(taken: int) -> None:
        if taken >= after:
            raise OSError(code, os.strerror(code), "nowhere")

    return act


def once(code: int, *, after: int) -> Callable[[int], None]:
    """Return what makes one step fail."""

    def act(taken: int) -> None:
        if taken == after:
            raise OSError(code, os.strerror(code), "nowhere")

    return act


def signal_after(number: int, *, after: int) -> Callable[[int], None]:
    """Return what sends the process and all of its group a signal, after so many steps."""

    def act(taken: int) -> None:
        if taken == after:
            os.killpg(0, number)

    return act


def killing_a_helper(parent: int) -> Callable[[int], None]:
    """Return what kills a process that is not the parent itself, at its first step."""

    def act(_: int) -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def watch(watcher: Watcher) -> None:
    """Let a watcher see every step of this process, and of those that it forks, to its end."""
    if not _installed:
        sys.addaudithook(_hook)  # for good: a hook cannot be taken away, only be told nothing
        _installed.append(True)
    _watchers.append(watcher)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watchers:
        watcher = _watchers.pop()  # what a watcher itself does is no step
        try:
            watcher(event, arguments)
        finally:
            _watchers.append(watcher)


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(flags & _WRITING) if isinstance(flags, int) else bool(set(mode or "r") & set("wax+"))
