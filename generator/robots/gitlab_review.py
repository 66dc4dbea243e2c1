"""Posts reports to every open merge request of a GitLab project whose check has finished.

GitLab starts nothing in a project when the pipeline of a fork ends, so a scheduled pipeline of the default
branch polls. The pipeline of a request comes from GitLab; its report is untrusted, since a fork's pipeline
follows the fork's own file.
"""

from collections.abc import Iterator

import msgspec

from generator.robots.api import ForgeError
from generator.robots.gitlab import GitLab
from generator.robots.review import UNLISTED, RequestReport, post_report

JOB, REPORT = "check", "review.md"
_MAX_BYTES = 1 << 20
_ENDED = frozenset({"success", "failed"})
_ABSENT = frozenset({401, 403, 404})
"""The file does not exist, or the token has no access to its project."""


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
    """Number of changed files as text: GitLab stops counting at «1000+»."""


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
    """Post or update the comment under each open request; return what was done, a line per request.

    A failure of one request does not stop the others.

    Raises:
        ForgeError: GitLab refused one of them; the rest is done.
    """
    lines: list[str] = []
    refused = False
    mine = {"state": "opened", "target_branch": forge.branch}
    for one in list(forge.api.list_all(f"{forge.project_path}/merge_requests", _Request, **mine)):
        try:
            lines.append(_answer_request(forge, one.iid, site))
        except ForgeError as error:
            refused = True
            lines.append(f"Запрос {one.iid}: {error.message}.")
    done = "\n".join(lines) or "Открытых запросов нет."
    if refused:
        raise ForgeError(done, "Проверьте права ключа и настройки проекта")
    return done


def _answer_request(forge: GitLab, number: int, site: str) -> str:
    request = forge.api.get(f"{forge.project_path}/merge_requests/{number}", _Request)
    pipeline = request.head_pipeline
    if pipeline is None or not _is_current(request, pipeline, forge):
        return f"Запрос {number}: нынешнюю правку ещё не проверяли."
    report = _download_report(forge, pipeline)
    if report is None:
        return f"Запрос {number}: проверка не закончилась или не оставила отчёта."
    checked = RequestReport(
        number=number,
        commit=request.sha or pipeline.sha,
        text=report,
        names=_list_files(forge, request),
        run=f"{forge.address}/-/merge_requests/{number}/pipelines",
    )
    return post_report(forge, checked, site)


def _is_current(request: _Request, pipeline: _Pipeline, forge: GitLab) -> bool:
    """Return whether a pipeline, of the fork or of this project, checked the latest commit of a request."""
    if request.state != "opened" or pipeline.project_id not in {request.source_project_id, forge.project}:
        return False
    return pipeline.sha == request.sha or _is_merge_of(request, pipeline, forge)


def _is_merge_of(request: _Request, pipeline: _Pipeline, forge: GitLab) -> bool:
    """Return whether a merged-results pipeline checked the latest commit of a request.

    The commit of such a pipeline is a merge, made by GitLab, of the request and the default branch.
    """
    if pipeline.project_id != forge.project:
        return False  # GitLab makes such commits only in the project of the request
    path = f"{forge.project_path}/repository/commits/{pipeline.sha}"
    try:
        return request.sha in forge.api.get(path, _Commit).parent_ids
    except ForgeError as error:
        if error.status not in _ABSENT:
            raise
        return False


def _download_report(forge: GitLab, pipeline: _Pipeline) -> str | None:
    """Return the report of a pipeline's check; None if there is none."""
    place = f"projects/{pipeline.project_id}"
    try:
        jobs = list(forge.api.list_all(f"{place}/pipelines/{pipeline.id}/jobs", _Job))
        ended = next((job for job in jobs if job.name == JOB and job.status in _ENDED), None)
        if ended is None:
            return None
        data = forge.api.download(f"{place}/jobs/{ended.id}/artifacts/{REPORT}", _MAX_BYTES)
    except ForgeError as error:
        if error.status not in _ABSENT:
            raise
        return None
    return data.decode(errors="replace")


def _list_files(forge: GitLab, request: _Request) -> Iterator[str]:
    """Yield the files that a request touches, including their former names."""
    listed = 0
    for diff in forge.api.list_all(f"{forge.project_path}/merge_requests/{request.iid}/diffs", _Diff):
        listed += 1
        yield from filter(None, (diff.old_path, diff.new_path))
    counted = request.changes_count or "0"
    if not counted.isdecimal() or int(counted) > listed:
        yield UNLISTED
