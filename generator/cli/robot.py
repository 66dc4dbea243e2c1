"""`atlas robot`: what the workflows of GitHub do with rights."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import click
import msgspec

from generator.cli.commands import command
from generator.cli.options import pass_root
from generator.errors import AtlasError
from generator.proposals.making import Made
from generator.robots.api import Forge, forge_of
from generator.robots.links import tell_of_links
from generator.robots.proposal import propose
from generator.robots.review import answer
from generator.schema_files import read_schemas
from generator.settings import Atlas
from generator.settings_files import load_settings

_EVENT = "GITHUB_EVENT_PATH"
_FOUND = "LINKS_FOUND"
"""The exit code of `atlas links`: 1 when it found dead links."""
_REPORT = Path("links.md")
_BASE = "GITHUB_SHA"
_MADE, _REVIEW = Path("proposal.json"), Path("review.md")


def _comment(root: Path, forge: Forge) -> str:
    return answer(forge, Path(_variable(_EVENT)).read_bytes(), _site(_atlas(root)))


def _links(root: Path, forge: Forge) -> str:
    atlas = _atlas(root)
    known = (f"{forge.address}/", f"{atlas.repository.address.rstrip('/')}/", _site(atlas))
    dead = _variable(_FOUND) != "0"
    return tell_of_links(forge, (root / _REPORT).read_text(encoding="utf-8"), dead=dead, known=known)


def _proposal(root: Path, forge: Forge) -> str:
    made = msgspec.json.decode((root / _MADE).read_bytes(), type=Made | None)
    report = (root / _REVIEW).read_text(encoding="utf-8") if (root / _REVIEW).is_file() else ""
    event = Path(_variable(_EVENT)).read_bytes()
    site = _site(_atlas(root))
    return propose(forge, event, made, base=_variable(_BASE), site=site, report=report)


_TASKS: Mapping[str, Callable[[Path, Forge], str]] = MappingProxyType(
    {"comment": _comment, "links": _links, "proposal": _proposal}
)


def _variable(name: str) -> str:
    """Return a variable of the environment that a workflow sets."""
    value = os.environ.get(name)
    if not value:
        message = f"команда работает только в задании GitHub Actions: не задано {name}"
        raise AtlasError(message, "См. README, раздел «Проверка предложений и публикация»")
    return value


def _site(atlas: Atlas) -> str:
    """Return the address of the site with a slash at its end: nobody else's begins so."""
    return f"{atlas.site_address.rstrip('/')}/"


def _atlas(root: Path) -> Atlas:
    """Return what the settings say of the atlas itself."""
    settings = load_settings(root, read_schemas(root)).settings
    if settings is None:
        message = "в настройках атласа есть ошибки"
        raise AtlasError(message, "Посмотрите, что скажет atlas check site_config")
    return settings.atlas


@command(
    name="robot",
    short_help="Ответить в GitHub (для заданий GitHub Actions).",
    help="Ответить в GitHub от имени задания GitHub Actions: comment — отчёт о предложении одним "
    "обновляемым комментарием; links — одна задача о ссылках, которые не открываются; proposal — запрос из "
    "ответов в форме задачи.",
)
@click.argument("task", type=click.Choice(list(_TASKS)), metavar="ЧТО")
@pass_root
def robot(root: Path, task: str) -> None:
    """Run a robot and say what it did."""
    forge = forge_of()
    click.echo(_TASKS[task](root, forge))
