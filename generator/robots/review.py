"""The robot that tells a contributor what the check of a proposal found, in one comment.

It runs in a workflow that may write, after the check, which could not. Whatever the check left is text of
strangers; which proposal it belongs to is known only when GitHub says so too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.errors import AtlasError
from generator.repository import FOLDERS
from generator.robots.api import Forge
from generator.robots.artifact import Report, report_of
from generator.robots.harmless import harmless
from generator.robots.marked import Did, keep_comment, mark_of
from generator.wording import count

MARK = mark_of("review")
_WORKFLOW = ".github/workflows/check.yml"
_DATA = tuple(f"{folder}/" for folder in FOLDERS)
_CODE = "site_config/theme/"
"""Templates and scripts among the settings."""
_LONGEST = 60_000
"""Characters of a comment; GitHub takes 65,536."""
_OUTSIDE = (
    "> [!WARNING]\n> Предложение меняет не только записи: кроме них — {files}. Проверка читала их как "
    "данные, но отчёту ниже верьте, только когда эти файлы посмотрит тот, кто ведёт атлас."
)
_FOOT = "Отчёт и страницы для просмотра лежат во [вложениях проверки]({run}). Правка {commit}."
_DONE: Mapping[Did, str] = {
    "added": "Ответ на запрос {number} написан.",
    "changed": "Ответ на запрос {number} обновлён.",
    "same": "Ответ на запрос {number} не изменился.",
}


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
    state: str
    head: _End


class _File(msgspec.Struct, frozen=True):
    filename: str
    previous_filename: str = ""


def answer(forge: Forge, event: bytes, site: str) -> str:
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
    if not _belongs(forge.get(f"pulls/{report.number}", _PullRequest), run):
        return "Предложение за это время изменилось или отчёт не о нём: ответит следующая проверка."
    text = _text(forge, report, run, site)
    return _DONE[keep_comment(forge, report.number, MARK, text)].format(number=report.number)


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


def _text(forge: Forge, report: Report, run: _Run, site: str) -> str:
    address = f"{forge.address}/actions/runs/{run.id}"
    foot = _FOOT.format(run=address, commit=run.head_sha[:10])
    outside = len(set(_outside(forge, report.number)))
    head = [_OUTSIDE.format(files=count(outside, "файл", "файла", "файлов"))] if outside else []
    room = _LONGEST - len(foot) - sum(map(len, head))
    return "\n\n".join([*head, harmless(report.text, room, (f"{forge.address}/", site)), f"---\n\n{foot}"])


def _outside(forge: Forge, number: int) -> Iterator[str]:
    """Yield the files that a pull request touches and that are more than data."""
    for file in forge.listed(f"pulls/{number}/files", _File):
        for name in filter(None, (file.filename, file.previous_filename)):
            if not name.startswith(_DATA) or name.startswith(_CODE):
                yield name
