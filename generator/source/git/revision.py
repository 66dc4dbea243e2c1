"""The atlas at a commit, read from its tree; named as people type it: `main`, a tag, `main..proposal`."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import msgspec

from generator.base.errors import AtlasError
from generator.base.limits import MAX_BYTES
from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.source.git.git import COMMIT_FIRST, NO_COMMITS, GitRepository, read_blobs

FOLDERS = ("content", "schemas", "site_config")
"""The folders of an atlas. Besides them only `mkdocs.yml` is read."""
HOST_FILE = "mkdocs.yml"
_READ = (*FOLDERS, HOST_FILE)
_ENTRY = re.compile(r"(\d+) \w+ (\w+)\t([^\0]*)\0")
"""A line of `ls-tree -z`: mode, type, id and path."""
LINK, FILE_MODES, SUBMODULE = "120000", frozenset({"100644", "100755"}), "160000"
_DOTS = ("...", "..")
_FOUND = re.compile(rb"([0-9a-f]+) [a-z]+ [0-9]+")
"""A line of `cat-file --batch-check` for an existing object: id, type, size."""
HEAD = "HEAD"
_FETCH = "Если оно есть на сервере, скачайте его: git fetch"


class Blob(NamedTuple):
    """An entry of a tree: a file, a symbolic link or a submodule."""

    mode: str
    id: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return self.mode in FILE_MODES

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link; it is never followed."""
        return self.mode == LINK


