"""ПУТИ: the files and folders of the atlas that a command is asked about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli.usage import BadValue


def inside(root: Path, path: str, ctx: click.Context) -> str:
    """Return a path relative to the root with slashes; it may be given from here or from the root.

    Args:
        root: the atlas.
        path: what was given as one of the argument `paths`.
        ctx: the command's context.

    Raises:
        BadValue: there is no such file, or it lies outside the atlas.
    """
    argument = next(param for param in ctx.command.params if param.name == "paths")
    places = [place for place in (Path(path), root / path) if os.path.lexists(place)]
    if not places:
        message = f"«{path}» не найдено: нет такого файла или папки."
        raise BadValue(message, ctx, argument)
    inner = next(filter(None, (_inner(place, root) for place in places)), None)
    if inner is None:
        message = f"«{path}» лежит вне атласа."
        raise BadValue(message, ctx, argument)
    return inner


def _inner(place: Path, root: Path) -> str | None:
    return _way(place.absolute(), root.absolute()) or _way(
        place.parent.resolve() / place.name, root.resolve()
    )


def _way(path: Path, root: Path) -> str | None:
    """Return the way from the root to a path, None if it leads out.

    The path's own name is not resolved: a link in the content is reported under its name.
    """
    inner = Path(os.path.relpath(path, root))
    return None if os.pardir in inner.parts else inner.as_posix()


def is_wanted(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a path is among those asked for, or below one; without any, every path is."""
    return not wanted or any(one in {".", path} or path.startswith(f"{one}/") for one in wanted)
