"""The current settings files, as a cache key: equal files give the same settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec

from generator.base.fingerprint import fingerprint
from generator.model.findings import Problem
from generator.source.record_files import Unloaded, list_folder, read_file
from generator.source.schema_files import Schemas
from generator.source.snapshot import SITE_CONFIG

VOCABULARIES = f"{SITE_CONFIG}/vocabularies"


class SettingsFiles(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The settings of the atlas at `root`; equal to others with the same content and schemas."""

    root: Path
    schemas: Schemas
    digest: bytes

    @classmethod
    def of(cls, root: Path, schemas: Schemas) -> Self:
        """Return the settings as they are now."""
        return cls(root=root, schemas=schemas, digest=fingerprint(msgspec.msgpack.encode(list(_files(root)))))

    def __eq__(self, other: object) -> bool:
        """Return whether other settings have the same content and schemas."""
        return (
            isinstance(other, SettingsFiles) and self.schemas is other.schemas and self.digest == other.digest
        )

    def __hash__(self) -> int:
        """Return the hash of the content."""
        return hash(self.digest)

    def are_unchanged(self) -> bool:
        """Return whether nothing has changed since."""
        return self == SettingsFiles.of(self.root, self.schemas)


def _files(root: Path) -> Iterator[tuple[bytes, str, bytes | Problem]]:
    """Yield name, type and content of everything that settings are read from."""
    for folder in (SITE_CONFIG, VOCABULARIES):
        for entry in list_folder(root / folder, folder):
            if isinstance(entry, Unloaded):
                yield b"", "", entry.problem
                continue
            is_file = entry.type != "folder"
            data = read_file(entry.path, entry.name) if is_file else b""
            yield os.fsencode(entry.name), entry.type, data.problem if isinstance(data, Unloaded) else data
