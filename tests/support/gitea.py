"""A fake API of Gitea, Forgejo and GitVerse: as much of it as the robot uses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from support.forge import TOKEN, ForgeServer, Json, Route, route, run_server

OWNER, NAME = "region", "atlas"
ME, STRANGER = {"id": 500, "login": "robot"}, {"id": 900, "login": "stranger"}
_MINE = rf"repos/{OWNER}/{NAME}"


class Gitea(ForgeServer):
    """Stores requests, issues and their comments, as in the published description of the API."""

    prefix = "/api/v1/"
    scheme = "token"
    page_size = "limit"
    largest_page = 50
    whole = frozenset({"list_comments"})
    edited: ClassVar[Route] = route("PATCH", rf"{_MINE}/issues/comments/(\d+)", "edit_comment")

    def __init__(self) -> None:
        super().__init__()
        self.routes = (
            route("GET", "user", "show_me"),
            route("GET", rf"{_MINE}/pulls", "list_pulls"),
            route("GET", rf"{_MINE}/issues/(\d+)/comments", "list_comments"),
            route("POST", rf"{_MINE}/issues/(\d+)/comments", "add_comment"),
            self.edited,
            route("GET", rf"{_MINE}/issues", "list_issues"),
            route("POST", rf"{_MINE}/issues", "add_issue"),
            route("PATCH", rf"{_MINE}/issues/(\d+)", "edit_issue"),
        )
        self.pulls: dict[int, dict[str, Json]] = {}
        self.comments: dict[int, dict[str, Json]] = {}
        self.issues: dict[int, dict[str, Json]] = {}

    @property
    def web(self) -> str:
        return f"{self.address}/{OWNER}/{NAME}"

    @property
    def environment(self) -> dict[str, str]:
        return {"ATLAS_TOKEN": TOKEN, "ATLAS_API": f"{self.address}{self.prefix}".rstrip("/")}

    def propose(self, number: int, commit: str, *, base: str = "main", place: str = "") -> None:
        head = {"ref": "proposal", "sha": commit, "repo": {"clone_url": place}}
        self.pulls[number] = {"number": number, "state": "open", "head": head, "base": {"ref": base}}

    def comments_on(self, number: int) -> list[str]:
        return [one["body"] for one in self.comments.values() if one["of"] == number]

    def comment(self, of: int, body: str, user: Json) -> int:
        number = self.number()
        self.comments[number] = {"id": number, "of": of, "body": body, "user": user}
        return number

    def show_me(self, _body: Json) -> tuple[int, Json]:
        return 200, ME

    def list_pulls(self, _body: Json) -> tuple[int, Json]:
        return 200, [one for one in self.pulls.values() if one["state"] == "open"]

    def list_comments(self, _body: Json, of: str) -> tuple[int, Json]:
        return 200, [one for one in self.comments.values() if one["of"] == int(of)]

    def add_comment(self, body: Json, of: str) -> tuple[int, Json]:
        return 201, self.comments[self.comment(int(of), body["body"], ME)]

    def edit_comment(self, body: Json, number: str) -> tuple[int, Json]:
        self.comments[int(number)]["body"] = body["body"]
        return 200, self.comments[int(number)]

    def list_issues(self, _body: Json) -> tuple[int, Json]:
        return 200, [one for one in self.issues.values() if one["state"] == "open"]

    def add_issue(self, body: Json) -> tuple[int, Json]:
        number = self.number()
        self.issues[number] = {"id": number * 7, "number": number, "state": "open", "user": ME, **body}
        return 201, self.issues[number]

    def edit_issue(self, body: Json, number: str) -> tuple[int, Json]:
        self.issues[int(number)].update(body)
        return 201, self.issues[int(number)]


class GitVerse(Gitea):
    """Where its description differs; the response to an edited comment has no body."""

    prefix = "/"
    scheme = "Bearer"
    page_size = "per_page"
    edited = route("PATCH", rf"{_MINE}/issues/(\d+)/comments/(\d+)", "edit_comment_of")

    def edit_comment_of(self, body: Json, of: str, number: str) -> tuple[int, Json]:
        assert self.comments[int(number)]["of"] == int(of)
        self.edit_comment(body, number)
        return 204, None


@contextmanager
def gitea(kind: type[Gitea] = Gitea) -> Iterator[Gitea]:
    """Serve until the end of the block."""
    with kind() as server, run_server(server):
        yield server