class Revision(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The atlas at a commit. Paths are relative to the atlas's root, with slashes.

    `name` is how the commit was asked for; `top` is the id of the repository's root tree, `tree` that of the
    atlas's root, `parts` those of the `FOLDERS` and of `mkdocs.yml` that exist.
    """

    repository: GitRepository
    name: str
    commit: str
    top: str
    tree: str
    parts: Mapping[str, str]

    @cached_property
    def files(self) -> Mapping[str, Blob]:
        """Path → blob below `FOLDERS`, sorted; names that are not UTF-8 hold surrogates.

        Raises:
            AtlasError: git refused.
        """
        if not self.tree:
            return {}
        listed = self.repository.run("ls-tree", "-r", "-z", "--full-tree", self.tree, *_READ)
        found = {path: Blob(mode, one) for mode, one, path in _ENTRY.findall(os.fsdecode(listed))}
        return {path: found[path] for path in sorted(found)}

    @property
    def has_atlas(self) -> bool:
        """Whether there are settings or schemas of an atlas."""
        return bool(self.parts.keys() & {"schemas", "site_config"})

    def below(self, folder: str) -> Mapping[str, Blob]:
        """Return path → blob below a folder."""
        start = f"{folder}/"
        return {path: blob for path, blob in self.files.items() if path.startswith(start)}

    def read_beside(self, path: str) -> bytes:
        """Return the content of a file in the atlas's root, outside `FOLDERS`.

        Raises:
            AtlasError: there is none.
        """
        return self.repository.run("cat-file", "blob", f"{self.tree}:{path}")

    def read(self, paths: Iterable[str], limit: int = MAX_BYTES + 1) -> Mapping[str, bytes]:
        """Return path → content of regular files; other paths are left out.

        Files larger than `limit` are truncated to it.

        Raises:
            AtlasError: git refused, or the clone lacks the contents.
        """
        files = {path: blob.id for path in paths if (blob := self.files.get(path)) and blob.is_file}
        blobs = read_blobs(self.repository, files.values(), limit)
        return {path: blobs[one] for path, one in files.items()}


def revision_of(repository: GitRepository, name: str) -> Revision:
    """Return the atlas at a commit.

    The name is a branch, a tag or a commit, as a person typed it.

    Raises:
        AtlasError: there is no such commit; the message suggests similar names.
    """
    return _revisions_at(repository, *_resolve_commits(repository, [name]))[0]


def revision_before(repository: GitRepository, day: dt.date) -> Revision:
    """Return the atlas as it was when a day began (UTC): what had been merged by then.

    Before the first commit that is a revision without files.

    Raises:
        AtlasError: git failed, or the clone is too shallow.
    """
    if not has_commits(repository):
        raise AtlasError(NO_COMMITS, COMMIT_FIRST)
    until = f"--before={day.isoformat()}T00:00:00Z"
    found = repository.run("rev-list", "-1", "--first-parent", until, HEAD).decode().strip()
    if found:
        return _revisions_at(repository, (day.isoformat(), found))[0]
    if deeper := _advice_if_shallow(repository):
        message = f"в хранилище нет правок до {day.isoformat()}"
        raise AtlasError(message, deeper)
    nothing = repository.run("hash-object", "-t", "tree", "--stdin").decode().strip()
    return Revision(repository=repository, name=day.isoformat(), commit="", top=nothing, tree="", parts={})


def read_range(repository: GitRepository, text: str) -> tuple[Revision, Revision]:
    """Return both ends of BASE..HEAD, or of BASE...HEAD with their merge base as the base.

    An omitted end is HEAD, as in git.

    Raises:
        AtlasError: there is no such commit, or the two have no common ancestor.
    """
    dots = next((one for one in _DOTS if one in text), "")
    if not dots:
        message = f"«{text}» не два состояния хранилища"
        raise AtlasError(message, "Назовите оба через две точки: main..моя-ветка")
    names = [name or HEAD for name in text.split(dots, 1)]
    base, head = _revisions_at(repository, *_resolve_commits(repository, names))
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
    return _revisions_at(base.repository, (base.name, found.decode().strip()))[0]


def _revisions_at(repository: GitRepository, *commits: tuple[str, str]) -> list[Revision]:
    """Return the revisions of (name, commit) pairs."""
    prefix = repository.prefix.rstrip("/")
    inside = f"{prefix}/" if prefix else ""
    wanted = ("^{tree}", f":{prefix}", *(f":{inside}{folder}" for folder in _READ))
    found = _object_ids(repository, [f"{commit}{part}" for _, commit in commits for part in wanted])
    revisions: list[Revision] = []
    for name, commit in commits:
        top, tree, *ids = islice(found, len(wanted))
        if top is None:
            message = f"состояние «{name}» не читается"
            raise AtlasError(message, _advice_if_shallow(repository) or "Проверьте хранилище: git fsck")
        parts = {folder: one for folder, one in zip(_READ, ids, strict=True) if one}
        tree = tree or ""  # none: the atlas's folder did not exist at that commit yet
        revisions.append(
            Revision(repository=repository, name=name, commit=commit, top=top, tree=tree, parts=parts)
        )
    return revisions


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


_COUNTS = re.compile(r"[~^@]")


def _unknown_name(repository: GitRepository, name: str) -> AtlasError:
    if not has_commits(repository):
        return AtlasError(NO_COMMITS, COMMIT_FIRST)
    message = f"в хранилище нет состояния «{name}»"
    known = _known_names(repository)
    # «HEAD~9» is not a misspelt «HEAD»: the starting point exists, the history is shorter
    near = () if _COUNTS.split(name)[0] in known else near_misses(name, [(one, one) for one in known])
    maybe = f"Возможно, вы имели в виду {join_words(quote_all(near), 'или')}" if near else ""
    hint = _advice_if_shallow(repository) or _FETCH
    return AtlasError(message, ". ".join(filter(None, [maybe, hint])))


def has_commits(repository: GitRepository) -> bool:
    """Return whether the checked-out branch has a commit."""
    return repository.try_run("rev-parse", "--verify", "--quiet", f"{HEAD}^{{commit}}") is not None


def _known_names(repository: GitRepository) -> list[str]:
    listed = repository.try_run("for-each-ref", "--format=%(refname:short)") or b""
    return [HEAD, *listed.decode(errors="replace").split("\n")]


def _advice_if_shallow(repository: GitRepository) -> str:
    """Return what to do in a shallow clone, which may lack what the server has; otherwise «»."""
    shallow = repository.find_shallow_file()
    return "Хранилище скачано не целиком; скачайте всё: git fetch --unshallow" if shallow else ""
