"""Finds the record files of an atlas and reads files: regular ones only, never a link."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from generator.base.errors import explain_os_error
from generator.base.limits import MAX_BYTES
from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.model.findings import Problem
from generator.model.kinds import KIND_BY_FOLDER, KINDS, Kind
from generator.source.record_names import RECORD_NAME, SUFFIX, bad_record_name, is_beside, meant_id

CONTENT = "content"
_READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""O_NONBLOCK: opening a named pipe must not wait for somebody to write into it."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A record file: where it is, and its path relative to the root, with slashes."""

    kind: Kind
    path: str
    file: str

    def read(self) -> bytes | Unloaded:
        """Return the bytes of the file, at most one more than the reader accepts."""
        return read_file(self.file, self.path)


class Unloaded(msgspec.Struct, frozen=True, kw_only=True):
    """A file or folder that was not read: not a record, or not to be trusted.

    `ids` are those of the records it is or contains under a wrong name or in a wrong place: references to
    them are not reported as unknown.
    """

    path: str
    problem: Problem
    ids: tuple[str, ...] = ()


EntryType = Literal["file", "folder", "link", "other"]


class FolderEntry(NamedTuple):
    """An entry of a folder, on disk or in a git tree; `path` is where it is read."""

    name: str
    path: str
    type: EntryType


Listing = Callable[[str], Sequence[FolderEntry | Unloaded]]
"""Lists the entries of a folder, given by its path inside the atlas, sorted by name."""


def sources(root: Path) -> Iterator[Source | Unloaded]:
    """Yield every file below `content/`, folder by folder, sorted by name; none is opened.

    Files that belong to editors and systems are skipped, and so is a README. A missing folder
    contains no records. Nothing is raised: what is not a record is yielded as `Unloaded`.
    """
    return sources_in(lambda path: list_folder(root / path, path))


def sources_in(listed: Listing) -> Iterator[Source | Unloaded]:
    """Yield every file below `content/` as `sources` does, wherever the folders are."""
    for entry in listed(CONTENT):
        if isinstance(entry, Unloaded):
            yield entry
            continue
        if is_beside(entry.name):
            continue
        path = f"{CONTENT}/{as_text(entry.name)}"
        if entry.type == "link":
            yield Unloaded(path=path, problem=symlink())
        elif entry.type != "folder":
            problem = _stray("Файл лежит не в папке вида записей")
            yield Unloaded(path=path, problem=problem, ids=_ids([entry]))
        elif entry.name not in KIND_BY_FOLDER:
            name, folders = as_text(entry.name), [kind.folder for kind in KINDS]
            problem = Problem(
                code="unknown-folder",
                what=f"Неизвестная папка записей «{name}»",
                allowed=f"Папки {join_words(quote_all(folders))}.",
                action="Переименуйте папку или перенесите записи.",
                suggestions=near_misses(name, [(folder, folder) for folder in folders]),
            )
            yield Unloaded(path=path, problem=problem, ids=_ids(listed(path)))
        else:
            yield from _folder(listed, KIND_BY_FOLDER[entry.name])


def record_path(kind: Kind, record_id: str) -> str:
    """Return the path of a record's file."""
    return f"{CONTENT}/{kind.folder}/{record_id}{SUFFIX}"


def record_at(path: str) -> tuple[Kind, str] | None:
    """Return the kind and id of the record that a path belongs to; None if it is not a record file."""
    top, _, rest = path.partition("/")
    folder, _, name = rest.partition("/")
    kind = KIND_BY_FOLDER.get(folder)
    if top != CONTENT or kind is None or not RECORD_NAME.match(name):
        return None
    return kind, name.removesuffix(SUFFIX)


def read_file(file: Path | str, path: str) -> bytes | Unloaded:
    """Return the bytes of a regular file, at most one more than the reader accepts.

    `path` is how findings name it.
    """
    try:
        descriptor = os.open(file, _READING)
    except OSError as error:
        return Unloaded(path=path, problem=symlink() if os.path.islink(file) else unreadable(error))  # noqa: PTH114
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Unloaded(path=path, problem=_not_regular())
        return _bytes(descriptor, status.st_size)
    except OSError as error:
        return Unloaded(path=path, problem=unreadable(error))
    finally:
        os.close(descriptor)


