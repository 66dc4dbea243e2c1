"""The current settings files, as a cache key: equal files give the same settings."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec

from generator.base.fingerprint import fingerprint
from generator.model.findings import Problem
from generator.source.record_files import Unloaded, list_folder, read_file
from generator.source.schema_files import Schemas, schemas_digest
from generator.source.snapshot import SITE_CONFIG

VOCABULARIES = f"{SITE_CONFIG}/vocabularies"


class SettingsFiles(msgspec.Struct, frozen=True, eq=False):
    """The settings of the atlas at `root`; equal to others with the same content and schemas."""

    root: Path
    schemas: Schemas | None
    """Other schemas than those of the atlas; those are part of the digest."""
    digest: bytes

    @classmethod
    def of(cls, root: Path, schemas: Schemas | None = None) -> Self:
        """Return the settings as they are now.

        Raises:
            AtlasError: a schema of the atlas is missing.
        """
        settings = msgspec.msgpack.encode(list(_files(root, SITE_CONFIG)))
        own = schemas_digest(root) if schemas is None else b""
        return cls(root, schemas, fingerprint(own, settings))

    def __eq__(self, other: object) -> bool:
        """Return whether other settings have the same content and schemas."""
        if not isinstance(other, SettingsFiles):
            return False
        return self.digest == other.digest and self.schemas is other.schemas

    def __hash__(self) -> int:
        """Return the hash of the content."""
        return hash(self.digest)


def _files(root: Path, folder: str) -> Iterator[tuple[bytes, str, bytes | Problem]]:
    """Yield path, type and content of everything below a folder."""
    for entry in list_folder(root / folder, folder):
        if isinstance(entry, Unloaded):
            yield os.fsencode(folder), "", entry.problem
            continue
        path, is_folder = f"{folder}/{entry.name}", entry.type == "folder"
        data = b"" if is_folder else read_file(entry.path, entry.name)
        yield os.fsencode(path), entry.type, data.problem if isinstance(data, Unloaded) else data
        if is_folder:
            yield from _files(root, path)
