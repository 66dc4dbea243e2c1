"""The stages of a build: their names, progress and duration."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

ProgressListener = Callable[[str, int, int], None]
"""Called with the stage, the number of things done and their total (0 if it is not known)."""

CHECKING, VIEWING, DRAWING, WRITING = "проверка", "страницы", "каркас", "вёрстка"
ADDING, INDEXING, COMPRESSING, PUBLISHING = "карта сайта", "поиск", "сжатие", "замена сайта"


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Ignore the progress of a build."""


class Progress(msgspec.Struct):
    """Reports the progress of a build to a listener, and measures its stages."""

    listener: ProgressListener = ignore_progress
    seconds: dict[str, float] = msgspec.field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Measure a stage; yields the function to call with the number of things done."""
        started = time.perf_counter()
        self.listener(name, 0, total)
        yield lambda done: self.listener(name, done, total)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started
