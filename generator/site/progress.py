"""The stages of a build: what they are called, how far they are, how long each took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

ProgressListener = Callable[[str, int, int], None]
"""Told the stage, how much of it is done and how much there is (0 when that is not known)."""

CHECKING, VIEWING, DRAWING, WRITING = "проверка", "страницы", "каркас", "вёрстка"
ADDING, INDEXING, COMPRESSING, PUBLISHING = "карта сайта", "поиск", "сжатие", "замена сайта"


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Take a build's progress and say nothing."""


@dataclass
class Progress:
    """Tells a listener how far a build is, and measures its stages."""

    listener: ProgressListener = ignore_progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Measure a stage; gives what to call with the number of things done."""
        started = time.perf_counter()
        self.listener(name, 0, total)
        yield lambda done: self.listener(name, done, total)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started
