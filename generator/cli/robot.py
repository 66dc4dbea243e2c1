"""`atlas robot`: the jobs of a forge that need write access."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import click
import msgspec

from generator.base.decode import UndecodableError, decode
from generator.base.errors import AtlasError
from generator.check.settings_check import sound_settings
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import pass_root
from generator.cli.usage import OneOf, refuse
from generator.intake.issue_forms.making import IssueRecord
from generator.model.settings import Atlas
from generator.report.base import escape_invisible
from generator.robots import github_review, gitlab_review
from generator.robots.answer_places import AnswerPlace, FolderPlace, ForgePlace
from generator.robots.check_requests import check_request, check_requests
from generator.robots.forge import ForgeClient, IssueKeeper, PolledForge
from generator.robots.gitea import TOKEN, connect_gitea
from generator.robots.gitflic import connect_gitflic
from generator.robots.github import GitHub, connect_github
from generator.robots.gitlab import GitLab, connect_gitlab
from generator.robots.gitverse import connect_gitverse
from generator.robots.links import update_links_issue
from generator.robots.proposal import propose
from generator.robots.proposal_checker import open_checker
from generator.source.git.git import GitRepository, open_repository
from generator.source.schema_files import read_schemas

_EVENT = "GITHUB_EVENT_PATH"
_FOUND = "LINKS_FOUND"
"""The exit code of `atlas links`: 1 when it found dead links."""
_REPORT = Path("links.md")
_BASE = "GITHUB_SHA"
_MADE, _REVIEW = Path("made/proposal.json"), Path("made/review.md")
_RUN = "GITHUB_RUN_ID"
_CHECK = "check"
_FOLDER = ".atlas/robot"
_PREVIEWS = "ATLAS_PREVIEWS"
"""Where the operator publishes that folder, if anywhere."""
_NO_KEY = f" Под запросами робот отвечает, когда задано {TOKEN}."
_NOT_KNOWN = " Под запросами робот отвечает только на Gitea, Forgejo, GitVerse и GitFlic (repository.kind)."
_BRANCHES = "refs/heads/proposal/*"
_POLLED: Mapping[str, Callable[[str, Mapping[str, str]], PolledForge]] = {
    "gitea": connect_gitea,
    "forgejo": connect_gitea,
    "gitverse": connect_gitverse,
    "gitflic": connect_gitflic,
}
"""How to connect to the forges that start no jobs for proposals, by `repository.kind`."""


def _run(task: str, root: Path, forge: ForgeClient, atlas: Atlas) -> str:
    """Run a task that needs write access, and return what was done."""
    site = _site(atlas)
    if task == "links":
        return _update_links(root, forge, atlas)
    if isinstance(forge, GitLab):
        return gitlab_review.answer_requests(forge, site)
    github = cast("GitHub", forge)
    if task == "comment":
        return github_review.answer_run(github, Path(_variable(_EVENT)).read_bytes(), site)
    made = _read_made((root / _MADE).read_bytes())
    report = _read_report(root / _REVIEW) if (root / _REVIEW).is_file() else ""
    event = Path(_variable(_EVENT)).read_bytes()
    run = f"{forge.address}/actions/runs/{_variable(_RUN)}"
    return propose(github, event, made, base=_variable(_BASE), atlas=atlas, report=report, run=run)


def _update_links(root: Path, forge: ForgeClient, atlas: Atlas) -> str:
    repository = atlas.repository
    if not isinstance(forge, IssueKeeper):
        title = repository.forge.title
        message = f"на площадке {title} робот не ведёт задачу о ссылках: там не видно, кто её открыл"
        raise AtlasError(message, f"Отчёт о ссылках лежит в файле {_REPORT}; задачу по нему откройте сами")
    known = (f"{forge.address}/", f"{repository.address.rstrip('/')}/", _site(atlas))
    dead = _variable(_FOUND) != "0"
    return update_links_issue(forge, _read_report(root / _REPORT), dead=dead, known=known)


def _read_made(body: bytes) -> IssueRecord | None:
    """Return the record that another job, without write access, has created from a stranger's answers."""
    try:
        made: IssueRecord | None = decode(msgspec.json.Decoder(IssueRecord | None).decode, body)
    except UndecodableError as error:
        message = f"файл «{_MADE}» не читается"
        raise AtlasError(message, "Запустите задание ещё раз") from error
    return made


def _read_report(file: Path) -> str:
    return file.read_bytes().decode(errors="replace")


