"""Remembers valid records by the hash of their file, so that a second run parses only what changed.

The cache can never change a result: it is keyed by everything that judged the value, it carries a
checksum, and whatever is wrong with it means an empty cache.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

FILE = Path(".atlas/cache/records.msgpack")
_MAGIC = b"atlas-cache-1\n"
_DIGEST = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Cache:
    """Values of valid files as MessagePack, by the hash of the file's bytes."""

    values: Mapping[bytes, bytes]
    key: bytes


def fingerprint(data: bytes) -> bytes:
    """Return the hash by which a file or another input of the cache is known."""
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


def read_cache(root: Path, key: bytes) -> Cache:
    """Return what is remembered for a key; an empty cache if nothing usable is.

    Args:
        root: the root of the atlas.
        key: hash of everything that judged the values: schemas, vocabularies, generator.
    """
    try:
        content = (root / FILE).read_bytes()
    except OSError:
        content = b""
    head = _MAGIC + key
    body = content[len(head) + _DIGEST :]
    if not content.startswith(head) or content[len(head) : len(head) + _DIGEST] != fingerprint(body):
        return Cache(values={}, key=key)
    try:
        return Cache(values=msgspec.msgpack.decode(body, type=dict[bytes, bytes]), key=key)
    except msgspec.MsgspecError:
        return Cache(values={}, key=key)


def write_cache(root: Path, cache: Cache) -> None:
    """Write the cache; a folder that cannot be written to means that nothing is remembered.

    The file is replaced in one step: a reader never sees half of it.
    """
    body = msgspec.msgpack.encode(cache.values)
    file = root / FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".records-")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(_MAGIC + cache.key + fingerprint(body) + body)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return
