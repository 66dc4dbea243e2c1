"""ПУТИ: the files and folders of the atlas that a command is asked about."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import click
import msgspec
from click.shell_completion import CompletionItem

from generator.cli.root import find_root
from generator.cli.usage import BadValue, did_you_mean, parameter
from generator.model.kinds import KINDS
from generator.source.record_files import CONTENT, Source, sources
from generator.source.record_names import SUFFIX
from generator.source.snapshot import SITE_CONFIG

_SETTINGS, _VOCABULARIES, _SCHEMAS = SITE_CONFIG, f"{SITE_CONFIG}/vocabularies", "schemas"
_SUFFIXES = MappingProxyType({_SETTINGS: SUFFIX, _VOCABULARIES: SUFFIX, _SCHEMAS: ".json"})
_ID = re.compile(r"[a-z0-9-]+")
_A_RECORD = "запись (content/practices/имя.yaml или просто имя), папку записей (content/practices)"


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


def wanted_paths(root: Path, paths: Sequence[str], ctx: click.Context, served: Served) -> list[str]:
    """Return paths relative to the root with slashes.

    Each may be given from here or from the root; the id of a record stands for its file, in every kind.

    Raises:
        BadValue: there is no such file, it lies outside the atlas, or the command does not look at it.
    """
    return [one for path in paths for one in _with_id(root, path) or [_inside(root, path, ctx, served)]]


def complete_paths(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return what a word of a command line may become: ids of records, or else paths, told by the shell."""
    records = _records(ctx.obj or find_root()) if begun else ()
    ids = sorted({_id(one) for one in records if _id(one).startswith(begun)})
    return [*map(CompletionItem, ids)] or [CompletionItem(begun, type="file")]


def _records(root: Path) -> Iterator[Source]:
    return (one for one in sources(root) if isinstance(one, Source))


def _id(record: Source) -> str:
    return PurePosixPath(record.path).stem


def _with_id(root: Path, path: str) -> list[str]:
    """Return the files of the records that have an id; nothing where a file has that name, or for no id."""
    if not _ID.fullmatch(path) or os.path.lexists(path) or os.path.lexists(root / path):
        return []
    return [one.path for one in _records(root) if _id(one) == path]


def _inside(root: Path, path: str, ctx: click.Context, served: Served) -> str:
    """Return one path as `wanted_paths` does.

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
    """Return the files and folders of records whose names are like that of a path, as a message's end."""
    folders = [(kind.folder, f"{CONTENT}/{kind.folder}") for kind in KINDS]
    return did_you_mean(
        PurePosixPath(path).stem, [*folders, *((_id(one), one.path) for one in _records(root))]
    )


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
