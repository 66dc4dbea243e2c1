"""Fake forge APIs on this machine: as much as the robots use, with a record of what they did."""

from __future__ import annotations

import hashlib
import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

REPOSITORY = "example/educational-atlas"
TOKEN = "token-of-this-job"  # noqa: S105 - not a real one
ROBOT = "github-actions[bot]"
Json = Any
Route = tuple[str, re.Pattern[str], str]


def route(method: str, path: str, name: str) -> Route:
    return method, re.compile(path + r"\Z"), name


class ForgeServer(ThreadingHTTPServer):
    """What forges have in common.

    `asked` are all requests, `refused` ones get a status and text, `odd` paths these bytes.
    """

    daemon_threads = True
    largest_page = 100
    page_size = "per_page"
    scheme = "Bearer"
    whole = frozenset[str]()
    """The lists that are returned as a whole."""
    prefix = "/"
    routes: Sequence[Route] = ()

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str]] = []
        self.strangers: list[str] = []
        self.artifacts: dict[int, bytes] = {}
        self.refused: Mapping[tuple[str, str], tuple[int, str]] = {}
        self.odd: Mapping[str, bytes] = {}
        self._number = 100

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def number(self) -> int:
        self._number += 1
        return self._number

    def writes(self) -> list[tuple[str, str]]:
        return [(method, path) for method, path in self.asked if method != "GET"]

    def find_artifact(self, _path: str) -> int | None:
        """Return the artifact that another host sends instead of this one."""
        return None

    def cut_page(self, name: str, items: list[Json], query: Mapping[str, list[str]]) -> Json:
        """Return the requested page of a list."""
        if name in self.whole:
            return items
        size, page = (int(query.get(key, ["30"])[0]) for key in (self.page_size, "page"))
        size = min(size, self.largest_page)
        return items[(page - 1) * size : page * size]


