"""Shares work among this process and copies of it.

A forked process has all that its parent has: what is shared out is only which part to work on, so
that neither records nor templates are sent anywhere. Its parent works too: a copy holds much that it
has touched, and its parent has that already. Where the system cannot fork, or there is little to do,
this process does all the work.

Pipes and `fork` alone: to import `multiprocessing` takes as long as to judge fifty records.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import pickle
import select
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, NoReturn, TypeVar

import msgspec

from generator.base.errors import AtlasError

T = TypeVar("T")
R = TypeVar("R")

_PR_SET_PDEATHSIG = 1
_TICKET = struct.Struct("=Q")
"""The number of a part, sent to whoever is free: so few bytes reach one reader whole."""
_HEAD = struct.Struct("=QQ")
"""What stands before an outcome: the number of its part, its size."""
_AHEAD = 3
"""So many parts for each process are given out before their results are asked for."""
_ROOM = 1 << 20
"""Bytes of results that a process may leave behind while its parent is at work, where the system lets it."""


def shared_out(do: Callable[[Sequence[T]], R], items: Sequence[T], *, jobs: int, chunk: int) -> Iterator[R]:
    """Yield what `do` makes of the items, chunk by chunk, in their order.

    Args:
        do: the work on one chunk; it need not be importable, its results must be picklable.
        items: what to work on.
        jobs: how many processes may share the work, this one among them.
        chunk: how many items a process takes at once.

    Raises:
        AtlasError: a process was killed. What `do` raises is raised here.
    """
    spans = [slice(start, start + chunk) for start in range(0, len(items), chunk)]
    if jobs == 1 or len(spans) == 1 or not hasattr(os, "fork"):
        yield from (do(items[span]) for span in spans)
        return
    gc.freeze()  # a collection in a copy would touch, and so copy, all that is shared

    def part(number: int) -> R:
        return do(items[spans[number]])

    with contextlib.ExitStack() as ends:
        crew = _Crew(ends)
        for _ in range(min(jobs, len(spans)) - 1):
            crew.engage(part)
        yield from crew.results(part, len(spans))


@contextlib.contextmanager
def alongside(do: Callable[[], R], *, jobs: int) -> Iterator[Callable[[], R]]:
    """Have another process do something while this one goes on; give what returns the result.

    Where there is only one process, this one does it when the result is asked for.

    Args:
        do: the work; its result must be picklable.
        jobs: how many processes may share the work, this one among them.

    Raises:
        AtlasError: the process was killed. What `do` raises is raised where the result is asked for.
    """
    if jobs == 1 or not hasattr(os, "fork"):
        yield do
        return
    gc.freeze()  # as above
    with contextlib.ExitStack() as ends:
        crew = _Crew(ends)
        crew.engage(lambda _: do())
        crew.order(0)
        yield crew.only_result


class _Worker(msgspec.Struct):
    """A forked process, and the end of the pipe from which its results are read."""

    pid: int
    results: int
    is_over: bool = False

    def end(self) -> None:
        """Wait for the process; kill it if its work is no longer wanted."""
        os.close(self.results)
        if not self.is_over:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def ended_well(self) -> bool:
        """Wait for a process that sends no more."""
        _, status = os.waitpid(self.pid, 0)
        self.is_over = True
        return status == 0


class _Outcome(NamedTuple):
    """What became of a part."""

    value: Any
    error: Exception | None = None

    def result(self) -> Any:  # noqa: ANN401 - whatever was made of the part
        """Return the result, or raise the exception."""
        if self.error is not None:
            raise self.error
        return self.value


class _Crew:
    """Forked processes that take tickets from one pipe; each sends its results through its own."""

    def __init__(self, ends: contextlib.ExitStack) -> None:
        self._ends = ends
        self._tickets, self._tray = os.pipe()
        self._tray_closed = ends.enter_context(contextlib.ExitStack())
        self._tray_closed.callback(os.close, self._tray)
        ends.callback(os.close, self._tickets)
        self._workers: dict[int, _Worker] = {}
        self._busy = select.poll()

    def engage(self, do: Callable[[int], object]) -> None:
        """Fork one more process."""
        results, sending = os.pipe()
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError:
            os.close(results)
            os.close(sending)
            raise
        if pid == 0:
            # only the parent may hold this end: when it is closed there are no more tickets
            os.close(self._tray)
            _serve(do, self._tickets, sending, parent)
        os.close(sending)
        _make_room(results)
        self._workers[results] = _Worker(pid, results)
        self._busy.register(results, select.POLLIN)
        self._ends.callback(self._workers[results].end)

    def order(self, number: int) -> None:
        """Give out the number of the one part that there is."""
        os.write(self._tray, _TICKET.pack(number))
        self._tray_closed.close()

    def only_result(self) -> Any:  # noqa: ANN401 - whatever was made of the part
        """Return the result of the one part that there is, or raise its exception."""
        arrived: list[tuple[int, _Outcome]] = []
        while self._is_at_work():
            arrived += self._arrived(None)
        (_, outcome), *_ = arrived
        return outcome.result()

    def results(self, do: Callable[[int], R], count: int) -> Iterator[R]:
        """Yield the results of all parts in the order of their numbers; `do` is for this process.

        An exception is raised in its turn: whoever works faster, it is the first part's that fails.
        """
        ready: dict[int, _Outcome] = {}
        ahead = _AHEAD * (1 + len(self._workers))
        given = waiting = 0
        for wanted in range(count):
            while wanted not in ready:
                while given < count and waiting < _AHEAD * len(self._workers) and given < wanted + ahead:
                    os.write(self._tray, _TICKET.pack(given))
                    given, waiting = given + 1, waiting + 1
                is_free = given < min(count, wanted + ahead)
                arrived = self._arrived(0 if is_free else None)
                ready.update(arrived)
                waiting -= len(arrived)
                if is_free and wanted not in ready:
                    ready[given] = _outcome(do, given)
                    given += 1
                if given == count:
                    self._tray_closed.close()
            yield ready.pop(wanted).result()
        while self._is_at_work():
            self._arrived(None)

    def _is_at_work(self) -> bool:
        return not all(worker.is_over for worker in self._workers.values())

    def _arrived(self, patience: int | None) -> list[tuple[int, _Outcome]]:
        """Return results that have come; wait so many milliseconds for one, None for as long as it takes."""
        arrived: list[tuple[int, _Outcome]] = []
        for results, _ in self._busy.poll(patience):
            head = _read(results, _HEAD.size)
            if head is not None:
                arrived.append(_received(results, *_HEAD.unpack(head)))
            elif self._workers[results].ended_well():
                self._busy.unregister(results)
            else:
                raise _killed()
        return arrived


def _make_room(pipe: int) -> None:
    """Let more results wait in a pipe than the system holds of itself: Linux alone can."""
    resize = getattr(fcntl, "F_SETPIPE_SZ", None)
    if resize is not None:
        with contextlib.suppress(OSError):  # no more is allowed: whoever writes has to wait
            fcntl.fcntl(pipe, resize, _ROOM)


def _received(results: int, number: int, size: int) -> tuple[int, _Outcome]:
    body = _read(results, size)
    if body is None:
        raise _killed()
    return number, pickle.loads(body)  # noqa: S301 - written by a copy of this very process


def _killed() -> AtlasError:
    message = "один из процессов сборки остановлен системой, возможно, не хватило памяти"
    return AtlasError(message, "Повторите с одним процессом: --jobs 1")


def _read(pipe: int, size: int) -> bytes | None:
    """Return so many bytes of a pipe; None if it ends before."""
    data = bytearray()
    while len(data) < size:
        part = os.read(pipe, size - len(data))
        if not part:
            return None
        data += part
    return bytes(data)


def _serve(do: Callable[[int], object], tickets: int, sending: int, parent: int) -> NoReturn:
    """Be a forked process: work on one part after another, then end without a trace."""
    try:
        _begin(parent)
        with open(sending, "wb") as stream:
            while ticket := os.read(tickets, _TICKET.size):
                (number,) = _TICKET.unpack(ticket)
                body = pickle.dumps(_outcome(do, number), pickle.HIGHEST_PROTOCOL)
                stream.write(_HEAD.pack(number, len(body)))
                stream.write(body)
                stream.flush()
        os._exit(0)
    finally:
        os._exit(1)


def _outcome(do: Callable[[int], object], number: int) -> _Outcome:
    """Return what becomes of a part: its result, or the exception that was raised."""
    try:
        return _Outcome(do(number))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised in its turn
        return _Outcome(None, error)


def _begin(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it and ends the others
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415 - the copies import it side by side

        # a killed parent takes its children with it: they hold its locks
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed just before
            os._exit(1)
