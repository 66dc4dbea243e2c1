"""A project on GitLab, as a job of its default branch reaches it with a token of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import msgspec

from generator.robots.api import Interface
from generator.robots.forge import Forge, Said, Thread, Where, variables

TOKEN = "ATLAS_GITLAB_TOKEN"  # noqa: S105 - the name of a variable
_FOLDERS: Mapping[Where, str] = MappingProxyType({"issue": "issues", "request": "merge_requests"})


class _User(msgspec.Struct, frozen=True):
    id: int


class _Note(msgspec.Struct, frozen=True):
    id: int
    body: str | None = None
    author: _User | None = None


class _Issue(msgspec.Struct, frozen=True):
    iid: int
    description: str | None = None
    author: _User | None = None


@dataclass(frozen=True, kw_only=True)
class GitLab(Forge):
    """`interface` answers under the whole forge, for what a fork has left lies in the fork.

    `project` is the number of the project, `web` its address, `branch` its default branch.
    """

    interface: Interface
    project: int
    web: str
    branch: str

    @property
    def address(self) -> str:
        """The address of the project for people."""
        return self.web

    @property
    def path(self) -> str:
        """Where the project's own things lie in the interface."""
        return f"projects/{self.project}"

    @cached_property
    def _me(self) -> _User:
        """The account whose token this is: others' comments are not ours to change."""
        return self.interface.get("user", _User)

    def said_in(self, thread: Thread) -> Iterator[Said]:
        """Yield the comments of a thread."""
        for note in self.interface.listed(self._notes(thread), _Note):
            yield Said(number=note.id, text=note.body or "", ours=note.author == self._me)

    def say(self, thread: Thread, text: str) -> None:
        """Add a comment to a thread."""
        self.interface.send("POST", self._notes(thread), {"body": text}, _Note)

    def say_anew(self, thread: Thread, number: int, text: str) -> None:
        """Let a comment of a thread say another text."""
        self.interface.send("PUT", f"{self._notes(thread)}/{number}", {"body": text}, _Note)

    def own_issues(self) -> Iterator[Said]:
        """Yield the open issues that the token's account has opened."""
        path, author = f"{self.path}/issues", self._me.id
        for issue in self.interface.listed(path, _Issue, state="opened", scope="all", author_id=author):
            text = issue.description or ""
            yield Said(number=issue.iid, text=text, ours=issue.author == self._me)

    def open_issue(self, title: str, text: str) -> int:
        """Open an issue and return its number."""
        body = {"title": title, "description": text}
        return self.interface.send("POST", f"{self.path}/issues", body, _Issue).iid

    def renew_issue(self, number: int, text: str, *, closed: bool = False) -> None:
        """Let an issue say another text, and close it where that is asked."""
        state = {"state_event": "close"} if closed else {}
        self.interface.send("PUT", f"{self.path}/issues/{number}", {"description": text, **state}, _Issue)

    def _notes(self, thread: Thread) -> str:
        return f"{self.path}/{_FOLDERS[thread.where]}/{thread.number}/notes"


def gitlab_of(environment: Mapping[str, str], pause: float = 2.0) -> GitLab:
    """Return the project in whose job this process runs; `pause` is between tries.

    Raises:
        AtlasError: this is no job of GitLab, or it was given no token.
    """
    names = ("CI_API_V4_URL", "CI_PROJECT_ID", "CI_PROJECT_URL", "CI_DEFAULT_BRANCH", TOKEN)
    api, project, web, branch, token = variables(environment, names, "GitLab CI")
    interface = Interface(name="GitLab", root=api.rstrip("/"), headers={}, token=token, pause=pause)
    return GitLab(interface=interface, project=int(project), web=web.rstrip("/"), branch=branch)
