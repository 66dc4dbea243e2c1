"""A fake API of GitLab: as much as the robots use, with a record of what they did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from support.forge import TOKEN, ForgeServer, Json, route, run_server

PROJECT, FORK, ME = 1, 77, 500
WEB = "https://gitlab.example/region/atlas"
_MINE = rf"projects/{PROJECT}"


class GitLab(ForgeServer):
    """Stores merge requests, their pipelines and notes, and issues."""

    prefix = "/api/v4/"
    routes = (
        route("GET", "user", "show_me"),
        route("GET", rf"{_MINE}/merge_requests", "list_requests"),
        route("GET", rf"{_MINE}/merge_requests/(\d+)", "show_request"),
        route("GET", rf"{_MINE}/merge_requests/(\d+)/diffs", "list_diffs"),
        route("GET", r"projects/(\d+)/pipelines/(\d+)/jobs", "list_jobs"),
        route("GET", rf"{_MINE}/repository/commits/([0-9a-f]+)", "show_commit"),
        route("GET", rf"{_MINE}/(issues|merge_requests)/(\d+)/notes", "list_notes"),
        route("POST", rf"{_MINE}/(issues|merge_requests)/(\d+)/notes", "add_note"),
        route("PUT", rf"{_MINE}/(issues|merge_requests)/(\d+)/notes/(\d+)", "edit_note"),
        route("GET", rf"{_MINE}/issues", "list_issues"),
        route("POST", rf"{_MINE}/issues", "add_issue"),
        route("PUT", rf"{_MINE}/issues/(\d+)", "edit_issue"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.requests: dict[int, dict[str, Json]] = {}
        self.diffs: dict[int, list[dict[str, str]]] = {}
        self.jobs: dict[tuple[int, int], list[dict[str, Json]]] = {}
        self.commits: dict[str, dict[str, Json]] = {}
        self.notes: dict[int, dict[str, Json]] = {}
        self.issues: dict[int, dict[str, Json]] = {}

    @property
    def environment(self) -> dict[str, str]:
        return {
            "GITLAB_CI": "true",
            "CI_API_V4_URL": f"{self.address}/api/v4",
            "CI_PROJECT_ID": str(PROJECT),
            "CI_PROJECT_URL": WEB,
            "CI_DEFAULT_BRANCH": "main",
            "ATLAS_GITLAB_TOKEN": TOKEN,
        }

    def find_artifact(self, path: str) -> int | None:
        found = re.fullmatch(r"projects/\d+/jobs/(\d+)/artifacts/review\.md", path)
        return int(found[1]) if found and int(found[1]) in self.artifacts else None

    def propose(self, number: int, sha: str, report: str | None, *, status: str = "failed") -> None:
        """Open a request from a fork whose check has left a report."""
        pipeline = {"id": number * 10, "sha": sha, "project_id": FORK}
        self.requests[number] = {"iid": number, "sha": sha, "state": "opened", "head_pipeline": pipeline}
        self.requests[number] |= {"source_project_id": FORK}
        job = number * 100
        self.jobs[FORK, number * 10] = [
            {"id": job + 1, "name": "lint", "status": "success"},
            {"id": job, "name": "check", "status": status},
        ]
        if report is not None:
            self.artifacts[job] = report.encode()

    def merge(self, number: int, sha: str, *parents: str) -> None:
        """Make the check of a request one of its merged result, in the project itself."""
        self.requests[number]["head_pipeline"] |= {"sha": sha, "project_id": PROJECT}
        self.jobs[PROJECT, number * 10] = self.jobs.pop((FORK, number * 10))
        self.commits[sha] = {"id": sha, "parent_ids": list(parents)}

    def comments_on(self, number: int) -> list[str]:
        return [one["body"] for one in self.notes.values() if one["of"] == ("merge_requests", number)]

    def note(self, folder: str, of: int, body: str, author: int) -> int:
        number = self.number()
        self.notes[number] = {"id": number, "of": (folder, of), "body": body, "author": {"id": author}}
        return number

    def show_me(self, _body: Json) -> tuple[int, Json]:
        return 200, {"id": ME, "username": "project_1_bot"}

    def list_requests(self, _body: Json) -> tuple[int, Json]:
        return 200, [{"iid": one["iid"]} for one in self.requests.values() if one["state"] == "opened"]

    def show_request(self, _body: Json, number: str) -> tuple[int, Json]:
        return 200, self.requests[int(number)]

    def list_diffs(self, _body: Json, number: str) -> tuple[int, Json]:
        return 200, self.diffs.get(int(number), [])

    def list_jobs(self, _body: Json, project: str, pipeline: str) -> tuple[int, Json]:
        found = self.jobs.get((int(project), int(pipeline)))
        return (200, found) if found is not None else (404, {"message": "404 Project Not Found"})

    def show_commit(self, _body: Json, sha: str) -> tuple[int, Json]:
        found = self.commits.get(sha)
        return (200, found) if found is not None else (404, {"message": "404 Commit Not Found"})

    def list_notes(self, _body: Json, folder: str, of: str) -> tuple[int, Json]:
        return 200, [one for one in self.notes.values() if one["of"] == (folder, int(of))]

    def add_note(self, body: Json, folder: str, of: str) -> tuple[int, Json]:
        return 201, self.notes[self.note(folder, int(of), body["body"], ME)]

    def edit_note(self, body: Json, folder: str, of: str, number: str) -> tuple[int, Json]:
        note = self.notes[int(number)]
        assert note["of"] == (folder, int(of))
        note["body"] = body["body"]
        return 200, note

    def list_issues(self, _body: Json) -> tuple[int, Json]:
        return 200, [one for one in self.issues.values() if one["state"] == "opened"]

    def add_issue(self, body: Json) -> tuple[int, Json]:
        number = self.number()
        self.issues[number] = {**body, "iid": number, "state": "opened", "author": {"id": ME}}
        return 201, self.issues[number]

    def edit_issue(self, body: Json, number: str) -> tuple[int, Json]:
        issue = self.issues[int(number)]
        issue["description"] = body["description"]
        issue["state"] = "closed" if body.get("state_event") == "close" else issue["state"]
        return 200, issue


@contextmanager
def gitlab() -> Iterator[GitLab]:
    """Serve until the end of the block."""
    with GitLab() as server, run_server(server):
        yield server
