"""The command `atlas`."""

from __future__ import annotations

from pathlib import Path

import click

from generator import __version__
from generator.cli.commands import AtlasGroup
from generator.cli.usage import BadValue

__all__ = ["atlas", "main"]

COMMANDS = ("check", "build", "serve", "new", "schema")


def _folder(ctx: click.Context, param: click.Parameter, value: str) -> Path:
    folder = Path(value)
    if not folder.is_dir():
        message = f"папки «{value}» нет."
        raise BadValue(message, ctx, param)
    return folder


@click.group(
    cls=AtlasGroup, names=COMMANDS, help="Атлас образовательных практик: проверка записей и сборка сайта."
)
@click.option(
    "--root", default=".", callback=_folder, metavar="ПАПКА", help="Папка атласа. Без параметра — текущая."
)
@click.version_option(__version__, message="atlas %(version)s", help="Показать версию и выйти.")
@click.pass_context
def atlas(ctx: click.Context, root: Path) -> None:
    """Keep the root of the atlas for the command that follows."""
    ctx.obj = root


def main() -> None:
    """Run the command with the arguments of the process."""
    atlas.main(prog_name="atlas")
