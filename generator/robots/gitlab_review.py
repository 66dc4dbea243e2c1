"""Answers every open request of a project on GitLab whose check has ended.

GitLab starts nothing in a project when the check of a fork's request ends, so a scheduled pipeline of the
default branch comes and looks. Which check belongs to which request GitLab itself says; what the check has
left is text of strangers, for a fork's pipeline follows the fork's own file.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.robots.api import ForgeError
from generator.robots.gitlab import GitLab
from generator.robots.review import UNLISTED, reply

JOB, REPORT = "check", "review.md"
_MOST = 1 << 20
_ENDED = frozenset({"success", "failed"})
_ABSENT = frozenset({401, 403, 404})
"""How GitLab says that there is no such file, or that its project is closed to us."""


class _Listed(msgspec.Struct, frozen=True):
    iid: int


class _Pipeline(msgspec.Struct, frozen=True):
    id: int
    sha: str
    project_id: int


class _Request(msgspec.Struct, frozen=True):
    iid: int
    sha: str | None = None
    state: str = ""
    source_project_id: int | None = None
    head_pipeline: _Pipeline | None = None
    changes_count: str | None = None
    """How many files change; GitLab gives up counting with «1000+»."""


class _Job(msgspec.Struct, frozen=True):
    id: int
    name: str
    status: str


class _Commit(msgspec.Struct, frozen=True):
    parent_ids: tuple[str, ...] = ()


class _Diff(msgspec.Struct, frozen=True):
    old_path: str = ""
    new_path: str = ""


def answer_requests(forge: GitLab, site: str) -> str:
    """Write or renew the comment under each open request; return what was done, a line for each.

    What goes wrong with one request keeps nobody else's from its answer.

    Args:
        forge: the project.
        site: the address of the atlas's site.

    Raises:
        ForgeError: GitLab refused something; the rest is done.
    """
    told: list[str] = []
    refused = False
    mine = {"state": "opened", "target_branch": forge.branch}
    for one in list(forge.interface.listed(f"{forge.path}/merge_requests", _Listed, **mine)):
        try:
            told.append(_answer(forge, one.iid, site))
        except ForgeError as error:
            refused = True
            told.append(f"Запрос {one.iid}: {error.message}.")
    lines = "\n".join(told) or "Открытых запросов нет."
    if refused:
        raise ForgeError(lines, "Проверьте права ключа и настройки проекта")
    return lines


def _answer(forge: GitLab, number: int, site: str) -> str:
    request = forge.interface.get(f"{forge.path}/merge_requests/{number}", _Request)
    pipeline = request.head_pipeline
    if pipeline is None or not _belongs(request, pipeline, forge):
        return f"Запрос {number}: нынешнюю правку ещё не проверяли."
    report = _report(forge, pipeline)
    if report is None:
        return f"Запрос {number}: проверка не закончилась или не оставила отчёта."
    return reply(
        forge,
        number,
        report,
        names=_names(forge, request),
        run=f"{forge.address}/-/merge_requests/{number}/pipelines",
        commit=request.sha or pipeline.sha,
        site=site,
    )


def _belongs(request: _Request, pipeline: _Pipeline, forge: GitLab) -> bool:
    """Return whether a pipeline checked what the request is now, in the fork or here."""
    if request.state != "opened" or pipeline.project_id not in {request.source_project_id, forge.project}:
        return False
    return pipeline.sha == request.sha or _merges(request, pipeline, forge)


def _merges(request: _Request, pipeline: _Pipeline, forge: GitLab) -> bool:
    """Return whether a pipeline checked a merge of what the request is now: a pipeline for merged results.

    Its commit is one that GitLab made of the request and the default branch.
    """
    if pipeline.project_id != forge.project:
        return False  # GitLab makes such commits in the project of the request only
    path = f"{forge.path}/repository/commits/{pipeline.sha}"
    try:
        return request.sha in forge.interface.get(path, _Commit).parent_ids
    except ForgeError as error:
        if error.status not in _ABSENT:
            raise
        return False


def _report(forge: GitLab, pipeline: _Pipeline) -> str | None:
    """Return what the check of a pipeline has left; None if there is nothing."""
    place = f"projects/{pipeline.project_id}"
    try:
        jobs = list(forge.interface.listed(f"{place}/pipelines/{pipeline.id}/jobs", _Job))
        ended = next((job for job in jobs if job.name == JOB and job.status in _ENDED), None)
        if ended is None:
            return None
        data = forge.interface.download(f"{place}/jobs/{ended.id}/artifacts/{REPORT}", _MOST)
    except ForgeError as error:
        if error.status not in _ABSENT:
            raise
        return None
    return data.decode(errors="replace")


def _names(forge: GitLab, request: _Request) -> Iterator[str]:
    """Yield the files that a request touches, by former names too."""
    listed = 0
    for diff in forge.interface.listed(f"{forge.path}/merge_requests/{request.iid}/diffs", _Diff):
        listed += 1
        yield from filter(None, (diff.old_path, diff.new_path))
    counted = request.changes_count or "0"
    if not counted.isdecimal() or int(counted) > listed:
        yield UNLISTED
