"""The contents of a revision's record files: fetched one by one while few are asked for, then all."""

from __future__ import annotations

from collections.abc import Iterable

from generator.load import CONTENT, Unloaded, symlink
from generator.repository import Revision

_FEW = 16
"""So many runs of git take as long as one that reads ten thousand files."""


class Shelf:
    """Holds what was read of a revision's `content/`, by its path in the tree."""

    def __init__(self, revision: Revision) -> None:
        """Hold nothing yet."""
        self._revision = revision
        self._held: dict[str, bytes] = {}
        self._misses = 0

    def fetch(self, paths: Iterable[str]) -> None:
        """Read several files at once.

        Raises:
            AtlasError: git refused, or the clone lacks the contents.
        """
        self._held.update(self._revision.read(path for path in paths if path not in self._held))

    def read(self, path: str) -> bytes | Unloaded:
        """Return the content of a file.

        Raises:
            AtlasError: as `fetch`.
        """
        if path not in self._held:
            self._misses += 1
            self.fetch([path] if self._misses <= _FEW else self._revision.below(CONTENT))
        data = self._held.get(path)
        return Unloaded(path=path, problem=symlink()) if data is None else data
