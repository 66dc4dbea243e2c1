"""Shares work among forked processes.

A forked process inherits everything its parent has: only the number of a part is sent to it, so neither
records nor templates are pickled. Where the system cannot fork, or there is little to do, this process does
the work. The standard library's pool takes as long to import as checking fifty records, so it is imported
only when needed.
"""

import contextlib
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
"""In a forked process: what to do with the number of a part. Set once, when the process begins."""


def parallel_map(do: Callable[[Sequence[T]], R], items: Sequence[T], *, jobs: int, chunk: int) -> Iterator[R]:
    """Yield the results of `do` for chunks of the items, in order.

    The processes end with the iteration, however it ends, or with their parent. `do` works on one chunk: it
    need not be importable, but its results must be picklable.

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

    _return_free_memory()
    gc.freeze()  # a collection in a child would touch, and so copy, all the shared memory
    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, get_context("fork"), initializer=_begin, initargs=(task, os.getpid()))
    try:
        futures = deque(pool.submit(_run, number) for number in range(count))
        while futures:  # so that results already yielded are freed
            yield futures.popleft().result()
    except BrokenProcessPool as error:
        message = "один из процессов сборки остановлен системой, возможно, не хватило памяти"
        raise AtlasError(message, "Повторите с одним процессом: --jobs 1") from error
    finally:
        for process in set(active_children()) - others:
            process.kill()  # nobody will wait for the remaining results
        pool.shutdown(cancel_futures=True)


def _return_free_memory() -> None:
    """Return freed memory to the system, or each process would soon have its own copy of it."""
    import ctypes  # noqa: PLC0415 - only for work that is shared

    with contextlib.suppress(AttributeError):  # only glibc has this function
        ctypes.CDLL(None).malloc_trim(0)


def _begin(task: Callable[[int], Any], parent: int) -> None:
    """Initialise a forked process."""
    global _task  # noqa: PLW0603 - the process's own; the pool takes importable functions only
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent receives it and ends the others
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415 - only for work that is shared

        # children of a killed parent must end: they hold its locks
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # the parent was killed just before
            os._exit(1)


def _run(number: int) -> Any:  # noqa: ANN401 - whatever the task makes
    return _task(number)
