"""A project on GitFlic, accessed from outside with the key of the robot's own account.

Objects and pages follow docs.gitflic.ru/api (`mergeRequest`, `mergeRequestDiscussion`, `user`, `project`,
`intro`); the paths of discussions, and their list, follow public programs that use gitflic.ru. Lists begin at
page 0 and give the number of pages. Editing discussions is not documented, so an answer is replaced by a new
discussion, after which the former one is deleted. Issues do not give their author, so the robot keeps none
here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Generic, TypeVar
from urllib.parse import quote, urlsplit
from uuid import UUID

import msgspec

from generator.base.errors import AtlasError
from generator.robots.api import ForgeError
from generator.robots.forge import PolledForge, Post, Request, Thread
from generator.robots.gitea import open_api, part_address

T = TypeVar("T")
_CLOUD, _CLOUD_API = "gitflic.ru", "https://api.gitflic.ru"
_PROJECTS, _API_FOLDER = "/project", "/rest-api"
_OPEN = frozenset({"OPENED", "OPEN"})
_PAGE_SIZE = 100
_MOST_PAGES = 50
"""The list of requests includes closed ones, and there is no documented way to exclude them."""


class _Paging(msgspec.Struct, frozen=True, rename="camel"):
    total_pages: int = 0


class _Page(msgspec.Struct, Generic[T], frozen=True):
    """A page of a list; an empty one may have no items at all. The names of lists differ by kind."""

    items: dict[str, list[T]] = msgspec.field(name="_embedded", default_factory=dict)
    page: _Paging = _Paging()


class _User(msgspec.Struct, frozen=True):
    id: str


class _Note(msgspec.Struct, frozen=True, rename="camel"):
    uuid: UUID
    author: _User | None = None
    raw_message: str | None = None
    resolved: bool = False
    created_at: str = ""


class _Discussion(msgspec.Struct, frozen=True, rename="camel"):
    root_note: _Note
    replies: list[msgspec.Raw] = []


class _Status(msgspec.Struct, frozen=True):
    id: str = ""


class _Branch(msgspec.Struct, frozen=True):
    title: str
    hash: str = ""


class _Owner(msgspec.Struct, frozen=True):
    alias: str = ""


class _Project(msgspec.Struct, frozen=True, rename="camel"):
    id: str = ""
    alias: str = ""
    owner: _Owner = _Owner()
    http_transport_url: str | None = None


class _MergeRequest(msgspec.Struct, frozen=True, rename="camel"):
    local_id: int
    status: _Status
    source_branch: _Branch
    target_branch: _Branch
    source_project: _Project | None = None
    target_project: _Project | None = None


@dataclass(frozen=True, kw_only=True)
class GitFlic(PolledForge):
    """A project; `api` serves the whole forge, `repository` is OWNER/NAME, below the address `projects`."""

    renews_quietly: ClassVar[bool] = False
    repository: str
    projects: str

    @cached_property
    def _account(self) -> _User:
        """The account of the key: only its own discussions may be deleted."""
        return self.api.get("user/me", _User)

    def list_requests(self, branch: str) -> Iterator[Request]:
        """Yield the open requests to merge into a branch."""
        for one in self._list_all("merge-request/list", _Page[_MergeRequest]):
            if one.status.id in _OPEN and one.target_branch.title == branch:
                yield self._to_request(one)

    def list_comments(self, thread: Thread) -> Iterator[Post]:
        """Yield the discussions of a request, the latest first: a former answer may not be deleted yet."""
        notes = (one.root_note for one in self._list_discussions(thread))
        for note in sorted(notes, key=lambda note: note.created_at, reverse=True):
            yield Post(number=note.uuid.int, text=note.raw_message or "", ours=self._is_own(note))

    def add_comment(self, thread: Thread, text: str) -> None:
        """Open a discussion under a request."""
        self._send("POST", f"{_discussions_path(thread)}/create", {"message": text})

    def edit_comment(self, thread: Thread, number: int, text: str) -> None:  # noqa: ARG002 - all of its kind go
        """Open a discussion with the new text and delete those that begin with the same line.

        One that somebody has replied to is marked as resolved instead, so that their words are kept.
        """
        mark = _first_line(text)
        before = [
            one
            for one in self._list_discussions(thread)
            if self._is_own(one.root_note) and _first_line(one.root_note.raw_message) == mark
        ]
        self.add_comment(thread, text)
        path = _discussions_path(thread)
        for one in before:
            if not one.replies:
                self._send("DELETE", f"{path}/delete/{one.root_note.uuid}")
            elif not one.root_note.resolved:
                self._send("POST", f"{path}/resolve/{one.root_note.uuid}")

    def _to_request(self, item: _MergeRequest) -> Request:
        """Return a request with its branch in the author's fork: no ref for requests is documented."""
        place, ref = self._find_place(item), f"refs/heads/{item.source_branch.title}"
        return Request(name=str(item.local_id), commit=item.source_branch.hash, place=place, ref=ref)

    def _find_place(self, item: _MergeRequest) -> str:
        theirs, ours = item.source_project, item.target_project
        if theirs is None or (ours is not None and theirs.id == ours.id):
            return "origin"
        if theirs.http_transport_url:
            return theirs.http_transport_url
        if theirs.owner.alias and theirs.alias:
            return f"{self.projects}/{quote(theirs.owner.alias)}/{quote(theirs.alias)}.git"
        return "origin"

    def _list_discussions(self, thread: Thread) -> Iterator[_Discussion]:
        return self._list_all(_discussions_path(thread), _Page[_Discussion])

    def _list_all(self, path: str, form: type[_Page[T]]) -> Iterator[T]:
        """Yield the items of a list.

        Raises:
            ForgeError: GitFlic refused, or the list is too long: omitted requests must not look done.
        """
        for number in range(_MOST_PAGES):
            page = self.api.get(f"project/{self.repository}/{path}", form, page=number, size=_PAGE_SIZE)
            for items in page.items.values():
                yield from items
            if number + 1 >= page.page.total_pages:
                return
        message = f"GitFlic отдаёт список «{path}» больше чем на {_MOST_PAGES} страницах"
        raise ForgeError(message, "Проверьте предложения ветками: atlas robot check --branches")

    def _send(self, method: str, path: str, body: Mapping[str, str] | None = None) -> None:
        self.api.send(method, f"project/{self.repository}/{path}", body, msgspec.Raw)

    def _is_own(self, note: _Note) -> bool:
        return note.author is not None and note.author.id == self._account.id


def _discussions_path(thread: Thread) -> str:
    return f"merge-request/{thread.number}/discussions"


def _first_line(text: str | None) -> str:
    return (text or "").partition("\n")[0].strip()


def connect_gitflic(address: str, environment: Mapping[str, str]) -> GitFlic:
    """Return the project at an address of the settings; `ATLAS_API` overrides the address of the API.

    Raises:
        AtlasError: there is no key, or the address is not one of a project.
    """
    projects, repository = part_address(address)
    if not projects.endswith(_PROJECTS):
        message = f"адрес хранилища не годится: «{address}»"
        raise AtlasError(
            message, f"Впишите в repository.address адрес вида https://{_CLOUD}/project/region/atlas"
        )
    forge = projects.removesuffix(_PROJECTS)
    root = _CLOUD_API if urlsplit(forge).hostname == _CLOUD else f"{forge}{_API_FOLDER}"
    api = open_api("GitFlic", root, environment, scheme="token")
    return GitFlic(api=api, address=address.rstrip("/"), repository=repository, projects=projects)
