"""Files of open data: each is made only if its input has changed."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Self

import msgspec

from generator.base.files import write_file
from generator.base.fingerprint import fingerprint
from generator.site.manifest import BuildManifest

_SEED, _PRIME, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


class DataFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the site. `input_digest` is the hash of everything from which `make` creates its bytes."""

    path: str
    input_digest: bytes
    make: Callable[[], bytes]

    @classmethod
    def of(cls, path: str, content: bytes) -> Self:
        """Return a file whose content is already known."""
        return cls(path=path, input_digest=fingerprint(content), make=partial(bytes, content))


def write_data_files(folder: Path, files: Iterable[DataFile], old: BuildManifest) -> Mapping[str, int]:
    """Write files into the site's folder, or reuse those of the old site; return their sizes by path.

    Raises:
        OSError: a file cannot be written.
    """
    return {file.path: _put(folder, file, old) for file in files}


def _put(folder: Path, file: DataFile, old: BuildManifest) -> int:
    entry = old.data_files.get(file.path)
    is_current = entry is not None and entry.input_digest == file.input_digest
    stamp = old.reuse_file(file.path, entry.stamp, folder) if entry and is_current else None
    return stamp.size if stamp else write_file(folder / file.path, file.make())


@lru_cache(maxsize=1 << 14)
def shard_of(name: str, shards: int) -> int:
    """Return the shard of a name (FNV-1a); `form-data.js` computes the same."""
    value = _SEED
    for letter in name:
        value = ((value ^ ord(letter)) * _PRIME) & _MASK
    return value % shards
