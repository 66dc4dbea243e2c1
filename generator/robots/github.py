"""A repository on GitHub, as accessed by a job of GitHub Actions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from generator.base.decode import UndecodableError, decode
from generator.base.errors import AtlasError
from generator.robots.api import ForgeApi
from generator.robots.forge import IssueKeeper, Post, Thread, read_variables

T = TypeVar("T")
ROBOT_LOGIN = "github-actions[bot]"
"""The account that workflows write as."""
_HEADERS: Mapping[str, str] = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


class _User(msgspec.Struct, frozen=True):
    login: str


class _Item(msgspec.Struct, frozen=True):
    """A comment or an issue: both have an id, a text and an author."""

    id: int
    body: str | None = None
    user: _User | None = None
    number: int = 0
    pull_request: msgspec.Raw = msgspec.Raw()

    def to_post(self, number: int) -> Post:
        own = self.user is not None and self.user.login == ROBOT_LOGIN
        return Post(number=number, text=self.body or "", ours=own)


@dataclass(frozen=True, kw_only=True)
class GitHub(IssueKeeper):
    """A repository; `api` serves its paths; `repository` is OWNER/NAME."""

    repository: str

    def list_comments(self, thread: Thread) -> Iterator[Post]:
        """Yield the comments of a thread; to GitHub a pull request is an issue."""
        for one in self.api.list_all(f"issues/{thread.number}/comments", _Item):
            yield one.to_post(one.id)

    def add_comment(self, thread: Thread, text: str) -> None:
        """Add a comment to a thread."""
        self.api.send("POST", f"issues/{thread.number}/comments", {"body": text}, _Item)

    def edit_comment(self, thread: Thread, number: int, text: str) -> None:  # noqa: ARG002 - the number is enough
        """Replace the text of a comment."""
        self.api.send("PATCH", f"issues/comments/{number}", {"body": text}, _Item)

    def list_own_issues(self) -> Iterator[Post]:
        """Yield the open issues opened by a workflow, without pull requests."""
        for one in self.api.list_all("issues", _Item, state="open", creator=ROBOT_LOGIN):
            if not bytes(one.pull_request):
                yield one.to_post(one.number)

    def open_issue(self, title: str, text: str) -> int:
        """Open an issue and return its number."""
        return self.api.send("POST", "issues", {"title": title, "body": text}, _Item).number

    def edit_issue(self, number: int, text: str, *, closed: bool = False) -> None:
        """Replace the text of an issue; close it if `closed`."""
        state = {"state": "closed", "state_reason": "completed"} if closed else {}
        self.api.send("PATCH", f"issues/{number}", {"body": text, **state}, _Item)


def connect_github(environment: Mapping[str, str]) -> GitHub:
    """Return the repository whose workflow runs this process.

    Raises:
        AtlasError: this is not a workflow of GitHub, or it has no token.
    """
    names = ("GITHUB_API_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN")
    address, server, repository, token = read_variables(
        environment, names, "в задании GitHub Actions или GitLab CI"
    )
    root = f"{address.rstrip('/')}/repos/{repository}"
    api = ForgeApi(name="GitHub", root=root, headers=_HEADERS, token=token)
    return GitHub(api=api, address=f"{server.rstrip('/')}/{repository}", repository=repository)


def read_event(event: bytes, form: type[T], about: str, workflow: str) -> T:
    """Parse the event of a workflow from JSON; `about` and `workflow` say which one is expected.

    Raises:
        AtlasError: it is another event.
    """
    try:
        return decode(msgspec.json.Decoder(form).decode, event)
    except UndecodableError as error:
        message = f"событие не рассказывает о {about}"
        raise AtlasError(message, f"Команда работает в задании {workflow}") from error
