"""Parameters that several commands have."""

import datetime as dt
import math
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.cli.usage import OneOf, refuse
from generator.source.snapshot import SITE_CONFIG

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A date written as ГГГГ-ММ-ДД."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:  # noqa: ARG002 - as in click
        """Return the parsed date.

        Raises:
            BadValue: the text is not a date.
        """
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            refuse(param, f"«{value}» не дата. Нужен день в виде ГГГГ-ММ-ДД, например 2026-09-01.")


def today() -> dt.date:
    """Return today's date in the user's time zone: the only clock that commands read."""
    return dt.datetime.now().astimezone().date()


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def new_file(_ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Return the path of a file to write, for a parameter's `callback`.

    Raises:
        BadValue: its folder does not exist, or it is a folder itself.
    """
    if value is None:
        return None
    file = Path(value)
    if not file.parent.is_dir():
        refuse(param, f"папки «{file.parent}» нет. Создайте её или укажите другую.")
    if file.is_dir():
        refuse(param, f"«{file}» — папка, а нужно имя файла.")
    return file


def existing_file(_ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Return the path of a file to read, for a parameter's `callback`.

    Raises:
        BadValue: it does not exist, or is not a regular file: reading a device may never end.
    """
    if value is None:
        return None
    file = Path(value)
    if not os.path.lexists(file):
        refuse(param, f"файла «{value}» нет.")
    if file.is_dir() or file.is_char_device() or file.is_block_device():
        refuse(param, f"«{value}» — не файл.")
    return file


def existing_folder(_ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Return the path of a folder to read, for a parameter's `callback`.

    Raises:
        BadValue: it does not exist.
    """
    if value is not None and not Path(value).is_dir():
        refuse(param, f"папки «{value}» нет.")
    return None if value is None else Path(value)


class Seconds(click.FloatRange):
    """A number of seconds within bounds. «nan» is refused, though click's comparisons let it through."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 - as in click
        """Return the number.

        Raises:
            click.BadParameter: it is not a number, or outside the bounds.
        """
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(str(value), param, ctx)
        return seconds


def two_states(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return a range of two states of the repository, for a parameter's `callback`.

    Raises:
        BadValue: it is only one state.
    """
    if value is not None and ".." not in value:
        refuse(param, f"«{value}» — одно состояние, а нужны два через две точки: main..моя-ветка.")
    return value


def inbox_folder(root: Path, value: str | None) -> Path:
    """Return the folder of proposals received by mail: the given one, else the atlas's own."""
    return Path(value) if value else root / ".atlas" / "inbox"


FILE, FOLDER = click.Path(readable=False), click.Path(file_okay=False, readable=False)
"""Paths that the shell completes; whoever reads them reports in Russian that they cannot be read."""
pass_root = click.make_pass_decorator(Path)
"""Passes the root of the atlas (`--root`) to a command as its first argument."""


def as_of(what: str) -> Callable[[Command], Command]:
    """Return the option `--as-of`; `what` describes its purpose."""
    text = f"{what}: ГГГГ-ММ-ДД. Без параметра — сегодня."
    return click.option("--as-of", type=Day(), default=today, metavar="ДАТА", help=text)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=processors,
    metavar="ЧИСЛО",
    help="Сколько процессов читают записи. Без параметра — по числу процессоров.",
)


def check_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the parameters of every command that checks the atlas: its root, `--as-of` and `--jobs`."""
    return as_of("День, на который судят о сроках и датах")(jobs_option(pass_root(function)))


def format_option(formats: Iterable[str], text: str) -> Callable[[Command], Command]:
    """Return the option `--format` with its help `text`; the first format is the default."""
    names = list(formats)
    form = OneOf(names)
    return click.option("--format", "format_name", type=form, default=names[0], metavar="ВИД", help=text)


def root_option(function: Command) -> Command:
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
    ctx.obj = existing_folder(ctx, param, value) or ctx.obj or find_root()
