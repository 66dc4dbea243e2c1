"""Contents of a revision's record files: fetched one by one while few are needed, then in batches.

The amount held in memory is limited: a proposal of ten thousand large files can be tiny as git stores it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice

from generator.source.git.revision import Revision
from generator.source.record_files import CONTENT, Unloaded, symlink

_FEW = 16
"""This many runs of git take as long as one that reads thousands of files."""
BATCH = 500
"""Files that one run of git reads."""
MOST = 200_000_000
"""Most bytes held, not counting those of the last run."""


class BlobCache:
    """Caches the contents of a revision's `content/`, by path in the tree."""

    def __init__(self, revision: Revision) -> None:
        """Start empty."""
        self._revision = revision
        self._contents: dict[str, bytes] = {}
        self._size = 0
        self._misses = 0

    def has(self, path: str) -> bool:
        """Return whether there is a regular file at a path.

        Raises:
            AtlasError: git refused.
        """
        if path in self._contents:
            return True
        blob = self._revision.files.get(path)
        return blob is not None and blob.is_file

    def fetch(self, paths: Iterable[str]) -> None:
        """Read several files into the cache; earlier ones are dropped when they exceed `MOST`.

        Raises:
            AtlasError: git refused, or the clone lacks the contents.
        """
        missing = iter([path for path in paths if path not in self._contents])
        while batch := list(islice(missing, BATCH)):
            if self._size > MOST:
                self._contents.clear()
                self._size = 0
            self.hold(self._revision.read(batch))

    def hold(self, found: Mapping[str, bytes]) -> None:
        """Add the contents of files that were read elsewhere."""
        self._contents.update(found)
        self._size += sum(map(len, found.values()))

    def read(self, path: str) -> bytes | Unloaded:
        """Return the content of a file.

        Raises:
            AtlasError: as `fetch`.
        """
        if path not in self._contents:
            self._misses += 1
            self.fetch([path] if self._misses <= _FEW else self._from(path))
        data = self._contents.get(path)
        return Unloaded(path=path, problem=symlink()) if data is None else data

    def _from(self, path: str) -> list[str]:
        """Return a path and some that follow it."""
        start = bisect_left(self._paths, path)
        return self._paths[start : start + BATCH]

    @cached_property
    def _paths(self) -> list[str]:
        return list(self._revision.below(CONTENT))
