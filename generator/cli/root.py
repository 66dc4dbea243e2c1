"""`--root`: the folder of the atlas, before or after the command; by default the nearest one upwards."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.cli.options import FOLDER
from generator.cli.usage import BadValue
from generator.source.snapshot import SITE_CONFIG

F = TypeVar("F", bound=Callable[..., Any])


def root_option(function: F) -> F:
    """Add the option to a command or to the group; the one after the command takes precedence."""
    option = click.option(
        "--root",
        type=FOLDER,
        callback=_take,
        expose_value=False,
        metavar="ПАПКА",
        help="Папка атласа. Без параметра — текущая или ближайшая над ней, в которой есть атлас.",
    )
    return option(function)


def find_root() -> Path:
    """Return the nearest folder with an atlas, from the current one upwards, else the current one."""
    here = Path.cwd()
    found = next((place for place in (here, *here.parents) if (place / SITE_CONFIG).is_dir()), here)
    return Path(os.path.relpath(found, here))


def _take(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        folder = Path(value)
        if not folder.is_dir():
            message = f"папки «{value}» нет."
            raise BadValue(message, ctx, param)
        ctx.obj = folder
    elif ctx.obj is None:
        ctx.obj = find_root()
