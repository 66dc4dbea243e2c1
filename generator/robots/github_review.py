"""Posts the report of a check to its pull request, on GitHub's event of a finished workflow run.

The report is untrusted, and so is the number in it: it counts only where GitHub's own data agree.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.base.errors import AtlasError
from generator.robots.artifact import load_report
from generator.robots.github import GitHub
from generator.robots.review import UNLISTED, post_report

_WORKFLOW = ".github/workflows/check.yml"


class _Repository(msgspec.Struct, frozen=True):
    id: int


class _Run(msgspec.Struct, frozen=True):
    id: int
    event: str
    head_sha: str
    path: str
    head_repository: _Repository | None = None


class _Event(msgspec.Struct, frozen=True):
    workflow_run: _Run


class _End(msgspec.Struct, frozen=True):
    sha: str
    repo: _Repository | None = None


class _PullRequest(msgspec.Struct, frozen=True):
    number: int
    state: str
    head: _End
    changed_files: int = 0


class _File(msgspec.Struct, frozen=True):
    filename: str
    previous_filename: str = ""


def answer_run(forge: GitHub, event: bytes, site: str) -> str:
    """Post or update the comment for the run of the check that an event names; return what was done.

    `event` is GitHub's as JSON, `site` the address of the atlas's site.

    Raises:
        AtlasError: GitHub refused, or the event is another one.
    """
    run = _read_run(event)
    if run.event != "pull_request" or run.path.partition("@")[0] != _WORKFLOW:
        return "Это не проверка предложения: отвечать не на что."
    report = load_report(forge, run.id)
    if report is None:
        return "Проверка не оставила отчёта: отвечать нечем."
    proposal = forge.api.get(f"pulls/{report.number}", _PullRequest)
    if not _is_current(proposal, run):
        return "Предложение за это время изменилось или отчёт не о нём: ответит следующая проверка."
    return post_report(
        forge,
        report.number,
        report.text,
        names=_list_files(forge, proposal),
        run=f"{forge.address}/actions/runs/{run.id}",
        commit=run.head_sha,
        site=site,
    )


def _read_run(event: bytes) -> _Run:
    try:
        return msgspec.json.decode(event, type=_Event).workflow_run
    except msgspec.MsgspecError as error:
        message = "событие не рассказывает о завершённой проверке"
        raise AtlasError(message, "Команда работает в задании comment.yml") from error


def _is_current(proposal: _PullRequest, run: _Run) -> bool:
    """Tell whether the run checked the pull request's latest commit."""
    same = proposal.head.repo == run.head_repository and run.head_repository is not None
    return same and proposal.state == "open" and proposal.head.sha == run.head_sha


def _list_files(forge: GitHub, proposal: _PullRequest) -> Iterator[str]:
    """Yield the files that a pull request touches, by their former names too."""
    listed = 0
    for file in forge.api.list_all(f"pulls/{proposal.number}/files", _File):
        listed += 1
        yield from filter(None, (file.filename, file.previous_filename))
    if proposal.changed_files > listed:
        yield UNLISTED