class GitHub(ForgeServer):
    """Stores issues, comments, pull requests, artifacts and branches."""

    prefix = f"/repos/{REPOSITORY}/"
    routes = (
        route("GET", r"issues/(\d+)/comments", "list_comments"),
        route("POST", r"issues/(\d+)/comments", "add_comment"),
        route("PATCH", r"issues/comments/(\d+)", "edit_comment"),
        route("GET", r"issues", "list_issues"),
        route("POST", r"issues", "add_issue"),
        route("PATCH", r"issues/(\d+)", "edit_issue"),
        route("GET", r"pulls/(\d+)", "show_pull"),
        route("GET", r"pulls", "list_pulls"),
        route("POST", r"pulls", "add_pull"),
        route("PATCH", r"pulls/(\d+)", "edit_pull"),
        route("GET", r"pulls/(\d+)/files", "list_files"),
        route("GET", r"actions/runs/(\d+)/artifacts", "list_artifacts"),
        route("POST", r"actions/workflows/check\.yml/dispatches", "start_check"),
        route("GET", r"git/ref/heads/(.+)", "show_ref"),
        route("POST", r"git/refs", "add_ref"),
        route("PATCH", r"git/refs/heads/(.+)", "edit_ref"),
        route("POST", r"git/(blobs|trees|commits)", "add_object"),
        route("GET", r"git/commits/([0-9a-f]+)", "show_object"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.issues: dict[int, dict[str, Json]] = {}
        self.comments: dict[int, dict[str, Json]] = {}
        self.pulls: dict[int, dict[str, Json]] = {}
        self.files: dict[int, list[str]] = {}
        self.checks: list[tuple[str, str]] = []
        """The branches and commits whose check the robot has started."""
        self.branches: dict[str, str] = {"main": "0" * 40}
        self.objects: dict[str, dict[str, Json]] = {"0" * 40: {"tree": {"sha": "1" * 40}, "parents": []}}

    @property
    def environment(self) -> dict[str, str]:
        return {
            "GITHUB_API_URL": self.address,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": TOKEN,
        }

    def find_artifact(self, path: str) -> int | None:
        found = re.fullmatch(r"actions/artifacts/(\d+)/zip", path)
        return int(found[1]) if found else None

    def comments_on(self, issue: int) -> list[str]:
        return [one["body"] for one in self.comments.values() if one["issue"] == issue]

    def comment(self, issue: int, body: str, login: str) -> int:
        number = self.number()
        self.comments[number] = {"id": number, "issue": issue, "body": body, "user": {"login": login}}
        return number

    def list_comments(self, _body: Json, issue: str) -> tuple[int, Json]:
        return 200, [one for one in self.comments.values() if one["issue"] == int(issue)]

    def add_comment(self, body: Json, issue: str) -> tuple[int, Json]:
        return 201, self.comments[self.comment(int(issue), body["body"], ROBOT)]

    def edit_comment(self, body: Json, number: str) -> tuple[int, Json]:
        self.comments[int(number)]["body"] = body["body"]
        return 200, self.comments[int(number)]

    def list_issues(self, _body: Json) -> tuple[int, Json]:
        return 200, [one for one in self.issues.values() if one["state"] == "open"]

    def add_issue(self, body: Json) -> tuple[int, Json]:
        number = self.number()
        made = {"id": number, "number": number, "state": "open", "user": {"login": ROBOT}}
        self.issues[number] = {**made, **body}
        return 201, self.issues[number]

    def edit_issue(self, body: Json, number: str) -> tuple[int, Json]:
        self.issues[int(number)].update(body)
        return 200, self.issues[int(number)]

    def show_pull(self, _body: Json, number: str) -> tuple[int, Json]:
        found = self.pulls.get(int(number))
        return (200, found) if found else (404, {"message": "Not Found"})

    def list_pulls(self, _body: Json) -> tuple[int, Json]:
        return 200, [one for one in self.pulls.values() if one["state"] == "open"]

    def add_pull(self, body: Json) -> tuple[int, Json]:
        number = self.number()
        head = {"ref": body["head"], "sha": self.branches[body["head"]], "repo": {"id": 1}}
        self.pulls[number] = {**body, "id": number, "number": number, "state": "open", "head": head}
        return 201, self.pulls[number]

    def edit_pull(self, body: Json, number: str) -> tuple[int, Json]:
        self.pulls[int(number)].update(body)
        return 200, self.pulls[int(number)]

    def list_files(self, _body: Json, number: str) -> tuple[int, Json]:
        return 200, [{"filename": name} for name in self.files.get(int(number), [])]

    def list_artifacts(self, _body: Json, _run: str) -> tuple[int, Json]:
        listed = [
            {"id": number, "name": "review", "size_in_bytes": len(data), "expired": False}
            for number, data in self.artifacts.items()
        ]
        return 200, {"total_count": len(listed), "artifacts": listed}

    def start_check(self, body: Json) -> tuple[int, Json]:
        self.checks.append((body["ref"], self.branches[body["ref"]]))
        return 204, None

    def show_ref(self, _body: Json, name: str) -> tuple[int, Json]:
        found = self.branches.get(name)
        answer = {"ref": f"refs/heads/{name}", "object": {"sha": found}}
        return (200, answer) if found else (404, {"message": "Not Found"})

    def add_ref(self, body: Json) -> tuple[int, Json]:
        self.branches[body["ref"].removeprefix("refs/heads/")] = body["sha"]
        return 201, body

    def edit_ref(self, body: Json, name: str) -> tuple[int, Json]:
        self.branches[name] = body["sha"]
        for pull in self.pulls.values():
            if pull["head"]["ref"] == name:
                pull["head"]["sha"] = body["sha"]
        return 200, body

    def add_object(self, body: Json, kind: str) -> tuple[int, Json]:
        sha = hashlib.sha1(json.dumps([kind, body], sort_keys=True).encode()).hexdigest()  # noqa: S324 - git's
        made = {**body, "kind": kind, "sha": sha}
        if kind == "commits":
            made |= {"tree": {"sha": body["tree"]}, "parents": [{"sha": one} for one in body["parents"]]}
        self.objects[sha] = made
        return 201, made

    def show_object(self, _body: Json, sha: str) -> tuple[int, Json]:
        found = self.objects.get(sha)
        return (200, {"sha": sha, **found}) if found else (404, {"message": "Not Found"})


class _Handler(BaseHTTPRequestHandler):
    server: ForgeServer

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_PATCH(self) -> None:
        self._answer("PATCH")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def _answer(self, method: str) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        if parts.path.startswith("/storage/"):  # another host: it must not receive the token
            self.server.strangers.append(self.headers.get("Authorization", ""))
            self._write(200, self.server.artifacts[int(parts.path.rsplit("/", 1)[1])])
            return
        path = unquote(parts.path).removeprefix(self.server.prefix)
        self.server.asked.append((method, path))
        if self.headers.get("Authorization") != f"{self.server.scheme} {TOKEN}":
            self._json(401, {"message": "Bad credentials"})
        elif (method, path) in self.server.refused:
            status, message = self.server.refused[method, path]
            self._json(status, {"message": message})
        elif path in self.server.odd:
            self._write(200, self.server.odd[path])
        elif (artifact := self.server.find_artifact(path)) is not None:
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{self.server.server_port}/storage/{artifact}")
            self.end_headers()
        else:
            self._route(method, path, body, parse_qs(parts.query))

    def _route(self, method: str, path: str, body: Json, query: Mapping[str, list[str]]) -> None:
        for wanted, pattern, name in self.server.routes:
            if wanted == method and (found := pattern.match(path)):
                status, answer = getattr(self.server, name)(body, *found.groups())
                if isinstance(answer, list):
                    answer = self.server.cut_page(name, answer, query)
                self._json(status, answer)
                return
        self._json(404, {"message": "Not Found"})

    def _json(self, status: int, answer: Json) -> None:
        self._write(status, json.dumps(answer).encode())

    def _write(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def github() -> Iterator[GitHub]:
    """Serve until the end of the block."""
    with GitHub() as server, run_server(server):
        yield server


@contextmanager
def run_server(server: ForgeServer) -> Iterator[None]:
    """Let a server answer until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def pack_files(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of files by name, as an artifact is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()
