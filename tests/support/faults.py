"""Simulated faults: at a chosen step of file operations the system fails, or the process is killed.

Python reports every file that is opened, created, moved or removed to its audit hooks beforehand; a hook that
raises makes the operation fail. Unlike a small disk, this needs no permissions, and can affect any step.
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
"""Steps that need disk space."""
CHANGING = GROWING | {"os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree", "ctypes.dlsym"}
"""Steps that change the disk, or come just before such a step: the exchange of two folders."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

_watchers: list[Watcher] = []
_installed: list[bool] = []


@dataclass
class Steps:
    """Counts steps of some kinds that a process takes in a folder, and acts on them.

    `act` is called with the number of previous steps. With `reading`, opening files for reading counts too.
    """

    root: Path
    kinds: frozenset[str]
    act: Callable[[int], None] = lambda _: None
    reading: bool = False
    taken: int = field(default=0, init=False)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Handle a step."""
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
            return False  # the file is already open
        named = os.fsdecode(place)
        # the name is relative to the folder's descriptor
        return named.startswith(str(self.root)) or (
            event in CHANGING - GROWING and not Path(named).is_absolute()
        )


@contextmanager
def watch_steps(watcher: Watcher) -> Iterator[None]:
    """Pass every step of this process, and of processes forked meanwhile, to a watcher."""
    watch(watcher)
    try:
        yield
    finally:
        _watchers.clear()


def refuse_after(code: int, *, after: int) -> Callable[[int], None]:
    """Return an action that makes all steps after this many successful ones fail."""

    def act(taken: int) -> None:
        if taken >= after:
            raise OSError(code, os.strerror(code), "nowhere")

    return act


def once(code: int, *, after: int) -> Callable[[int], None]:
    """Return an action that makes one step fail."""

    def act(taken: int) -> None:
        if taken == after:
            raise OSError(code, os.strerror(code), "nowhere")

    return act


def signal_after(number: int, *, after: int) -> Callable[[int], None]:
    """Return an action that sends a signal to the process group after this many steps."""

    def act(taken: int) -> None:
        if taken == after:
            os.killpg(0, number)

    return act


def killing_a_helper(parent: int) -> Callable[[int], None]:
    """Return an action that kills a process other than the parent at its first step."""

    def act(_: int) -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def watch(watcher: Watcher) -> None:
    """Pass every step of this process and its forks to a watcher, until the end."""
    if not _installed:
        sys.addaudithook(_hook)  # permanently: a hook cannot be removed, only disabled
        _installed.append(True)
    _watchers.append(watcher)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watchers:
        watcher = _watchers.pop()  # the watcher's own operations do not count
        try:
            watcher(event, arguments)
        finally:
            _watchers.append(watcher)


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(flags & _WRITING) if isinstance(flags, int) else bool(set(mode or "r") & set("wax+"))
