"""Captures MkDocs' log, so that its warnings become Russian lines of our report."""

import logging
import re
from typing import Self

import mkdocs

_KNOWN = (
    (
        re.compile(r"Config value 'markdown_extensions': Failed to load extension '([^']*)'\..*", re.DOTALL),
        r"Расширения «\1» нет. Исправьте его название в markdown_extensions или удалите строку",
    ),
    (
        re.compile(r"Config value 'plugins': The \"([^\"]*)\" plugin is not installed.*", re.DOTALL),
        r"Модуля «\1» нет. Исправьте его название в plugins или удалите строку",
    ),
    (
        re.compile(r"Config value 'hooks': The path '([^']*)' isn't an existing file.*", re.DOTALL),
        r"Файла «\1», который назван в hooks, нет. Исправьте путь или удалите строку",
    ),
    (re.compile(r"Error (?:building|reading) page '([^']*)'.*", re.DOTALL), r"Это страница «\1»"),
    (
        re.compile(r"Doc file '([^']*)' contains a link '([^']*)', but the target.*", re.DOTALL),
        r"На странице «\1» ссылка «\2» никуда не ведёт: такого файла среди страниц нет",
    ),
    (
        re.compile(r"A reference to '([^']*)' is included in the 'nav' configuration.*", re.DOTALL),
        r"В mkdocs.yml названа страница «\1», которой нет",
    ),
)
"""Messages of MkDocs, and their translations."""


class LogCapture(logging.Handler):
    """A context manager that collects MkDocs' warnings as lines."""

    def __init__(self) -> None:
        """Start without lines."""
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._logger = logging.getLogger(mkdocs.__name__)  # "properdocs" if it replaces MkDocs
        self._propagate = self._logger.propagate

    def emit(self, record: logging.LogRecord) -> None:
        """Store a warning."""
        self.lines.append(_in_russian(record.getMessage()))

    def __enter__(self) -> Self:
        """Redirect the log to this handler."""
        self._logger.addHandler(self)
        self._logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        """Restore the log."""
        self._logger.propagate = self._propagate
        self._logger.removeHandler(self)


def _in_russian(said: str) -> str:
    """Return a message of MkDocs in Russian; an unknown one is quoted in full."""
    for pattern, words in _KNOWN:
        if pattern.fullmatch(said):
            return pattern.sub(words, said)
    return f"MkDocs сообщает: «{said}»"
