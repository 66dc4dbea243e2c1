"""Answers the proposal that one run of the check was about, as GitHub's event tells of it.

Whatever the check left is text of strangers; which proposal it belongs to is known only when GitHub says so
too.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.base.errors import AtlasError
from generator.robots.artifact import report_of
from generator.robots.github import GitHub
from generator.robots.review import UNLISTED, reply

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


def answer(forge: GitHub, event: bytes, site: str) -> str:
    """Write or renew the comment for the run of the check that an event tells of; return what was done.

    Args:
        forge: the repository.
        event: what GitHub wrote of the event, as JSON.
        site: the address of the atlas's site.

    Raises:
        AtlasError: GitHub refused, or the event is another.
    """
    run = _run_of(event)
    if run.event != "pull_request" or run.path.partition("@")[0] != _WORKFLOW:
        return "Это не проверка предложения: отвечать не на что."
    report = report_of(forge, run.id)
    if report is None:
        return "Проверка не оставила отчёта: отвечать нечем."
    proposal = forge.interface.get(f"pulls/{report.number}", _PullRequest)
    if not _belongs(proposal, run):
        return "Предложение за это время изменилось или отчёт не о нём: ответит следующая проверка."
    return reply(
        forge,
        report.number,
        report.text,
        names=_names(forge, proposal),
        run=f"{forge.address}/actions/runs/{run.id}",
        commit=run.head_sha,
        site=site,
    )


def _run_of(event: bytes) -> _Run:
    try:
        return msgspec.json.decode(event, type=_Event).workflow_run
    except msgspec.MsgspecError as error:
        message = "событие не рассказывает о завершённой проверке"
        raise AtlasError(message, "Команда работает в задании comment.yml") from error


def _belongs(proposal: _PullRequest, run: _Run) -> bool:
    """Return whether the run checked what the pull request is now."""
    same = proposal.head.repo == run.head_repository and run.head_repository is not None
    return same and proposal.state == "open" and proposal.head.sha == run.head_sha


def _names(forge: GitHub, proposal: _PullRequest) -> Iterator[str]:
    """Yield the files that a pull request touches, by former names too."""
    listed = 0
    for file in forge.interface.listed(f"pulls/{proposal.number}/files", _File):
        listed += 1
        yield from filter(None, (file.filename, file.previous_filename))
    if proposal.changed_files > listed:
        yield UNLISTED
