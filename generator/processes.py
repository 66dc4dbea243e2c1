"""Shares work among processes that are copies of this one.

A forked process has all that its parent has: what is shared out is only which part to work on, so
that neither records nor templates are sent anywhere. Where the system cannot fork, or there is
little to do, this process does the work itself.

Pipes and `fork` alone: to import `multiprocessing` takes as long as to judge fifty records.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

import msgspec

from generator.errors import AtlasError

T = TypeVar("T")
R = TypeVar("R")

_PR_SET_PDEATHSIG = 1
_TICKET = struct.Struct("=Q")
"""The number of a part, sent to whoever is free: so few bytes reach one reader whole."""
_HEAD = struct.Struct("=QQ?")
"""What stands before a result: the number of its part, its size, whether it is an exception."""
_AHEAD = 2
"""So many parts for each process are given out before their results are asked for."""


def shared_out(do: Callable[[Sequence[T]], R], items: Sequence[T], *, jobs: int, chunk: int) -> Iterator[R]:
    """Yield what `do` makes of the items, chunk by chunk, in their order.

    Args:
        do: the work on one chunk; it need not be importable, its results must be picklable.
        items: what to work on.
        jobs: how many processes may share the work; 1 is this process.
        chunk: how many items a process takes at once.

    Raises:
        AtlasError: a process was killed. What `do` raises is raised here.
    """
    spans = [slice(start, start + chunk) for start in range(0, len(items), chunk)]
    if jobs == 1 or len(spans) == 1 or not hasattr(os, "fork"):
        yield from (do(items[span]) for span in spans)
        return
    gc.freeze()  # a collection in a copy would touch, and so copy, all that is shared
    with contextlib.ExitStack() as ends:
        crew = _Crew(ends)
        for _ in range(min(jobs, len(spans))):
            crew.engage(lambda number: do(items[spans[number]]))
        yield from crew.results(len(spans))


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


class _Crew:
    """Forked processes that take tickets from one pipe; each sends its results through its own."""

    def __init__(self, ends: contextlib.ExitStack) -> None:
        self._ends = ends
        self._tickets, self._tray = os.pipe()
        self._tray_closed = ends.enter_context(contextlib.ExitStack())
        self._tray_closed.callback(os.close, self._tray)
        ends.callback(os.close, self._tickets)
        self._workers: dict[int, _Worker] = {}

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
        self._workers[results] = _Worker(pid, results)
        self._ends.callback(self._workers[results].end)

    def results(self, count: int) -> Iterator[Any]:
        """Give out the tickets and yield the results in the order of their numbers."""
        ready: dict[int, Any] = {}
        given = 0
        arrivals = self._arrivals()
        for wanted in range(count):
            while given < min(count, wanted + _AHEAD * len(self._workers)):
                os.write(self._tray, _TICKET.pack(given))
                given += 1
            if given == count:
                self._tray_closed.close()
            while wanted not in ready:
                number, result = next(arrivals)
                ready[number] = result
            yield ready.pop(wanted)
        for _ in arrivals:
            pass

    def _arrivals(self) -> Iterator[tuple[int, Any]]:
        """Yield results as they come, until every process has ended."""
        poll = select.poll()
        for results in self._workers:
            poll.register(results, select.POLLIN)
        busy = len(self._workers)
        while busy:
            for results, _ in poll.poll():
                head = _read(results, _HEAD.size)
                if head is not None:
                    yield _received(results, *_HEAD.unpack(head))
                elif self._workers[results].ended_well():
                    poll.unregister(results)
                    busy -= 1
                else:
                    raise _killed()


def _received(results: int, number: int, size: int, is_error: bool) -> tuple[int, Any]:  # noqa: FBT001
    body = _read(results, size)
    if body is None:
        raise _killed()
    result = pickle.loads(body)  # noqa: S301 - written by a copy of this very process
    if is_error:
        raise result
    return number, result


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
                body, is_error = _outcome(do, number)
                stream.write(_HEAD.pack(number, len(body), is_error))
                stream.write(body)
                stream.flush()
        os._exit(0)
    finally:
        os._exit(1)


def _outcome(do: Callable[[int], object], number: int) -> tuple[bytes, bool]:
    """Return what becomes of a part, ready to be sent: a result, or the exception that was raised."""
    try:
        return pickle.dumps(do(number), pickle.HIGHEST_PROTOCOL), False
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised in the parent
        return pickle.dumps(error), True


def _begin(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it and ends the others
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415 - the copies import it side by side

        # a killed parent takes its children with it: they hold its locks
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed just before
            os._exit(1)
