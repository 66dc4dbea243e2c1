"""A revision: a state of the atlas at a commit, as its tree tells it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import msgspec

from generator.source.git.git import GitRepository
from generator.source.git.objects import read_blobs
from generator.source.yaml.limits import MAX_BYTES

FOLDERS = ("content", "schemas", "site_config")
"""The folders that are the atlas; what else the repository holds is not read."""
_ENTRY = re.compile(r"(\d+) \w+ (\w+)\t([^\0]*)\0")
"""A line of `ls-tree -z`: mode, type, id and path."""
LINK, FILE_MODES, SUBMODULE = "120000", frozenset({"100644", "100755"}), "160000"


class Blob(NamedTuple):
    """What stands at a path of a tree: a file, a symbolic link or a submodule. `id` is git's own."""

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

    `name` is how the person who asked called the commit; `top` is the id of the repository's whole tree,
    `tree` that of the atlas's root, `parts` those of `FOLDERS` that are there.
    """

    repository: GitRepository
    name: str
    commit: str
    top: str
    tree: str
    parts: Mapping[str, str]

    @cached_property
    def files(self) -> Mapping[str, Blob]:
        """What stands in `FOLDERS`, by path, sorted; names that are no text hold surrogates.

        Raises:
            AtlasError: git refused.
        """
        if not self.tree:
            return {}
        listed = self.repository.run("ls-tree", "-r", "-z", "--full-tree", self.tree, *FOLDERS)
        found = {path: Blob(mode, one) for mode, one, path in _ENTRY.findall(os.fsdecode(listed))}
        return {path: found[path] for path in sorted(found)}

    @property
    def has_atlas(self) -> bool:
        """Whether there are settings of an atlas, or schemas."""
        return bool(self.parts.keys() & {"schemas", "site_config"})

    def below(self, folder: str) -> Mapping[str, Blob]:
        """Return what stands below a folder, by path."""
        start = f"{folder}/"
        return {path: blob for path, blob in self.files.items() if path.startswith(start)}

    def read_beside(self, path: str) -> bytes:
        """Return the content of a file that stands beside `FOLDERS`, in the atlas's root.

        Raises:
            AtlasError: there is none.
        """
        return self.repository.run("cat-file", "blob", f"{self.tree}:{path}")

    def read(self, paths: Iterable[str], limit: int = MAX_BYTES + 1) -> Mapping[str, bytes]:
        """Return the contents of regular files by path; what is none of these is left out.

        Args:
            paths: the paths; those at which no regular file stands are passed over.
            limit: of a larger file no more bytes than this are kept.

        Raises:
            AtlasError: git refused, or the clone lacks the contents.
        """
        files = {path: blob.id for path in paths if (blob := self.files.get(path)) and blob.is_file}
        blobs = read_blobs(self.repository, files.values(), limit)
        return {path: blobs[one] for path, one in files.items()}
