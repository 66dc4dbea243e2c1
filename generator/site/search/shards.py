"""Parts: the index is made in parts, so that a change costs one of them; each is remembered.

A part is named by the hash of all that it is made from. Its files are numbered: a page's number in the
part is the number of its file, and a reader needs no table of names.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.base.cache import code_digest, fingerprint
from generator.base.files import link_or_copy, read_file, remove
from generator.site.search.document_store import DocumentStore, StoredDocument

FEW, MANY, MOST = 125, 1250, 8
"""Documents of a part: few, so that a change costs little; many, so that a reader asks few parts."""

_CARD = "part.msgpack"
_DIGEST = 32


class IndexShard(msgspec.Struct, frozen=True):
    """A part of the index, whose pages stand in the order of their numbers.

    `lengths` are the words of each page, `fields` the names of what is indexed beside the texts,
    `chunks` the first words of the files of the index, `words` on how many pages each word stands.
    """

    name: str
    addresses: Sequence[str]
    lengths: Sequence[int]
    fields: Sequence[str]
    chunks: Sequence[str]
    words: Mapping[str, int]


class _Card(msgspec.Struct, frozen=True):
    """A part with the hash of its files: the site has the same files, so that nothing else tells of harm."""

    part: IndexShard
    digest: bytes


def group_addresses(addresses: Collection[str]) -> list[list[str]]:
    """Return the addresses part by part.

    An address stays in its part until the atlas outgrows their number.
    """
    number = max(min(MOST, -(-len(addresses) // FEW)), -(-len(addresses) // MANY))
    found: list[list[str]] = [[] for _ in range(number)]
    for address in sorted(addresses):
        hashed = blake2b(address.encode(), digest_size=8).digest()
        found[int.from_bytes(hashed, "big") % number].append(address)
    return [part for part in found if part]


def shard_names(
    shared: Iterable[Sequence[str]], documents: Mapping[str, StoredDocument], language: str
) -> list[str]:
    """Return the names of the parts that documents make, for the addresses of each part."""
    ground = (code_digest(), language.encode())
    return [_shard_name(addresses, documents, ground) for addresses in shared]


def _shard_name(
    addresses: Sequence[str], documents: Mapping[str, StoredDocument], ground: Sequence[bytes]
) -> str:
    pairs = ((address.encode(), documents[address].digest) for address in addresses)
    return fingerprint(*ground, *(part for pair in pairs for part in pair)).hex()[:16]


def find_shard(store: DocumentStore, name: str) -> IndexShard | None:
    """Return a part that stands in a store, whole and unchanged; None if none does."""
    folder = store.parts / name
    try:
        data = read_file(folder / _CARD)
        card = msgspec.msgpack.decode(data[_DIGEST:], type=_Card)
        whole = data[:_DIGEST] == fingerprint(data[_DIGEST:]) and card.part.name == name
        return card.part if whole and _digest_files(folder) == card.digest else None
    except (OSError, msgspec.MsgspecError):
        return None


def store_shard(store: DocumentStore, part: IndexShard, folder: Path) -> None:
    """Let a finished folder be a part of the store, in one step.

    Raises:
        OSError: the folder cannot be moved.
    """
    body = msgspec.msgpack.encode(_Card(part=part, digest=_digest_files(folder)))
    (folder / _CARD).write_bytes(fingerprint(body) + body)
    target = store.parts / part.name
    remove(target)
    folder.rename(target)


def publish_shard(store: DocumentStore, part: IndexShard, folder: Path) -> int:
    """Let the files of a part be the site's too; return their size in bytes.

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
    """Make the folder of the parts, and remove from it all other parts and what a killed build left."""
    store.parts.mkdir(parents=True, exist_ok=True)
    for entry in store.parts.iterdir():
        if entry.name not in names:
            with contextlib.suppress(OSError):
                remove(entry)


def prune_bundle(bundle: Path, names: Collection[str]) -> None:
    """Remove the parts of an older site from a bundle.

    Raises:
        OSError: a folder cannot be removed.
    """
    for entry in bundle.iterdir():
        if entry.is_dir() and entry.name not in names:
            remove(entry)


def _digest_files(folder: Path) -> bytes:
    """Return the hash of the files of a part, with their paths."""
    paths = sorted(_list_shard_files(folder))
    return fingerprint(
        *(part for path in paths for part in (os.fsencode(path), read_file(f"{folder}/{path}")))
    )


def _list_shard_files(folder: Path) -> Iterator[str]:
    for kind in ("fragment", "index"):
        with os.scandir(folder / kind) as entries:
            yield from (f"{kind}/{entry.name}" for entry in entries)
