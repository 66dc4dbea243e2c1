"""The last commit that changed each file, from one pass over `git log`."""

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from generator.source.git.git import GitError, GitRepository

FOLDERS = ("content", "site_config")
_LOG = ("log", "-z", "--name-only", "--no-renames", "--relative", "--no-color", "--format=%x00%H %cs")
_HEADER_LENGTHS = {len("0" * size + " 2026-09-01") for size in (40, 64)}  # SHA-1 and SHA-256


class LastChange(msgspec.Struct, frozen=True, kw_only=True):
    """The last commit that changed a file: its full hash and its day."""

    commit: str
    date: dt.date


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The last change of every file that has one; paths are relative to the atlas's root."""

    changes: Mapping[str, LastChange] = {}
    note: str = ""
    """What is unknown and why, in Russian, for whoever builds; «» if everything is known."""

    def of(self, path: str) -> LastChange | None:
        """Return the last change of a file; None if unknown."""
        return self.changes.get(path)


def read_history(root: Path) -> History:
    """Read the history of the atlas's files.

    Without git, outside a repository or in an empty one the history is empty. In a shallow clone files whose
    last change is in one of its oldest commits have no date: they may be older.

    Raises:
        OSError: git is installed, but the system refused to start it.
    """
    repository = GitRepository(folder=root)
    try:
        log = repository.run(*_LOG, "--", *FOLDERS)
    except GitError as error:
        notes = (note for words, note in _KNOWN if words in error.said)
        return History(note=next(notes, _REFUSED if error.said else _NO_GIT))
    shallow = repository.find_shallow_file()
    oldest = frozenset(shallow.read_text().split()) if shallow else frozenset()
    changes: dict[str, LastChange] = {}
    for path, change in _parse_log(log):
        changes.setdefault(path, change)
    known = {path: change for path, change in changes.items() if change.commit not in oldest}
    return History(changes=known, note=_SHALLOW if oldest else "")


def _parse_log(output: bytes) -> Iterator[tuple[str, LastChange]]:
    """Yield files, newest change first. NUL separates commits and files; only files begin with a folder."""
    change: LastChange | None = None
    for token in output.split(b"\0"):
        text = os.fsdecode(token).strip("\n")
        if text.startswith(tuple(f"{folder}/" for folder in FOLDERS)) and change:
            yield text, change
        elif len(text) in _HEADER_LENGTHS:
            commit, _, day = text.partition(" ")
            change = LastChange(commit=commit, date=dt.date.fromisoformat(day))


_NO_DATES = "дат изменений на страницах не будет"
_NO_GIT = f"Программа git не найдена: {_NO_DATES}."
_REFUSED = f"Программа git не прочитала историю: {_NO_DATES}."
_KNOWN = (
    ("not a git repository", f"Атлас лежит не в хранилище git: {_NO_DATES}."),
    ("does not have any commits yet", f"В хранилище git ещё нет ни одной правки: {_NO_DATES}."),
)
_SHALLOW = (
    "Хранилище git скачано не целиком: даты давних изменений неизвестны. Скачать всё: git fetch --unshallow."
)
