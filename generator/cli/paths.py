"""ПУТИ: the files and folders of the atlas that a command is limited to."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import click
import msgspec
from click.shell_completion import CompletionItem

from generator.cli.options import find_root
from generator.cli.usage import did_you_mean, refuse
from generator.model.kinds import KINDS
from generator.source.record_files import CONTENT, Source, sources
from generator.source.record_names import SUFFIX
from generator.source.snapshot import SITE_CONFIG

_SETTINGS, _VOCABULARIES, _SCHEMAS = SITE_CONFIG, f"{SITE_CONFIG}/vocabularies", "schemas"
_SUFFIXES: Mapping[str, str] = {_SETTINGS: SUFFIX, _VOCABULARIES: SUFFIX, _SCHEMAS: ".json"}
_ID = re.compile(r"[a-z0-9-]+")
_A_RECORD = "запись (content/practices/имя.yaml или просто имя), папку записей (content/practices)"


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """The files a command deals with, and what to say about any other file."""

    holds: Callable[[str], bool]
    other: str
    allowed: str


def _is_record(path: str) -> bool:
    return PurePosixPath(path).parts[0] == CONTENT


def _is_checked(path: str) -> bool:
    """Return whether `atlas check` reads the file of a path."""
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


def wanted_paths(root: Path, paths: Sequence[str], served: Served) -> list[str]:
    """Return paths relative to the root, with slashes.

    Each may be relative to the current folder or to the root; the id of a record means its file, in every
    kind.

    Raises:
        BadValue: there is no such file, it is outside the atlas, or the command does not deal with it.
    """
    return [one for path in paths for one in _with_id(root, path) or [_inside(root, path, served)]]


def complete_paths(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the completions of a path: ids of records, else the shell's own completion of files."""
    records = _records(ctx.obj or find_root()) if begun else ()
    ids = sorted({_id(one) for one in records if _id(one).startswith(begun)})
    return [*map(CompletionItem, ids)] or [CompletionItem(begun, type="file")]


def _records(root: Path) -> Iterator[Source]:
    return (one for one in sources(root) if isinstance(one, Source))


def _id(record: Source) -> str:
    return PurePosixPath(record.path).stem


def _with_id(root: Path, path: str) -> list[str]:
    """Return the files of the records with an id; none if a file has that name, or if it is not an id."""
    if not _ID.fullmatch(path) or os.path.lexists(path) or os.path.lexists(root / path):
        return []
    return [one.path for one in _records(root) if _id(one) == path]


def _inside(root: Path, path: str, served: Served) -> str:
    """Return one path as `wanted_paths` does.

    Raises:
        BadValue: there is no such file, it is outside the atlas, or the command does not deal with it.
    """
    places = [place for place in (Path(path), root / path) if os.path.lexists(place)]
    inner = next(filter(None, (_inner(place, root) for place in places)), None)
    if inner is None or not (inner == "." or served.holds(inner)):
        wrong = f"— {served.other}" if inner else "лежит вне атласа"
        if not places:
            wrong = "не найдено: нет такого файла или папки"
        refuse("paths", f"«{path}» {wrong}. {served.allowed}{_maybe(root, path)}")
    return inner


def _maybe(root: Path, path: str) -> str:
    """Return the end of a message: the files and folders of records with names similar to that of a path."""
    folders = [(kind.folder, f"{CONTENT}/{kind.folder}") for kind in KINDS]
    return did_you_mean(
        PurePosixPath(path).stem, [*folders, *((_id(one), one.path) for one in _records(root))]
    )


def _inner(place: Path, root: Path) -> str | None:
    """Return a path relative to the root, None if it is outside.

    Links in its parents are followed, its own name is not: a link in the content is reported as such.
    """
    return _relative(place.absolute(), root.absolute()) or _relative(
        place.parent.resolve() / place.name, root.resolve()
    )


def _relative(path: Path, root: Path) -> str | None:
    """Return a path relative to the root, None if it is outside."""
    inner = Path(os.path.relpath(path, root))
    return None if os.pardir in inner.parts else inner.as_posix()


def is_wanted(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a path is one of those asked for, or inside one; if none are, every path is wanted."""
    return not wanted or any(one in {".", path} or path.startswith(f"{one}/") for one in wanted)
