"""ПУТИ: the files and folders of the atlas that a command is asked about."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import click
import msgspec

from generator.cli.usage import BadValue, did_you_mean, parameter
from generator.source.record_files import CONTENT, SUFFIX, Source, sources
from generator.source.snapshot import SITE_CONFIG

_SETTINGS, _VOCABULARIES, _SCHEMAS = SITE_CONFIG, f"{SITE_CONFIG}/vocabularies", "schemas"
_SUFFIXES = MappingProxyType({_SETTINGS: SUFFIX, _VOCABULARIES: SUFFIX, _SCHEMAS: ".json"})
_A_RECORD = "запись (content/practices/имя.yaml), папку записей (content/practices)"


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """What a command looks at: whether a path is a part of it, and how to say that another is not."""

    holds: Callable[[str], bool]
    other: str
    allowed: str


def _is_record(path: str) -> bool:
    return PurePosixPath(path).parts[0] == CONTENT


def _is_checked(path: str) -> bool:
    """Return whether `atlas check` reads what stands at a path."""
    if _is_record(path) or path in _SUFFIXES:
        return True
    place = PurePosixPath(path)
    return place.suffix == _SUFFIXES.get(place.parent.as_posix(), "none")


RECORDS = Served(
    holds=_is_record,
    other="не запись и не папка с записями: приводить к общему виду здесь нечего",
    allowed=f"Можно назвать {_A_RECORD} или «.» — все записи.",
)
CHECKED = Served(
    holds=_is_checked,
    other="не запись и не настройка атласа: проверять здесь нечего",
    allowed=f"Можно назвать {_A_RECORD}, настройки (site_config), схемы (schemas) или «.» — весь атлас.",
)


def inside(root: Path, path: str, ctx: click.Context, served: Served) -> str:
    """Return a path relative to the root with slashes; it may be given from here or from the root.

    Raises:
        BadValue: there is no such file, it lies outside the atlas, or the command does not look at it.
    """
    places = [place for place in (Path(path), root / path) if os.path.lexists(place)]
    inner = next(filter(None, (_inner(place, root) for place in places)), None)
    if inner is not None and (inner == "." or served.holds(inner)):
        return inner
    if not places:
        wrong = "не найдено: нет такого файла или папки"
    else:
        wrong = "лежит вне атласа" if inner is None else f"— {served.other}"
    message = f"«{path}» {wrong}. {served.allowed}{_maybe(root, path)}"
    raise BadValue(message, ctx, parameter(ctx, "paths"))


def _maybe(root: Path, path: str) -> str:
    """Return the record files whose names are like that of a path, as the end of a message."""
    records = [PurePosixPath(one.path) for one in sources(root) if isinstance(one, Source)]
    return did_you_mean(PurePosixPath(path).stem, [(one.stem, str(one)) for one in records])


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
