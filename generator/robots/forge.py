"""What robots need of any forge: comments under issues and merge requests, and issues of their own."""

import abc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import msgspec

from generator.base.errors import AtlasError
from generator.robots.api import ForgeApi

ThreadKind = Literal["issue", "request"]
_HELP = "См. docs/ru/proposals.md в хранилище генератора"


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """The discussion of an issue or of a merge request."""

    kind: ThreadKind
    number: int


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A comment or an issue: its number on the forge, its text, whether the robot's own account wrote it."""

    number: int
    text: str
    ours: bool


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """An open merge request, or a branch that serves as one.

    `name` is its number on the forge or the name of the branch, `commit` its latest commit; git fetches it
    from `place`, an address or the name of a remote, by `ref`.
    """

    name: str
    commit: str
    place: str
    ref: str


@dataclass(frozen=True, kw_only=True)
class ForgeClient(abc.ABC):
    """A repository on a forge. Every method raises `ForgeError` if the forge refuses.

    `api` serves its paths; `address` is that of the repository for people.
    """

    api: ForgeApi
    address: str

    @abc.abstractmethod
    def list_comments(self, thread: Thread) -> Iterator[Post]:
        """Yield the comments of a thread."""

    @abc.abstractmethod
    def add_comment(self, thread: Thread, text: str) -> None:
        """Add a comment to a thread."""

    @abc.abstractmethod
    def edit_comment(self, thread: Thread, number: int, text: str) -> None:
        """Replace the text of a comment."""


class IssueKeeper(ForgeClient):
    """A forge on which the robot keeps issues of its own, since issues there have a known author."""

    @abc.abstractmethod
    def list_own_issues(self) -> Iterator[Post]:
        """Yield the open issues opened by the robot's own account."""

    @abc.abstractmethod
    def open_issue(self, title: str, text: str) -> int:
        """Open an issue and return its number."""

    @abc.abstractmethod
    def edit_issue(self, number: int, text: str, *, closed: bool = False) -> None:
        """Replace the text of an issue; close it if `closed`."""


class PolledForge(ForgeClient):
    """A forge that is polled for open requests, since it starts no job of ours.

    `renews_quietly` says whether a comment can be replaced without notifying those who follow the request.
    """

    renews_quietly: ClassVar[bool] = True

    @abc.abstractmethod
    def list_requests(self, branch: str) -> Iterator[Request]:
        """Yield the open requests to merge into a branch."""


def read_variables(environment: Mapping[str, str], names: Sequence[str], where: str) -> list[str]:
    """Return environment variables set by a job of a forge or by an operator.

    Raises:
        AtlasError: one is missing or empty; `where` names the circumstances in the message.
    """
    missing = [name for name in names if not environment.get(name)]
    if missing:
        message = f"команда работает только {where}: не заданы {', '.join(missing)}"
        raise AtlasError(message, _HELP)
    return [environment[name] for name in names]