def _bytes(descriptor: int, size: int) -> bytes:
    """Return the content of an open file, up to the limit; `size` is what the system reports."""
    data = part = os.read(descriptor, min(size, MAX_BYTES) + 1)
    if size and len(data) == size:  # one more byte was requested, and there was none
        return data
    while part and len(data) <= MAX_BYTES:  # system files report size 0 and contain more
        part = os.read(descriptor, MAX_BYTES + 1 - len(data))
        data += part
    return data


def list_folder(folder: Path, path: str) -> list[FolderEntry] | list[Unloaded]:
    """Return the entries of a folder by name, without hidden ones; a missing folder is empty.

    `path` is how findings name it.
    """
    if folder.is_symlink():
        return [Unloaded(path=path, problem=symlink())]
    try:
        with os.scandir(folder) as entries:
            return sorted(_folder_entry(one) for one in entries if not one.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        return [Unloaded(path=path, problem=unreadable(error))]


def _folder_entry(entry: os.DirEntry[str]) -> FolderEntry:
    if entry.is_file(follow_symlinks=False):  # as nearly all are
        return FolderEntry(entry.name, entry.path, "file")
    if entry.is_symlink():
        return FolderEntry(entry.name, entry.path, "link")
    is_folder = entry.is_dir(follow_symlinks=False)
    return FolderEntry(entry.name, entry.path, "folder" if is_folder else "other")


def _folder(listed: Listing, kind: Kind) -> Iterator[Source | Unloaded]:
    folder = f"{CONTENT}/{kind.folder}"
    for entry in listed(folder):
        if isinstance(entry, Unloaded):
            yield entry
            continue
        if entry.type == "file" and RECORD_NAME.match(entry.name):  # as nearly all are
            yield Source(kind=kind, path=f"{folder}/{entry.name}", file=entry.path)
            continue
        if is_beside(entry.name):
            continue
        path = f"{folder}/{as_text(entry.name)}"
        if entry.type == "folder":
            problem = _stray("Внутри папки записей лежит ещё одна папка")
            yield Unloaded(path=path, problem=problem, ids=_ids(listed(path)))
        else:
            yield _refuse(entry, path)


def _refuse(entry: FolderEntry, path: str) -> Unloaded:
    """Return the entry of a file that is not a record, with its problem."""
    if entry.type == "link":
        return Unloaded(path=path, problem=symlink())
    if not RECORD_NAME.match(entry.name):
        return Unloaded(path=path, problem=bad_record_name(as_text(entry.name)), ids=_ids([entry]))
    return Unloaded(path=path, problem=_not_regular())


def as_text(name: str) -> str:
    """Return the name of a file with undecodable bytes replaced."""
    return name.encode(errors="replace").decode()


def symlink() -> Problem:
    """Return the problem of a symbolic link, wherever it is."""
    return Problem(
        code="symlink",
        what="Вместо файла или папки лежит ссылка на другое место",
        allowed="Только обычные файлы и папки.",
        action="Положите на место ссылки сам файл или папку.",
    )


def _not_regular() -> Problem:
    return Problem(
        code="not-a-regular-file",
        what="Это не обычный файл",
        allowed="Только обычные файлы.",
        action="Удалите его из этой папки.",
    )


def unreadable(error: OSError) -> Problem:
    """Return the problem of a file or folder that the system could not read."""
    why, action = explain_os_error(error)
    return Problem(
        code="unreadable-file",
        what=f"Не удалось прочитать: {why}",
        allowed="Обычный файл или папка, открытые для чтения.",
        action=f"{action}.",
    )


def _stray(what: str) -> Problem:
    folders = [f"{CONTENT}/{kind.folder}/" for kind in KINDS]
    return Problem(
        code="stray-file",
        what=what,
        allowed=f"Записи лежат в папках {join_words(quote_all(folders))}.",
        action="Перенесите записи в папку их вида, остальное уберите из «content/».",
    )


def _ids(entries: Iterable[FolderEntry | Unloaded]) -> tuple[str, ...]:
    """Return the ids that files were meant to have, whatever is wrong with their names or places."""
    files = (one for one in entries if isinstance(one, FolderEntry) and one.type == "file")
    return tuple(filter(None, (meant_id(as_text(one.name)) for one in files)))
