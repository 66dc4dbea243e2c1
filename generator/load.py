"""Finds the record files of an atlas and reads their bytes: regular files only, never a link."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.addresses import slug
from generator.findings import Problem
from generator.kinds import KIND_BY_FOLDER, KINDS, Kind
from generator.near import near_misses
from generator.strict_yaml.reader import MAX_BYTES
from generator.wording import joined, quoted

CONTENT = "content"
SUFFIX = ".yaml"
_SUFFIXES = (SUFFIX, ".yml", ".txt")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yaml\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The bytes of a record file. `path` is relative to the root, with slashes."""

    kind: Kind
    path: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unloaded:
    """A file that was not read: not a record, or not to be trusted."""

    path: str
    problem: Problem


def load(root: Path) -> Iterator[Source | Unloaded]:
    """Yield every file below `content/`, folder by folder, sorted by name.

    Files whose name begins with a dot belong to editors and systems and are passed over. A missing
    folder holds no records. Nothing is raised: what cannot be read is yielded as `Unloaded`.
    """
    for entry in _listing(root / CONTENT, CONTENT):
        if isinstance(entry, Unloaded):
            yield entry
            continue
        path = f"{CONTENT}/{entry.name}"
        if entry.is_symlink():
            yield Unloaded(path=path, problem=_link())
        elif not entry.is_dir(follow_symlinks=False):
            yield Unloaded(path=path, problem=_stray("Файл лежит не в папке вида записей"))
        elif entry.name not in KIND_BY_FOLDER:
            yield Unloaded(path=path, problem=_unknown_folder(entry.name))
        else:
            yield from _folder(root, KIND_BY_FOLDER[entry.name])


def read_file(file: Path, path: str) -> bytes | Unloaded:
    """Return the bytes of a regular file, at most one more than the reader accepts.

    Args:
        file: where it is.
        path: how findings name it.
    """
    try:
        # O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return Unloaded(path=path, problem=_link() if file.is_symlink() else _unreadable(error))
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Unloaded(path=path, problem=_not_regular())
        try:
            return stream.read(MAX_BYTES + 1)
        except OSError as error:
            return Unloaded(path=path, problem=_unreadable(error))


def _listing(folder: Path, path: str) -> list[os.DirEntry[str]] | list[Unloaded]:
    if folder.is_symlink():
        return [Unloaded(path=path, problem=_link())]
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        return [Unloaded(path=path, problem=_unreadable(error))]


def _folder(root: Path, kind: Kind) -> Iterator[Source | Unloaded]:
    folder = f"{CONTENT}/{kind.folder}"
    for entry in _listing(root / folder, folder):
        yield entry if isinstance(entry, Unloaded) else _source(entry, f"{folder}/{entry.name}", kind)


def _source(entry: os.DirEntry[str], path: str, kind: Kind) -> Source | Unloaded:
    path = path.encode(errors="replace").decode()  # a name may hold bytes that are no text
    if entry.is_symlink():
        return Unloaded(path=path, problem=_link())
    if entry.is_dir(follow_symlinks=False):
        return Unloaded(path=path, problem=_stray("Внутри папки записей лежит ещё одна папка"))
    if not _NAME.match(entry.name):
        return Unloaded(path=path, problem=_bad_name(entry.name))
    data = read_file(Path(entry.path), path)
    return data if isinstance(data, Unloaded) else Source(kind=kind, path=path, data=data)


def _link() -> Problem:
    return Problem(
        code="symlink",
        what="Вместо файла лежит символическая ссылка",
        allowed="Только обычные файлы и папки.",
        action="Замените ссылку самим файлом.",
    )


def _not_regular() -> Problem:
    return Problem(
        code="not-a-regular-file",
        what="Это не обычный файл",
        allowed="Только обычные файлы.",
        action="Удалите его из папки записей.",
    )


def _unreadable(error: OSError) -> Problem:
    return Problem(
        code="unreadable-file",
        what=f"Файл не удалось прочитать (ошибка системы {error.errno})",
        allowed="Файл, который можно открыть для чтения.",
        action="Проверьте права доступа к файлу.",
    )


def _stray(what: str) -> Problem:
    folders = [f"{CONTENT}/{kind.folder}/" for kind in KINDS]
    return Problem(
        code="stray-file",
        what=what,
        allowed=f"Записи лежат в папках {joined(quoted(folders))}.",
        action="Перенесите записи в папку их вида, остальное уберите из «content/».",
    )


def _unknown_folder(name: str) -> Problem:
    return Problem(
        code="unknown-folder",
        what=f"Неизвестная папка записей «{name}»",
        allowed=f"Папки {joined(quoted(kind.folder for kind in KINDS))}.",
        action="Переименуйте папку или перенесите записи.",
        near=near_misses(name, [(kind.folder, kind.folder) for kind in KINDS]),
    )


def _bad_name(name: str) -> Problem:
    name = name.encode(errors="replace").decode()
    stem = name
    while stem.endswith(_SUFFIXES):
        stem = stem.rpartition(".")[0]
    meant = f"{slug(stem)}{SUFFIX}"
    return Problem(
        code="bad-file-name",
        what=f"Имя файла «{name}» не подходит",
        allowed="Строчные латинские буквы, цифры и дефис, в конце «.yaml»: imya-zapisi.yaml.",
        action="Переименуйте файл; его имя без «.yaml» и есть id записи.",
        near=(meant,) if _NAME.match(meant) else (),
    )
