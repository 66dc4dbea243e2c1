"""A project on GitLab, as accessed by a job of its default branch with a token of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec

from generator.robots.api import ForgeApi
from generator.robots.forge import IssueKeeper, Post, Thread, ThreadKind, read_variables

TOKEN = "ATLAS_GITLAB_TOKEN"  # noqa: S105 - the name of a variable
_FOLDERS: Mapping[ThreadKind, str] = {"issue": "issues", "request": "merge_requests"}


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
class GitLab(IssueKeeper):
    """A project; `api` serves the whole forge, since the artifacts of a fork are in the fork.

    `project` is the number of the project, `branch` its default branch.
    """

    project: int
    branch: str

    @property
    def project_path(self) -> str:
        """Path of the project in the API."""
        return f"projects/{self.project}"

    @cached_property
    def _account(self) -> _User:
        """The account of the token: only its own comments may be edited."""
        return self.api.get("user", _User)

    def list_comments(self, thread: Thread) -> Iterator[Post]:
        """Yield the comments of a thread."""
        for note in self.api.list_all(self._notes_path(thread), _Note):
            yield Post(number=note.id, text=note.body or "", ours=note.author == self._account)

    def add_comment(self, thread: Thread, text: str) -> None:
        """Add a comment to a thread."""
        self.api.send("POST", self._notes_path(thread), {"body": text}, _Note)

    def edit_comment(self, thread: Thread, number: int, text: str) -> None:
        """Replace the text of a comment."""
        self.api.send("PUT", f"{self._notes_path(thread)}/{number}", {"body": text}, _Note)

    def list_own_issues(self) -> Iterator[Post]:
        """Yield the open issues opened by the token's account."""
        path, author = f"{self.project_path}/issues", self._account.id
        for issue in self.api.list_all(path, _Issue, state="opened", scope="all", author_id=author):
            text = issue.description or ""
            yield Post(number=issue.iid, text=text, ours=issue.author == self._account)

    def open_issue(self, title: str, text: str) -> int:
        """Open an issue and return its number."""
        body = {"title": title, "description": text}
        return self.api.send("POST", f"{self.project_path}/issues", body, _Issue).iid

    def edit_issue(self, number: int, text: str, *, closed: bool = False) -> None:
        """Replace the text of an issue; close it if `closed`."""
        state = {"state_event": "close"} if closed else {}
        self.api.send("PUT", f"{self.project_path}/issues/{number}", {"description": text, **state}, _Issue)

    def _notes_path(self, thread: Thread) -> str:
        return f"{self.project_path}/{_FOLDERS[thread.kind]}/{thread.number}/notes"


def connect_gitlab(environment: Mapping[str, str]) -> GitLab:
    """Return the project whose job runs this process.

    Raises:
        AtlasError: this is not a job of GitLab, or it has no token.
    """
    names = ("CI_API_V4_URL", "CI_PROJECT_ID", "CI_PROJECT_URL", "CI_DEFAULT_BRANCH", TOKEN)
    address, project, web, branch, token = read_variables(environment, names, "в задании GitLab CI")
    api = ForgeApi(name="GitLab", root=address.rstrip("/"), headers={}, token=token)
    return GitLab(api=api, project=int(project), address=web.rstrip("/"), branch=branch)
