"""A fake API of GitFlic: as much of it as the robot uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from support.forge import TOKEN, ForgeServer, Json, route, run_server

OWNER, NAME = "region", "atlas"
ME, STRANGER = (
    {"id": str(UUID(int=one)), "username": name} for one, name in ((500, "robot"), (900, "guest"))
)
_MINE = rf"project/{OWNER}/{NAME}"
_REQUEST = rf"{_MINE}/merge-request/(\d+)"
_LISTS = {"list_requests": "mergeRequestModelList", "list_discussions": "restDiscussionModelList"}
_OURS = {"id": "p-1", "alias": NAME, "owner": {"alias": OWNER, "type": "TEAM"}}


class GitFlic(ForgeServer):
    """Stores requests and their discussions, as in the published description of the API."""

    prefix = "/rest-api/"
    scheme = "token"
    routes = (
        route("GET", "user/me", "show_me"),
        route("GET", rf"{_MINE}/merge-request/list", "list_requests"),
        route("GET", rf"{_REQUEST}/discussions", "list_discussions"),
        route("POST", rf"{_REQUEST}/discussions/create", "add_discussion"),
        route("POST", rf"{_REQUEST}/discussions/resolve/([0-9a-f-]{{36}})", "resolve_discussion"),
        route("DELETE", rf"{_REQUEST}/discussions/delete/([0-9a-f-]{{36}})", "delete_discussion"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.requests: dict[int, dict[str, Json]] = {}
        self.discussions: dict[str, dict[str, Json]] = {}
        self.moved: Mapping[str, int] = {}

    def find_artifact(self, path: str) -> int | None:
        """Return what another host sends instead of this one, if a path is `moved`."""
        return self.moved.get(path)

    @property
    def web(self) -> str:
        return f"{self.address}/project/{OWNER}/{NAME}"

    @property
    def environment(self) -> dict[str, str]:
        return {"ATLAS_TOKEN": TOKEN}

    def propose(self, number: int, commit: str, *, base: str = "main", source: Json = _OURS) -> None:
        """Open a request to merge the branch `proposal-NUMBER` of a project, this one or a fork."""
        self.requests[number] = {
            "id": str(UUID(int=number)),
            "localId": number,
            "status": {"id": "OPENED", "title": "Открыт", "color": "green", "hexColor": "#00ff00"},
            "sourceBranch": {"id": "x", "title": f"proposal-{number}", "hash": commit, "isDeleted": False},
            "targetBranch": {"id": "y", "title": base, "hash": "0" * 40, "isDeleted": False},
            "createdBy": STRANGER,
            "sourceProject": source,
            "targetProject": _OURS,
        }

    def discuss(self, of: int, text: str, author: Json) -> str:
        """Open a discussion; return its UUID."""
        number = self.number()
        note = {"uuid": str(UUID(int=number << 64)), "rawMessage": text, "message": text, "author": author}
        note |= {"resolved": False, "createdAt": f"2026-11-30T10:00:00.{number:06}", "newLine": None}
        self.discussions[note["uuid"]] = {"of": of, "rootNote": note, "replies": []}
        return str(note["uuid"])

    def list_answers(self, of: int, author: Json = ME) -> list[str]:
        notes = [one["rootNote"] for one in self.discussions.values() if one["of"] == of]
        return [note["rawMessage"] for note in notes if note["author"] == author]

    def cut_page(self, name: str, items: list[Json], query: Mapping[str, list[str]]) -> Json:
        """Return a page with the totals; an empty one has no list."""
        size, page = (int(query[key][0]) for key in ("size", "page"))
        part = items[page * size : (page + 1) * size]
        totals = {"size": size, "totalElements": len(items), "totalPages": -(-len(items) // size)}
        listed = {"_embedded": {_LISTS[name]: part}} if part else {}
        return {**listed, "page": {**totals, "number": page}}

    def show_me(self, _body: Json) -> tuple[int, Json]:
        return 200, ME

    def list_requests(self, _body: Json) -> tuple[int, Json]:
        return 200, list(self.requests.values())

    def list_discussions(self, _body: Json, of: str) -> tuple[int, Json]:
        return 200, [one for one in self.discussions.values() if one["of"] == int(of)]

    def add_discussion(self, body: Json, of: str) -> tuple[int, Json]:
        assert set(body) == {"message"}
        return 200, self.discussions[self.discuss(int(of), body["message"], ME)]["rootNote"]

    def resolve_discussion(self, body: Json, of: str, name: str) -> tuple[int, Json]:
        assert (body, self.discussions[name]["of"]) == (None, int(of))
        self.discussions[name]["rootNote"]["resolved"] = True
        return 200, self.discussions[name]["rootNote"]

    def delete_discussion(self, body: Json, of: str, name: str) -> tuple[int, Json]:
        assert (body, self.discussions.pop(name)["of"]) == (None, int(of))
        return 204, None


@contextmanager
def gitflic() -> Iterator[GitFlic]:
    """Serve until the end of the block."""
    with GitFlic() as server, run_server(server):
        yield server
