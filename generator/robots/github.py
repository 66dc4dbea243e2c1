"""A repository on GitHub, as a job of GitHub Actions reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from generator.robots.api import Interface
from generator.robots.forge import Forge, Said, Thread, variables

OWN = "github-actions[bot]"
"""Who writes when a workflow does."""
_HEADERS = MappingProxyType(
    {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"},
)


class _User(msgspec.Struct, frozen=True):
    login: str


class _Item(msgspec.Struct, frozen=True):
    """A comment, or an issue: both have a number of their own, a text and an author."""

    id: int
    body: str | None = None
    user: _User | None = None
    number: int = 0
    pull_request: msgspec.Raw = msgspec.Raw()

    def said(self, number: int) -> Said:
        own = self.user is not None and self.user.login == OWN
        return Said(number=number, text=self.body or "", ours=own)


@dataclass(frozen=True, kw_only=True)
class GitHub(Forge):
    """`interface` answers under the repository; `repository` is OWNER/NAME."""

    interface: Interface
    server: str
    repository: str

    @property
    def address(self) -> str:
        """The address of the repository for people."""
        return f"{self.server}/{self.repository}"

    def said_in(self, thread: Thread) -> Iterator[Said]:
        """Yield the comments of a thread; a request is an issue here."""
        for one in self.interface.listed(f"issues/{thread.number}/comments", _Item):
            yield one.said(one.id)

    def say(self, thread: Thread, text: str) -> None:
        """Add a comment to a thread."""
        self.interface.send("POST", f"issues/{thread.number}/comments", {"body": text}, _Item)

    def say_anew(self, thread: Thread, number: int, text: str) -> None:  # noqa: ARG002 - the number is enough
        """Let a comment say another text."""
        self.interface.send("PATCH", f"issues/comments/{number}", {"body": text}, _Item)

    def own_issues(self) -> Iterator[Said]:
        """Yield the open issues that a workflow has opened; requests are not among them."""
        for one in self.interface.listed("issues", _Item, state="open", creator=OWN):
            if not bytes(one.pull_request):
                yield one.said(one.number)

    def open_issue(self, title: str, text: str) -> int:
        """Open an issue and return its number."""
        return self.interface.send("POST", "issues", {"title": title, "body": text}, _Item).number

    def renew_issue(self, number: int, text: str, *, closed: bool = False) -> None:
        """Let an issue say another text, and close it where that is asked."""
        state = {"state": "closed", "state_reason": "completed"} if closed else {}
        self.interface.send("PATCH", f"issues/{number}", {"body": text, **state}, _Item)


def github_of(environment: Mapping[str, str], pause: float = 2.0) -> GitHub:
    """Return the repository in whose workflow this process runs; `pause` is between tries.

    Raises:
        AtlasError: this is no workflow of GitHub, or it was given no token.
    """
    names = ("GITHUB_API_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN")
    api, server, repository, token = variables(environment, names, "GitHub Actions или GitLab CI")
    root = f"{api.rstrip('/')}/repos/{repository}"
    interface = Interface(name="GitHub", root=root, headers=_HEADERS, token=token, pause=pause)
    return GitHub(interface=interface, server=server.rstrip("/"), repository=repository)
