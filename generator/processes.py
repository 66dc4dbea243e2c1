"""Shares work among processes that are copies of this one.

A forked process has all that its parent has: what is shared out is only which part to work on, so
that neither records nor templates are sent anywhere. Where the system cannot fork, or there is
little to do, this process does the work itself.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from generator.errors import AtlasError

T = TypeVar("T")
R = TypeVar("R")

_PR_SET_PDEATHSIG = 1
_job: list[Any] = []  # in a forked process: the function and the items


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
    if jobs == 1 or len(spans) == 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from (do(items[span]) for span in spans)
        return
    context = multiprocessing.get_context("fork")
    workers, parent = min(jobs, len(spans)), os.getpid()
    gc.freeze()  # a collection in a copy would touch, and so copy, all that is shared
    try:
        with ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(do, items, parent)) as pool:
            yield from pool.map(_part, spans)
    except BrokenProcessPool as error:
        message = "один из процессов сборки остановлен системой, возможно, не хватило памяти"
        raise AtlasError(message, "Повторите с одним процессом: --jobs 1") from error


def _begin(do: Callable[[Sequence[T]], R], items: Sequence[T], parent: int) -> None:
    _job[:] = [do, items]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it and ends the others
    if sys.platform.startswith("linux"):
        # a killed parent takes its children with it: they hold its locks
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed just before
            os._exit(1)


def _part(span: slice) -> Any:  # noqa: ANN401 - the result of whatever `do` is
    do, items = _job
    return do(items[span])
