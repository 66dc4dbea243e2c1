"""What robots do on any forge: comments under issues and requests, and issues of their own."""

from __future__ import annotations

import abc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.base.errors import AtlasError

Where = Literal["issue", "request"]
_HELP = "См. README, раздел «Проверка предложений и публикация»"


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """Where people and robots talk: under an issue or under a request to merge."""

    where: Where
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A comment or an issue: its number on the forge, its text, and whether this robot's account wrote it."""

    number: int
    text: str
    ours: bool


class Forge(abc.ABC):
    """A repository on a forge. Every method raises `ForgeError` when the forge refuses."""

    @property
    @abc.abstractmethod
    def address(self) -> str:
        """The address of the repository for people."""

    @abc.abstractmethod
    def said_in(self, thread: Thread) -> Iterator[Said]:
        """Yield the comments of a thread."""

    @abc.abstractmethod
    def say(self, thread: Thread, text: str) -> None:
        """Add a comment to a thread."""

    @abc.abstractmethod
    def say_anew(self, thread: Thread, number: int, text: str) -> None:
        """Let a comment of a thread say another text."""

    @abc.abstractmethod
    def own_issues(self) -> Iterator[Said]:
        """Yield the open issues that this robot's account has opened."""

    @abc.abstractmethod
    def open_issue(self, title: str, text: str) -> int:
        """Open an issue and return its number."""

    @abc.abstractmethod
    def renew_issue(self, number: int, text: str, *, closed: bool = False) -> None:
        """Let an issue say another text, and close it where that is asked."""


def variables(environment: Mapping[str, str], names: Sequence[str], where: str) -> list[str]:
    """Return variables that a job of a forge sets.

    Raises:
        AtlasError: one is missing or empty; `where` names the job in the message.
    """
    missing = [name for name in names if not environment.get(name)]
    if missing:
        message = f"команда работает только в задании {where}: не заданы {', '.join(missing)}"
        raise AtlasError(message, _HELP)
    return [environment[name] for name in names]
