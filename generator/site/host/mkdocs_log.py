"""Captures MkDocs' log, so that its warnings become lines of our report."""

from __future__ import annotations

import logging
from typing import Self

import mkdocs


class LogCapture(logging.Handler):
    """A context manager that keeps MkDocs' warnings as lines."""

    def __init__(self) -> None:
        """Start without lines."""
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._logger = logging.getLogger(mkdocs.__name__)  # "properdocs" when that is the host
        self._propagate = self._logger.propagate

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        self.lines.append(record.getMessage())

    def __enter__(self) -> Self:
        """Take the log over."""
        self._logger.addHandler(self)
        self._logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        """Give the log back."""
        self._logger.propagate = self._propagate
        self._logger.removeHandler(self)
