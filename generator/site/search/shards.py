"""Shards: the index is built in shards, so that a change rebuilds one of them; the others are reused.

A shard is named by the hash of its inputs. Its files are numbered: a page's number in the shard is the
number of its file, and a reader needs no table of names.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.base.files import link_or_copy, read_file, remove
from generator.base.fingerprint import code_digest, fingerprint
from generator.base.memo import Memo
from generator.site.search.document_store import DocumentStore, StoredDocument

FEW, MANY, MOST = 125, 1250, 8
"""Documents of a shard: few, so that a change costs little; many, so that a reader loads few shards."""


class IndexShard(msgspec.Struct, frozen=True):
    """A shard of the index; its pages stand in the order of their numbers.

    `lengths` are the word counts of the pages, `fields` the names of the indexed metadata, `chunks` the
    first words of the index files, `words` maps each word to the number of pages that hold it.
    """

    name: str
    addresses: Sequence[str]
    lengths: Sequence[int]
    fields: Sequence[str]
    chunks: Sequence[str]
    words: Mapping[str, int]


class _Card(msgspec.Struct, frozen=True):
    """A shard with the hash of its files: the site links the same files, so that damage shows only here."""

    part: IndexShard
    digest: bytes


def group_addresses(addresses: Collection[str]) -> list[list[str]]:
    """Return the addresses shard by shard; one stays in its shard until their number grows."""
    number = max(min(MOST, -(-len(addresses) // FEW)), -(-len(addresses) // MANY))
    found: list[list[str]] = [[] for _ in range(number)]
    for address in sorted(addresses):
        hashed = blake2b(address.encode(), digest_size=8).digest()
        found[int.from_bytes(hashed, "big") % number].append(address)
    return [part for part in found if part]


def shard_names(
    shared: Iterable[Sequence[str]], documents: Mapping[str, StoredDocument], language: str
) -> list[str]:
    """Return the name of each shard, given its addresses."""
    ground = (code_digest(), language.encode())
    return [_shard_name(addresses, documents, ground) for addresses in shared]


def _shard_name(
    addresses: Sequence[str], documents: Mapping[str, StoredDocument], ground: Sequence[bytes]
) -> str:
    pairs = ((address.encode(), documents[address].digest) for address in addresses)
    return fingerprint(*ground, *(part for pair in pairs for part in pair)).hex()[:16]


def find_shard(store: DocumentStore, name: str) -> IndexShard | None:
    """Return a stored shard; None if it is missing or damaged."""
    card = _memo(store).get(name)
    try:
        return card.part if card and _digest_files(store.parts / name) == card.digest else None
    except OSError:
        return None


def store_shard(store: DocumentStore, part: IndexShard, folder: Path) -> None:
    """Move a finished folder into the store as a shard.

    Raises:
        OSError: the folder cannot be moved.
    """
    card = _Card(part=part, digest=_digest_files(folder))
    target = store.parts / part.name
    remove(target)
    folder.rename(target)
    _memo(store).put({part.name: card})


def publish_shard(store: DocumentStore, part: IndexShard, folder: Path) -> int:
    """Link the files of a shard into the site; return their size in bytes.

    Raises:
        OSError: a file cannot be read or written.
    """
    source, target = store.parts / part.name, f"{folder}/{part.name}"
    size = 0
    for file in _list_shard_files(source):
        link_or_copy(f"{source}/{file}", f"{target}/{file}")
        size += os.lstat(f"{source}/{file}").st_size
    return size


def prune_store(store: DocumentStore, names: Collection[str]) -> None:
    """Remove all other shards from the store, and what a killed build left; make its folder."""
    store.parts.mkdir(parents=True, exist_ok=True)
    for entry in store.parts.iterdir():
        if entry.name not in names:
            with contextlib.suppress(OSError):
                remove(entry)
    _memo(store).put({}, keep=names)


def prune_bundle(bundle: Path, names: Collection[str]) -> None:
    """Remove all other shards from a site's bundle.

    Raises:
        OSError: a folder cannot be removed.
    """
    for entry in bundle.iterdir():
        if entry.is_dir() and entry.name not in names:
            remove(entry)


def _memo(store: DocumentStore) -> Memo[_Card]:
    return Memo(Path(store.folder), "parts", _Card)


def _digest_files(folder: Path) -> bytes:
    """Return the hash of a shard's files, with their paths."""
    paths = sorted(_list_shard_files(folder))
    return fingerprint(
        *(part for path in paths for part in (os.fsencode(path), read_file(f"{folder}/{path}")))
    )


def _list_shard_files(folder: Path) -> Iterator[str]:
    for kind in ("fragment", "index"):
        with os.scandir(folder / kind) as entries:
            yield from (f"{kind}/{entry.name}" for entry in entries)
