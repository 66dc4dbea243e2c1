"""Which paths differ between two states of the repository."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.source.git.revision import Blob, Revision

How = Literal["added", "changed", "removed", "renamed"]
_HOW: dict[str, How] = {"A": "added", "D": "removed", "R": "renamed", "M": "changed", "T": "changed"}
_DIFF = ("diff-tree", "-r", "-z", "--raw", "--no-ext-diff", "--no-textconv")
_RENAMES = ("-M60%", "-l400")
"""Similarity of a renamed file; with more candidates than the limit only identical files are matched."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PathChange:
    """A path that differs. `before` is the former path of a renamed file, else the path itself.

    Paths are relative to the atlas's root; those outside it begin with «/». `old` and `new` are the blobs
    before and after, where they are known and are files.
    """

    path: str
    how: How
    before: str
    old: Blob | None = field(default=None, repr=False, compare=False)
    new: Blob | None = field(default=None, repr=False, compare=False)


def changed_paths(base: Revision, head: Revision) -> Sequence[PathChange]:
    """Return every path of the repository that differs between two states, sorted by path.

    Raises:
        AtlasError: git refused.
    """
    output = base.repository.run(*_DIFF, *_RENAMES, base.top, head.top)
    return sorted(_parse_changes(output, head.repository.prefix), key=lambda change: change.path)


def _parse_changes(output: bytes, prefix: str) -> Iterator[PathChange]:
    words = iter(os.fsdecode(word) for word in output.split(b"\0"))
    for word in words:
        if not word:
            continue
        old_mode, new_mode, old_id, new_id, status = word.removeprefix(":").split(" ")
        how = _HOW[status[0]]
        before = _path_inside(next(words), prefix)
        path = _path_inside(next(words), prefix) if how == "renamed" else before
        old, new = Blob(old_mode, old_id), Blob(new_mode, new_id)
        yield PathChange(path=path, how=how, before=before, old=_file(old), new=_file(new))


def _file(blob: Blob) -> Blob | None:
    return blob if blob.is_file else None


def _path_inside(path: str, prefix: str) -> str:
    return path.removeprefix(prefix) if path.startswith(prefix) else f"/{path}"
