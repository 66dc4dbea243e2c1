"""Survey: what lies on the disk, told by hashes, so that a check knows whether anything has changed.

This is the way of every check, also of one that finds everything known, so it imports little and opens
no record file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from generator.base.cache import fingerprint
from generator.source.package_files import SCHEMAS, schemas_folder
from generator.source.record_files import Source, Unloaded, listing, read_file, sources

SITE_CONFIG = "site_config"
CONDITIONS = (SCHEMAS, SITE_CONFIG)
"""The folders whose files say what is right: nothing else decides about a record, but the day."""


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """The record files of an atlas, the files beside them that are none, and the rest that counts.

    `conditions` is the hash of schemas and settings; None where they hold what cannot be told by a hash.
    """

    records: Sequence[Source]
    strays: Sequence[Unloaded]
    conditions: bytes | None

    def state(self, digests: Sequence[bytes | None]) -> bytes | None:
        """Return the hash of all that lies in `content/`; None if a file could not be read.

        Args:
            digests: the hashes of the record files, in their order.
        """
        known = [digest for digest in digests if digest is not None]
        if len(known) < len(self.records):
            return None
        names = "\0".join(source.path for source in self.records)
        beside = "\0".join(map(repr, self.strays))
        return fingerprint(names.encode(), beside.encode(), b"".join(known))


def survey(root: Path) -> Survey:
    """Return what lies in the atlas at `root`; no record file is opened yet."""
    found = list(sources(root))
    return Survey(
        records=tuple(one for one in found if isinstance(one, Source)),
        strays=tuple(one for one in found if isinstance(one, Unloaded)),
        conditions=conditions(root),
    )


def conditions(root: Path) -> bytes | None:
    """Return the hash of the schemas and settings; None where links or closed files stand among them."""
    parts: list[bytes] = []
    for folder in CONDITIONS:
        place = schemas_folder(root) if folder == SCHEMAS else root / folder
        for part in _described(place, folder):
            if part is None:
                return None
            parts.append(part)
    return fingerprint(*parts)


def _described(folder: Path, path: str) -> Iterator[bytes | None]:
    """Yield the name and the content of every file below a folder; None for what is no plain file."""
    for entry in listing(folder, path):
        if isinstance(entry, Unloaded) or entry.is_symlink():
            yield None
            continue
        inner = f"{path}/{entry.name}"
        name = inner.encode(errors="surrogateescape")
        if entry.is_dir(follow_symlinks=False):
            yield b"/" + name
            yield from _described(folder / entry.name, inner)
        else:
            data = read_file(entry.path, inner)
            yield name
            yield None if isinstance(data, Unloaded) else data
