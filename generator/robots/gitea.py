"""A repository on Gitea or Forgejo, accessed from outside with the key of the robot's own account.

Both have the same API, `/api/v1`; everything used here has the same paths and fields in the descriptions of
Gitea 1.27 and Forgejo. The differences are not used: only Gitea filters requests by `base_branch`, so that is
done here, and versions texts (`content_version`). Comments are not paginated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import msgspec

from generator.base.errors import AtlasError
from generator.robots.api import ForgeApi
from generator.robots.forge import IssueKeeper, PolledForge, Post, Request, Thread, read_variables

TOKEN, API = "ATLAS_TOKEN", "ATLAS_API"
WHERE = "с ключом учётной записи робота"


class _User(msgspec.Struct, frozen=True):
    id: int
    login: str


class _Item(msgspec.Struct, frozen=True):
    """A comment or an issue."""

    id: int
    number: int = 0
    body: str | None = None
    user: _User | None = None


class _Repository(msgspec.Struct, frozen=True):
    clone_url: str = ""


class _End(msgspec.Struct, frozen=True):
    ref: str = ""
    sha: str = ""
    repo: _Repository | None = None


class RequestItem(msgspec.Struct, frozen=True):
    """A request as the API shows it."""

    number: int
    head: _End
    base: _End


@dataclass(frozen=True, kw_only=True)
class Gitea(PolledForge, IssueKeeper):
    """A repository; `api` serves the whole forge, `repository` is OWNER/NAME."""

    repository: str

    @property
    def repository_path(self) -> str:
        """Path of the repository in the API."""
        return f"repos/{self.repository}"

    @cached_property
    def _account(self) -> _User:
        """The account of the key: only its own comments may be edited."""
        return self.api.get("user", _User)

    def list_requests(self, branch: str) -> Iterator[Request]:
        """Yield the open requests to merge into a branch."""
        for one in self.api.list_all(f"{self.repository_path}/pulls", RequestItem, state="open"):
            if one.base.ref == branch:
                yield self.to_request(one)

    def to_request(self, item: RequestItem) -> Request:
        """Return a request with the ref under which the repository keeps its latest commit."""
        ref = f"refs/pull/{item.number}/head"
        return Request(name=str(item.number), commit=item.head.sha, place="origin", ref=ref)

    def list_comments(self, thread: Thread) -> Iterator[Post]:
        """Yield the comments of a thread; a request is an issue too."""
        for one in self.api.get(f"{self._issue_path(thread.number)}/comments", list[_Item]):
            yield self._to_post(one, one.id)

    def add_comment(self, thread: Thread, text: str) -> None:
        """Add a comment to a thread."""
        self.api.send("POST", f"{self._issue_path(thread.number)}/comments", {"body": text}, msgspec.Raw)

    def edit_comment(self, thread: Thread, number: int, text: str) -> None:
        """Replace the text of a comment."""
        self.api.send("PATCH", self.comment_path(thread, number), {"body": text}, msgspec.Raw)

    def comment_path(self, thread: Thread, number: int) -> str:  # noqa: ARG002 - the number is enough here
        """Return the path of a comment."""
        return f"{self.repository_path}/issues/comments/{number}"

    def list_own_issues(self) -> Iterator[Post]:
        """Yield the open issues opened by the account of the key."""
        mine = {"state": "open", "type": "issues", "created_by": self._account.login}
        for one in self.api.list_all(f"{self.repository_path}/issues", _Item, **mine):
            yield self._to_post(one, one.number)

    def open_issue(self, title: str, text: str) -> int:
        """Open an issue and return its number."""
        body = {"title": title, "body": text}
        return self.api.send("POST", f"{self.repository_path}/issues", body, _Item).number

    def edit_issue(self, number: int, text: str, *, closed: bool = False) -> None:
        """Replace the text of an issue; close it if `closed`."""
        state = {"state": "closed"} if closed else {}
        self.api.send("PATCH", self._issue_path(number), {"body": text, **state}, msgspec.Raw)

    def _issue_path(self, number: int) -> str:
        return f"{self.repository_path}/issues/{number}"

    def _to_post(self, item: _Item, number: int) -> Post:
        own = item.user is not None and item.user.id == self._account.id
        return Post(number=number, text=item.body or "", ours=own)


def connect_gitea(address: str, environment: Mapping[str, str]) -> Gitea:
    """Return the repository at an address of the settings; `ATLAS_API` overrides the address of the API.

    Raises:
        AtlasError: there is no key, or the address is not one of a repository.
    """
    root, repository = part_address(address)
    api = open_api("Площадка", f"{root}/api/v1", environment, scheme="token", page_size="limit")
    return Gitea(api=api, address=address.rstrip("/"), repository=repository)


def open_api(name: str, root: str, environment: Mapping[str, str], **form: Any) -> ForgeApi:  # noqa: ANN401 - of `ForgeApi`
    """Return the API of a forge for the robot's own account; `ATLAS_API` overrides its address.

    Raises:
        AtlasError: there is no key.
    """
    (token,) = read_variables(environment, (TOKEN,), WHERE)
    form = {"headers": {"Accept": "application/json"}, **form}
    return ForgeApi(name=name, root=(environment.get(API) or root).rstrip("/"), token=token, **form)


def part_address(address: str) -> tuple[str, str]:
    """Split a repository's address into the address of the forge and OWNER/NAME.

    A forge may be under a path: only the last two segments are the repository's.

    Raises:
        AtlasError: the address has fewer than two segments.
    """
    parts = urlsplit(address)
    *before, owner, name = ["", "", *parts.path.strip("/").split("/")]
    if not (owner and name):
        message = f"адрес хранилища не годится: «{address}»"
        raise AtlasError(
            message, "Впишите в repository.address адрес вида https://git.example.org/region/atlas"
        )
    path = "/".join(filter(None, before))
    return f"{parts.scheme}://{parts.netloc}" + (f"/{path}" if path else ""), f"{owner}/{name}"
