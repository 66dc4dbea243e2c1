"""Shards: the index is split into shards, so that a change rebuilds only one; the others are reused.

A shard is named after the hash of its inputs. Its fragments are numbered: a page's number in the shard is the
number of its file, so that readers need no table of names. The chunks of its words are concatenated in one
file: readers get them from word files.
"""

import contextlib
import html
import os
import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, chain, pairwise
from pathlib import Path

import msgspec

from generator.base.files import link_or_copy, list_files, read_file, remove, write_file
from generator.base.fingerprint import code_digest, fingerprint
from generator.base.memo import Memo
from generator.site.search import pagefind
from generator.site.search.dictionary import different_words, keep_words
from generator.site.search.document import MARKER
from generator.site.search.document_store import DocumentStore, StoredDocument

ADDRESS = "address"
"""Pagefind sorts by this key; the order shows which document has which number."""
_INCOMPLETE = "в указателе не все страницы"
_TAG = re.compile(r"<[^>]*>")
_META = re.compile(r'data-pagefind-meta="(\w+)\[data-value\]" data-value="([^"]*)"')
_UNSPOKEN = frozenset({"keys", "names", "marks", "hints"})
"""Metadata that are not real words: stems of case forms, tokens of abbreviations."""
_WORDS = "words"
"""The file with the chunks of a shard."""
FEW, MANY, MOST = 125, 1250, 8
"""Documents per shard: few, so that a change costs little; many, so that a reader loads few shards."""


class IndexShard(msgspec.Struct, frozen=True):
    """A shard of the index; its pages are in the order of their numbers.

    `lengths` are the word counts of the pages, `fields` the names of the indexed metadata, `chunks` the first
    words of the chunks, `sizes` their sizes in bytes, `version` that of Pagefind; `words` maps each word to
    the number of pages with it.
    """

    name: str
    addresses: Sequence[str]
    lengths: Sequence[int]
    fields: Sequence[str]
    chunks: Sequence[str]
    sizes: Sequence[int]
    version: str
    words: Mapping[str, int]


class _Card(msgspec.Struct, frozen=True):
    """A shard with the hash of its files: the site shares the files, so only the hash reveals damage."""

    part: IndexShard
    digest: bytes


def group_addresses(addresses: Collection[str]) -> list[list[str]]:
    """Return the addresses of each shard; one keeps its shard until the number of shards changes."""
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
        pairs = ((address.encode(), each.digest, each.packed_filters) for address, each in known)
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
    words: Counter[str] = Counter()

    def read(address: str) -> str:
        document = store.read(address)
        words.update(different_words(_spoken_text(document)))
        return document

    made = pagefind.index_documents(_arrange(filters), read, language)
    part = _describe_shard(name, filters, made, words)
    _store_shard(store, part, made)
    return part


def _arrange(filters: Mapping[str, Sequence[tuple[str, str]]]) -> list[str]:
    """Return addresses sorted by the values of their facets, the most distinctive facet first.

    Pagefind numbers pages in the order in which it receives them. So similar pages have adjacent numbers, and
    the columns of the page table are repetitive: compressed, they take half the space. The subjects of a
    record usually determine its levels and grades, but not the reverse.
    """
    sets: dict[str, dict[str, tuple[str, ...]]] = {}
    for address, pairs in filters.items():
        for facet, value in pairs:
            values = sets.setdefault(facet, {})
            values[address] = (*values.get(address, ()), value)
    columns = sorted(sets.values(), key=lambda column: len(set(column.values())), reverse=True)
    return sorted(filters, key=lambda address: [column.get(address, ()) for column in columns])


def _describe_shard(
    name: str, addresses: Collection[str], made: pagefind.MadeIndex, words: Mapping[str, int]
) -> IndexShard:
    contents = made.contents
    numbers = dict(contents.sorts).get(ADDRESS, [])
    if sorted(numbers) != list(range(len(addresses))):
        raise pagefind.index_error(_INCOMPLETE)
    return IndexShard(
        name=name,
        addresses=[address for _, address in sorted(zip(numbers, sorted(addresses), strict=True))],
        lengths=[page.length for page in contents.pages],
        fields=contents.fields,
        chunks=[first for first, _, _ in contents.chunks],
        sizes=list(map(len, made.chunks)),
        version=contents.version,
        words=keep_words(words),
    )


def _spoken_text(document: str) -> str:
    """Return the text of a document with its names, without words that are not real."""
    named = " ".join(value for key, value in _META.findall(document) if key not in _UNSPOKEN)
    return html.unescape(f"{named} {_TAG.sub(' ', document.replace(MARKER, ''))}")


def _store_shard(store: DocumentStore, part: IndexShard, made: pagefind.MadeIndex) -> None:
    """Write the files of a shard into the store."""
    files = {f"fragment/{number}.pf_fragment": body for number, body in enumerate(made.fragments)}
    files[_WORDS] = b"".join(made.chunks)
    target = store.parts / part.name
    with tempfile.TemporaryDirectory(prefix=".", dir=store.parts) as temporary:
        for path, body in files.items():
            write_file(f"{temporary}/part/{path}", body)
        remove(target)
        Path(temporary, "part").rename(target)
    _memo(store).put({part.name: _Card(part=part, digest=_digest(files.items()))})


def read_chunks(store: DocumentStore, part: IndexShard) -> list[bytes]:
    """Return the chunks of a shard.

    Raises:
        OSError: its file cannot be read.
    """
    words = read_file(store.parts / part.name / _WORDS)
    return [words[start:end] for start, end in pairwise(accumulate(part.sizes, initial=0))]


def publish_shard(store: DocumentStore, part: IndexShard, folder: Path) -> None:
    """Link the fragments of a shard's pages into the site; its words go into word files.

    Raises:
        OSError: a file cannot be read or written.
    """
    source, target = store.parts / part.name, f"{folder}/{part.name}"
    for number in range(len(part.addresses)):
        file = f"fragment/{number}.pf_fragment"
        link_or_copy(f"{source}/{file}", f"{target}/{file}")


def prune_store(store: DocumentStore, names: Collection[str]) -> None:
    """Remove all other shards, and what a killed build left, from the store; create its folder."""
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
    return _digest((path, read_file(f"{folder}/{path}")) for path in list_files(folder))


def _digest(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the hash of a shard's files, with their paths."""
    return fingerprint(*chain.from_iterable((os.fsencode(path), body) for path, body in sorted(files)))
