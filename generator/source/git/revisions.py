"""Finds revisions by the names that people type: `main`, a tag, a commit, `main..proposal`."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from generator.base.errors import AtlasError
from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.source.git.git import GitRepository
from generator.source.git.revision import FOLDERS, Revision

_DOTS = ("...", "..")
_FOUND = re.compile(rb"([0-9a-f]+) [a-z]+ [0-9]+")
"""A line of `cat-file --batch-check` for an existing object: id, type, size."""
HEAD = "HEAD"
_FETCH = "Если он есть на сервере, скачайте его: git fetch"


def revision_of(repository: GitRepository, name: str) -> Revision:
    """Return the atlas at a commit.

    Args:
        repository: the repository.
        name: a branch, a tag or a commit, as a person typed it.

    Raises:
        AtlasError: there is no such commit; near misses are named.
    """
    return _revisions_at(repository, _resolve_commits(repository, [name]))[0]


def revision_before(repository: GitRepository, day: dt.date) -> Revision:
    """Return the atlas as it was when a day began (UTC): what had been merged by then.

    Before the first commit that is a revision without files.

    Raises:
        AtlasError: git failed, or the clone is too shallow.
    """
    until = f"--before={day.isoformat()}T00:00:00Z"
    found = repository.run("rev-list", "-1", "--first-parent", until, HEAD).decode().strip()
    if found:
        return _revision_at(repository, day.isoformat(), found)
    if deeper := _advice_if_shallow(repository):
        message = f"в хранилище нет правок до {day.isoformat()}"
        raise AtlasError(message, deeper)
    nothing = repository.run("hash-object", "-t", "tree", "--stdin").decode().strip()
    return Revision(repository=repository, name=day.isoformat(), commit="", top=nothing, tree="", parts={})


def read_range(repository: GitRepository, text: str) -> tuple[Revision, Revision]:
    """Return both ends of BASE..HEAD, or of BASE...HEAD: then the base is their merge base.

    An end left out is HEAD, as in git.

    Raises:
        AtlasError: there is no such commit, or the two have no common past.
    """
    dots = next((one for one in _DOTS if one in text), "")
    if not dots:
        message = f"«{text}» не два состояния хранилища"
        raise AtlasError(message, "Назовите оба через две точки: main..моя-ветка")
    names = [name or HEAD for name in text.split(dots, 1)]
    base, head = _revisions_at(repository, _resolve_commits(repository, names))
    return (merge_base(base, head) if dots == "..." else base), head


def merge_base(base: Revision, head: Revision) -> Revision:
    """Return the merge base of two revisions.

    Raises:
        AtlasError: they have none, or the clone is too shallow.
    """
    found = base.repository.try_run("merge-base", base.commit, head.commit)
    if found is None:
        message = f"у «{base.name}» и «{head.name}» не найдено общего прошлого"
        raise AtlasError(
            message, _advice_if_shallow(base.repository) or "Сравните их через две точки: BASE..HEAD"
        )
    return _revision_at(base.repository, base.name, found.decode().strip())


def _revision_at(repository: GitRepository, name: str, commit: str) -> Revision:
    return _revisions_at(repository, [(name, commit)])[0]


def _revisions_at(repository: GitRepository, commits: Sequence[tuple[str, str]]) -> list[Revision]:
    """Return the revisions of (name, commit) pairs."""
    prefix = repository.prefix.rstrip("/")
    inside = f"{prefix}/" if prefix else ""
    parts = ("^{tree}", f":{prefix}", *(f":{inside}{folder}" for folder in FOLDERS))
    found = _object_ids(repository, [f"{commit}{part}" for _, commit in commits for part in parts])
    return [
        _build_revision(repository, name, commit, list(islice(found, len(parts)))) for name, commit in commits
    ]


def _build_revision(repository: GitRepository, name: str, commit: str, ids: Sequence[str | None]) -> Revision:
    top, tree, *parts = ids
    if top is None:
        message = f"состояние «{name}» не читается"
        raise AtlasError(message, _advice_if_shallow(repository) or "Проверьте хранилище: git fsck")
    return Revision(
        repository=repository,
        name=name,
        commit=commit,
        top=top,
        tree=tree or "",  # none: at that commit the atlas's folder was not there yet
        parts={folder: one for folder, one in zip(FOLDERS, parts, strict=True) if one},
    )


def _object_ids(repository: GitRepository, names: Sequence[str]) -> Iterator[str | None]:
    """Yield the ids of objects, None for missing ones."""
    data = "".join(f"{name}\n" for name in names).encode(errors="surrogateescape")
    for line in repository.run("cat-file", "--batch-check", data=data).split(b"\n")[: len(names)]:
        found = _FOUND.fullmatch(line)
        yield None if found is None else found[1].decode()


def _resolve_commits(repository: GitRepository, names: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Return a (name, commit) pair for each name that a person typed."""
    if unreadable := [name for name in names if not name or "\0" in name or "\n" in name]:
        raise _unknown_name(repository, unreadable[0])
    commits: list[tuple[str, str]] = []
    for name, found in zip(
        names, _object_ids(repository, [f"{name}^{{commit}}" for name in names]), strict=True
    ):
        if found is None:
            raise _unknown_name(repository, name)
        commits.append((name, found))
    return commits


def _unknown_name(repository: GitRepository, name: str) -> AtlasError:
    message = f"в хранилище нет состояния «{name}»"
    near = near_misses(name, [(one, one) for one in _known_names(repository)])
    maybe = f"Возможно, вы имели в виду {join_words(quote_all(near), 'или')}" if near else ""
    hint = _advice_if_shallow(repository) or _FETCH
    return AtlasError(message, ". ".join(filter(None, [maybe, hint])))


def _known_names(repository: GitRepository) -> list[str]:
    listed = repository.try_run("for-each-ref", "--format=%(refname:short)") or b""
    return [HEAD, *listed.decode(errors="replace").split("\n")]


def _advice_if_shallow(repository: GitRepository) -> str:
    """Return what to do in a shallow clone, which may lack what the server has; else «»."""
    where = repository.try_run("rev-parse", "--git-path", "shallow") or b""
    file = repository.folder / Path(os.fsdecode(where.removesuffix(b"\n")))
    if not where or not file.is_file():
        return ""
    return "Хранилище скачано не целиком; скачайте всё: git fetch --unshallow"
