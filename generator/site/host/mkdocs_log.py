"""Notes: what MkDocs says into its log is kept as lines instead of reaching the terminal."""

from __future__ import annotations

import logging
from typing import Self

import mkdocs


class Notes(logging.Handler):
    """Keeps the warnings of MkDocs as lines, as long as it is entered."""

    def __init__(self) -> None:
        """Know no lines yet."""
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._logger = logging.getLogger(mkdocs.__name__)  # "properdocs" when that is the host
        self._before = self._logger.propagate

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        self.lines.append(record.getMessage())

    def __enter__(self) -> Self:
        """Begin to keep what is said."""
        self._logger.addHandler(self)
        self._logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        """Let the log go its way again."""
        self._logger.propagate = self._before
        self._logger.removeHandler(self)
