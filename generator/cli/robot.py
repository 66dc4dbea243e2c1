"""`atlas robot`: what the jobs of a forge do with rights."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import click
import msgspec

from generator.base.decode import UndecodableError, decode
from generator.base.errors import AtlasError
from generator.check.settings_check import sound_settings
from generator.cli.commands import command
from generator.cli.options import pass_root
from generator.intake.issue_forms.making import IssueRecord
from generator.model.settings import Atlas
from generator.robots import github_review, gitlab_review
from generator.robots.forge import ForgeClient
from generator.robots.github import GitHub, connect_github
from generator.robots.gitlab import GitLab, connect_gitlab
from generator.robots.links import update_links_issue
from generator.robots.proposal import propose
from generator.source.schema_files import read_schemas

_EVENT = "GITHUB_EVENT_PATH"
_FOUND = "LINKS_FOUND"
"""The exit code of `atlas links`: 1 when it found dead links."""
_REPORT = Path("links.md")
_BASE = "GITHUB_SHA"
_MADE, _REVIEW = Path("made/proposal.json"), Path("made/review.md")
_RUN = "GITHUB_RUN_ID"


def _comment(root: Path, forge: GitHub) -> str:
    return github_review.answer_run(forge, Path(_variable(_EVENT)).read_bytes(), _site(_atlas(root)))


def _comments(root: Path, forge: GitLab) -> str:
    return gitlab_review.answer_requests(forge, _site(_atlas(root)))


def _links(root: Path, forge: ForgeClient) -> str:
    atlas = _atlas(root)
    known = (f"{forge.address}/", f"{atlas.repository.address.rstrip('/')}/", _site(atlas))
    dead = _variable(_FOUND) != "0"
    return update_links_issue(forge, _read_report(root / _REPORT), dead=dead, known=known)


def _proposal(root: Path, forge: GitHub) -> str:
    made = _read_made((root / _MADE).read_bytes())
    report = _read_report(root / _REVIEW) if (root / _REVIEW).is_file() else ""
    event = Path(_variable(_EVENT)).read_bytes()
    site = _site(_atlas(root))
    run = f"{forge.address}/actions/runs/{_variable(_RUN)}"
    return propose(forge, event, made, base=_variable(_BASE), site=site, report=report, run=run)


def _read_made(body: bytes) -> IssueRecord | None:
    """Return the record that another job, without rights, has made of a stranger's answers."""
    try:
        made: IssueRecord | None = decode(msgspec.json.Decoder(IssueRecord | None).decode, body)
    except UndecodableError as error:
        message = f"файл «{_MADE}» не читается"
        raise AtlasError(message, "Запустите задание ещё раз") from error
    return made


def _read_report(file: Path) -> str:
    return file.read_bytes().decode(errors="replace")


_ON_GITHUB: Mapping[str, Callable[[Path, GitHub], str]] = MappingProxyType(
    {"comment": _comment, "links": _links, "proposal": _proposal}
)
_ON_GITLAB: Mapping[str, Callable[[Path, GitLab], str]] = MappingProxyType(
    {"comment": _comments, "links": _links}
)


def _variable(name: str) -> str:
    """Return a variable of the environment that a job sets."""
    value = os.environ.get(name)
    if not value:
        message = f"команда работает только в задании GitHub Actions или GitLab CI: не задано {name}"
        raise AtlasError(message, "См. docs/ru/proposals.md в хранилище генератора")
    return value


def _site(atlas: Atlas) -> str:
    """Return the address of the site with a slash at its end: nobody else's begins so."""
    return f"{atlas.site_address.rstrip('/')}/"


def _atlas(root: Path) -> Atlas:
    """Return what the settings say of the atlas itself."""
    return sound_settings(root, read_schemas(root)).atlas


@command(
    name="robot",
    help="Ответить на площадке хранилища от имени задания GitHub Actions или GitLab CI: comment — отчёт о "
    "предложении одним обновляемым комментарием (на GitLab — во всех открытых запросах, проверка которых "
    "закончилась); links — одна задача о ссылках, которые не открываются; proposal — запрос из ответов в "
    "форме задачи (только на GitHub).",
)
@click.argument("task", type=click.Choice(list(_ON_GITHUB)), metavar="ЧТО")
@pass_root
def robot(root: Path, task: str) -> None:
    """Run a robot and say what it did."""
    if not os.environ.get("GITLAB_CI"):
        click.echo(_ON_GITHUB[task](root, connect_github(os.environ)))
    elif task in _ON_GITLAB:
        click.echo(_ON_GITLAB[task](root, connect_gitlab(os.environ)))
    else:
        message = "форм задач, из которых делаются записи, на GitLab нет: отвечать не на что"
        raise AtlasError(message, "Записи там предлагают запросами на слияние")
