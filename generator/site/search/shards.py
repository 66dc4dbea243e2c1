"""Shards: the index is built in shards, so that a change rebuilds one of them; the others are reused.

A shard is named by the hash of its inputs. Its files are numbered: a page's number in the shard is the
number of its file, and a reader needs no table of names.
"""

from __future__ import annotations

import contextlib
import html
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import msgspec

from generator.base.files import link_or_copy, read_file, remove
from generator.base.fingerprint import code_digest, fingerprint
from generator.base.memo import Memo
from generator.site.search import pagefind
from generator.site.search.dictionary import count_words
from generator.site.search.document import FORMS, MARKER
from generator.site.search.document_store import DocumentStore, StoredDocument

ADDRESS = "address"
"""Pagefind sorts by this key: the order tells which document has which number."""
_INCOMPLETE = "в указателе не все страницы"
_TAG = re.compile(r"<[^>]*>")
_META = re.compile(r'data-pagefind-meta="(\w+)\[data-value\]" data-value="([^"]*)"')
_UNSPOKEN = frozenset({"keys", "names", "marks", "hints"})
"""Fields of words that nobody writes: stems of case forms, tokens of abbreviations."""
_DEEPEST = 2
"""Folders above a document: more of them cost a build more than they save a reader."""
FEW, MANY, MOST = 125, 1250, 8
"""Documents of a shard: few, so that a change costs little; many, so that a reader loads few shards."""


class IndexShard(msgspec.Struct, frozen=True):
    """A shard of the index; its pages stand in the order of their numbers.

    `lengths` are the word counts of the pages, `fields` the names of the indexed metadata, `chunks` the
    first words of the index files, `version` that of Pagefind, `words` maps each word to the number of
    pages that hold it.
    """

    name: str
    addresses: Sequence[str]
    lengths: Sequence[int]
    fields: Sequence[str]
    chunks: Sequence[str]
    version: str
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

    def name(addresses: Sequence[str]) -> str:
        known = ((address, documents[address]) for address in addresses)
        pairs = ((address.encode(), each.digest, repr(each.filters).encode()) for address, each in known)
        return fingerprint(*ground, *chain.from_iterable(pairs)).hex()[:16]

    return [name(addresses) for addresses in shared]


def find_shard(store: DocumentStore, name: str) -> IndexShard | None:
    """Return a stored shard; None if it is missing or damaged."""
    card = _memo(store).get(name)
    try:
        return card.part if card and _digest_files(store.parts / name) == card.digest else None
    except OSError:
        return None


def index_shard(
    store: DocumentStore, name: str, filters: Mapping[str, Sequence[tuple[str, str]]], language: str
) -> IndexShard:
    """Index the documents of some addresses, given with their facets and values, and store the shard.

    Raises:
        AtlasError: Pagefind failed.
        OSError: a file cannot be read or written.
    """
    with tempfile.TemporaryDirectory(prefix=".", dir=store.parts) as temporary:
        documents, bundle, folder = (Path(temporary, each) for each in ("documents", "bundle", "part"))
        _link_documents(store, filters, documents)
        with ThreadPoolExecutor(1) as meanwhile:
            words = meanwhile.submit(_count_words, store, filters)
            pagefind.run_pagefind(documents, bundle, language)
        contents = pagefind.read_index(bundle)
        part = _describe_shard(name, filters, contents, words.result())
        _number_files(bundle, folder, contents)
        _store_shard(store, part, folder)
    return part


def _link_documents(
    store: DocumentStore, filters: Mapping[str, Sequence[tuple[str, str]]], folder: Path
) -> None:
    """Link documents by the values of their facets and by address, the facet that tells most first.

    Pagefind numbers pages folder by folder. So those that are alike stand side by side, and the columns of
    the page table repeat themselves: packed they weigh half. Who knows the subjects of a record knows its
    levels and grades, and not the other way round.
    """
    sets: dict[str, dict[str, tuple[str, ...]]] = {}
    for address, pairs in filters.items():
        for facet, value in pairs:
            values = sets.setdefault(facet, {})
            values[address] = (*values.get(address, ()), value)
    columns = [
        (each, {values: place for place, values in enumerate(dict.fromkeys(each.values()))})
        for each in sets.values()
    ]
    columns.sort(key=lambda column: len(column[1]), reverse=True)
    for address in filters:
        alike = (
            known[each[address]] if address in each else len(known) for each, known in columns[:_DEEPEST]
        )
        file = "/".join((str(folder), *map(str, alike), f"{address.removesuffix('/')}.html"))
        os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 - thousands of them
        os.symlink(os.path.abspath(store.file(address)), file)  # noqa: PTH100, PTH211


def _describe_shard(
    name: str, addresses: Collection[str], contents: pagefind.PagefindIndex, words: Mapping[str, int]
) -> IndexShard:
    numbers = dict(contents.sorts).get(ADDRESS, [])
    if sorted(numbers) != list(range(len(addresses))):
        raise pagefind.index_error(_INCOMPLETE)
    return IndexShard(
        name=name,
        addresses=[address for _, address in sorted(zip(numbers, sorted(addresses), strict=True))],
        lengths=[page.length for page in contents.pages],
        fields=contents.fields,
        chunks=[first for first, _, _ in contents.chunks],
        version=contents.version,
        words=words,
    )


def _count_words(store: DocumentStore, addresses: Iterable[str]) -> Mapping[str, int]:
    """Return word → number of documents, for the words that the dictionary takes."""
    words = count_words(_spoken_text(store, address) for address in addresses)
    return {word: number for word, number in words.items() if word != MARKER}


def _spoken_text(store: DocumentStore, address: str) -> str:
    """Return the text of a document with its names, without what stands there as no word."""
    text, _, _ = Path(store.file(address)).read_text(encoding="utf-8").partition(FORMS)
    named = " ".join(value for key, value in _META.findall(text) if key not in _UNSPOKEN)
    return html.unescape(f"{named} {_TAG.sub(' ', text)}")


def _number_files(bundle: Path, folder: Path, contents: pagefind.PagefindIndex) -> None:
    """Move Pagefind's files into a folder, named by number."""
    names = {
        "fragment": [page.name for page in contents.pages],
        "index": [name for _, _, name in contents.chunks],
    }
    for kind, each in names.items():
        (folder / kind).mkdir(parents=True)
        files = [f"{bundle}/{kind}/{name}.pf_{kind}" for name in each]
        pagefind.verify_files(files)
        for number, file in enumerate(files):
            os.rename(file, f"{folder}/{kind}/{number}.pf_{kind}")  # noqa: PTH104


def _store_shard(store: DocumentStore, part: IndexShard, folder: Path) -> None:
    """Move a finished folder into the store as a shard."""
    card = _Card(part=part, digest=_digest_files(folder))
    target = store.parts / part.name
    remove(target)
    folder.rename(target)
    _memo(store).put({part.name: card})


def publish_shard(store: DocumentStore, part: IndexShard, folder: Path) -> None:
    """Link the fragments of a shard's pages into the site; its words go into word files.

    Raises:
        OSError: a file cannot be read or written.
    """
    source, target = store.parts / part.name, f"{folder}/{part.name}"
    for file in _list_shard_files(source, ("fragment",)):
        link_or_copy(f"{source}/{file}", f"{target}/{file}")


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


def _list_shard_files(folder: Path, kinds: Sequence[str] = ("fragment", "index")) -> Iterator[str]:
    for kind in kinds:
        with os.scandir(folder / kind) as entries:
            yield from (f"{kind}/{entry.name}" for entry in entries)
