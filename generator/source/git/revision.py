"""The atlas at a commit, read from its tree."""

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
"""The folders of an atlas; the rest of the repository is not read."""
_ENTRY = re.compile(r"(\d+) \w+ (\w+)\t([^\0]*)\0")
"""A line of `ls-tree -z`: mode, type, id and path."""
LINK, FILE_MODES, SUBMODULE = "120000", frozenset({"100644", "100755"}), "160000"


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

    `name` is how the commit was asked for; `top` is the id of the repository's tree, `tree` that of the
    atlas's root, `parts` those of the `FOLDERS` that exist.
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
        listed = self.repository.run("ls-tree", "-r", "-z", "--full-tree", self.tree, *FOLDERS)
        found = {path: Blob(mode, one) for mode, one, path in _ENTRY.findall(os.fsdecode(listed))}
        return {path: found[path] for path in sorted(found)}

    @property
    def has_atlas(self) -> bool:
        """Whether there are settings of an atlas, or schemas."""
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

        Args:
            paths: the paths.
            limit: larger files are cut to so many bytes.

        Raises:
            AtlasError: git refused, or the clone lacks the contents.
        """
        files = {path: blob.id for path in paths if (blob := self.files.get(path)) and blob.is_file}
        blobs = read_blobs(self.repository, files.values(), limit)
        return {path: blobs[one] for path, one in files.items()}
