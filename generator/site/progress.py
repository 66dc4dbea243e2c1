"""Stages of a build: what they are called, how far they are, how long each took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done and how much there is (0 when that is not known)."""

CHECKING, VIEWING, DRAWING, POURING = "проверка", "страницы", "каркас", "вёрстка"
ADDING, INDEXING, PUBLISHING = "карта сайта", "поиск", "замена сайта"


@dataclass
class Watch:
    """Tells how far a build is and measures its stages."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Measure a stage; gives what to call with the number of things done."""
        started = time.perf_counter()
        self.progress(name, 0, total)
        yield lambda done: self.progress(name, done, total)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def silent(stage: str, done: int, total: int) -> None:
    """Take a build's progress and say nothing."""
