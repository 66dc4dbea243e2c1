"""Schemas and settings as the last check read them: they are read again only if a file changes.

To read them, and to look for names of persons in them, takes as long as to check two hundred records.
"""

from functools import lru_cache
from pathlib import Path
from typing import Self

import msgspec

from generator.base.fingerprint import fingerprint
from generator.base.memo import FOLDER, Memo
from generator.check.settings_check import LoadedSettings, read_settings
from generator.check.settings_files import settings_digest
from generator.source.schema_files import read_schemas, schemas_digest

_NAME = "settings"


class _Files(msgspec.Struct, frozen=True, eq=False):
    """The files of schemas and settings of the atlas at `root`; they equal others that hold the same."""

    root: Path
    digest: bytes

    @classmethod
    def of(cls, root: Path) -> Self:
        return cls(root, fingerprint(schemas_digest(root), settings_digest(root)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Files) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def recall_settings(root: Path) -> LoadedSettings:
    """Return what `read_settings` does for the atlas at `root`; what it finds is remembered.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    read, stood = recall_files(_Files.of(root))
    if not stood:
        recall_files.cache_clear()
    return read


@lru_cache(maxsize=8)
def recall_files(files: _Files) -> tuple[LoadedSettings, bool]:
    """Return what files hold, and whether these stayed unchanged meanwhile."""
    memo = Memo(files.root / FOLDER, "settings", LoadedSettings, files.digest)
    known = memo.get(_NAME)
    if known is not None:
        return known, True
    read = read_settings(files.root, read_schemas(files.root))
    stood = files == _Files.of(files.root)
    if stood:
        memo.put({_NAME: read})
    return read, stood
