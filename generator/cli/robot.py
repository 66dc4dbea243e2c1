"""`atlas robot`: what the workflows of GitHub do with rights."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.cli.commands import command
from generator.cli.options import pass_root
from generator.errors import AtlasError
from generator.robots import review
from generator.robots.api import forge_of
from generator.schema_files import read_schemas
from generator.settings_files import load_settings

_EVENT = "GITHUB_EVENT_PATH"


@command(
    name="robot",
    short_help="Ответить в GitHub (для заданий GitHub Actions).",
    help="Ответить в GitHub от имени задания GitHub Actions. comment — отчёт о предложении одним "
    "обновляемым комментарием.",
)
@click.argument("task", type=click.Choice(["comment"]), metavar="ЧТО")
@pass_root
def robot(root: Path, task: str) -> None:
    """Run a robot and say what it did."""
    del task
    click.echo(review.answer(forge_of(), _event(), _site(root)))


def _event() -> bytes:
    """Return what GitHub wrote of the event that started the workflow."""
    path = os.environ.get(_EVENT)
    if not path:
        message = f"команда работает только в задании GitHub Actions: не задано {_EVENT}"
        raise AtlasError(message, "См. README, раздел «Проверка предложений и публикация»")
    return Path(path).read_bytes()


def _site(root: Path) -> str:
    """Return the address of the site."""
    settings = load_settings(root, read_schemas(root)).settings
    if settings is None:
        message = "настройки атласа с ошибками"
        raise AtlasError(message, "Посмотрите, что скажет atlas check site_config")
    return settings.atlas.site_address