def _variable(name: str) -> str:
    """Return a variable of the environment that a job sets."""
    value = os.environ.get(name)
    if not value:
        message = f"команда работает только в задании GitHub Actions или GitLab CI: не задано {name}"
        raise AtlasError(message, "См. docs/ru/proposals.md в хранилище генератора")
    return value


def _site(atlas: Atlas) -> str:
    """Return the address of the site with a slash at its end, so that no other site starts with it."""
    return f"{atlas.site_address.rstrip('/')}/"


def _atlas(root: Path) -> Atlas:
    """Return the settings of the atlas itself."""
    return sound_settings(root, read_schemas(root)).atlas


def _check(root: Path, name: str | None, branches: tuple[str, ...]) -> int:
    """Check the proposals and reply to them; return the exit code."""
    root = root.resolve()  # commands run in the clone, whatever the current folder is
    repository = open_repository(root)
    place, name = _place(root, repository, name, branches)
    checker = open_checker(root, repository)
    done = check_requests(place, checker) if name is None else check_request(place, checker, name)
    for line in done.lines:
        click.echo(escape_invisible(line))
    return FOUND if done.failed or not done.passed else OK


def _place(
    root: Path, repository: GitRepository, name: str | None, branches: tuple[str, ...]
) -> tuple[AnswerPlace, str | None]:
    """Return where replies go, and the name of the requested proposal there.

    If the forge's API is not supported, or no key is set, replies are written to files.
    """
    atlas = _atlas(root)
    site, folder = _site(atlas), root / _FOLDER
    connect = _POLLED.get(atlas.repository.kind)
    if connect and os.environ.get(TOKEN) and not branches:
        forge = connect(atlas.repository.address, os.environ)
        previews = os.environ.get(_PREVIEWS, "").rstrip("/")
        branch = atlas.repository.branch
        return ForgePlace(forge=forge, branch=branch, site=site, folder=folder, previews=previews), name
    why = "" if branches else _NO_KEY if connect else _NOT_KNOWN
    click.echo(f"Ответы лежат в папке {folder}.{why}")
    if name is not None:
        name = f"pull/{name}/head" if name.isdecimal() else name
        branches = (f"refs/{name}" if name.startswith("pull/") else f"refs/heads/{name}",)
    patterns = branches or (_BRANCHES,)
    return FolderPlace(repository=repository, patterns=patterns, site=site, folder=folder), name


@command(
    help="Ответить на площадке хранилища. check — проверить открытые предложения и ответить, без заданий "
    "площадки, по таймеру (Gitea, Forgejo, GitVerse, GitFlic; на других ответы ложатся в .atlas/robot). "
    "От имени задания GitHub Actions или GitLab CI: comment — отчёт о предложении одним обновляемым "
    "комментарием (на GitLab — во всех открытых запросах, проверка которых закончилась); links — одна "
    "задача о ссылках, которые не открываются; proposal — запрос из ответов в форме задачи (только на "
    "GitHub). Код возврата: 0 — сделано, 1 — с каким-то предложением не вышло или в названном есть "
    "ошибки, 2 — команда записана неверно.",
)
@click.argument("task", type=OneOf([_CHECK, "comment", "links", "proposal"]), metavar="ЧТО")
@click.option(
    "--request", "name", metavar="НОМЕР", help="Для check: только это предложение, даже если проверено."
)
@click.option(
    "--branches",
    multiple=True,
    metavar="ОБРАЗЕЦ",
    help="Для check без площадки: какие ветки — предложения. Без параметра — refs/heads/proposal/*.",
)
@pass_root
def robot(root: Path, *, task: str, name: str | None, branches: tuple[str, ...]) -> int:
    """Run a robot and print what it did."""
    if task == _CHECK:
        return _check(root, name, branches)
    if name is not None or branches:
        refuse("branches" if name is None else "name", "бывает только у check.")
    atlas, in_gitlab = _atlas(root), bool(os.environ.get("GITLAB_CI"))
    connect = _POLLED.get(atlas.repository.kind) if task == "links" else None
    if connect:
        forge: ForgeClient = connect(atlas.repository.address, os.environ)
    elif in_gitlab and task == "proposal":
        message = "форм задач, из которых делаются записи, на GitLab нет: отвечать не на что"
        raise AtlasError(message, "Записи там предлагают запросами на слияние")
    else:
        forge = connect_gitlab(os.environ) if in_gitlab else connect_github(os.environ)
    click.echo(_run(task, root, forge, atlas))
    return OK
