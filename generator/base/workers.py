"""Shares work among forked processes.

A forked process has all that its parent has: what is sent to it is only which part to work on, so that
neither records nor templates are pickled. Where the system cannot fork, or there is little to do, this
process does the work. To import the pool of the standard library takes as long as to check fifty
records: it is imported when it is needed.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from generator.base.errors import AtlasError

T = TypeVar("T")
R = TypeVar("R")

_PR_SET_PDEATHSIG = 1

_task: Callable[[int], Any]
"""In a forked process: what it does with the number of a part. Set once, when the process begins."""


def parallel_map(do: Callable[[Sequence[T]], R], items: Sequence[T], *, jobs: int, chunk: int) -> Iterator[R]:
    """Yield what `do` makes of the items, chunk by chunk, in their order.

    The processes end with the iteration, however it ends, or with their parent.

    `do` works on one chunk: it need not be importable, its results must be picklable.

    Raises:
        AtlasError: a process was killed. What `do` raises is raised here, in the turn of its chunk.
    """
    parts = [slice(start, start + chunk) for start in range(0, len(items), chunk)]
    if jobs == 1 or len(parts) <= 1 or not hasattr(os, "fork"):
        yield from (do(items[part]) for part in parts)
    else:
        yield from _share(lambda number: do(items[parts[number]]), len(parts), min(jobs, len(parts)))


def _share(task: Callable[[int], R], count: int, jobs: int) -> Iterator[R]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - see above
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import active_children, get_context  # noqa: PLC0415

    gc.freeze()  # a collection in a copy would touch, and so copy, all that is shared
    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, get_context("fork"), initializer=_begin, initargs=(task, os.getpid()))
    try:
        futures = deque(pool.submit(_run, number) for number in range(count))
        while futures:  # what was yielded is held no longer
            yield futures.popleft().result()
    except BrokenProcessPool as error:
        message = "один из процессов сборки остановлен системой, возможно, не хватило памяти"
        raise AtlasError(message, "Повторите с одним процессом: --jobs 1") from error
    finally:
        for process in set(active_children()) - others:
            process.kill()  # what is not asked for any more, nobody waits for
        pool.shutdown(cancel_futures=True)


def _begin(task: Callable[[int], Any], parent: int) -> None:
    """Begin a forked process."""
    global _task  # noqa: PLW0603 - the process's own; the pool takes importable functions only
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it and ends the others
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415 - the copies import it side by side

        # a killed parent takes its children with it: they hold its locks
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed just before
            os._exit(1)


def _run(number: int) -> Any:  # noqa: ANN401 - whatever the task makes
    return _task(number)
