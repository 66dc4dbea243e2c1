"""Indexes documents as one shard."""

from __future__ import annotations

import html
import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.site.search import pagefind
from generator.site.search.dictionary import is_dictionary_word
from generator.site.search.document import FORMS, MARKER
from generator.site.search.document_store import DocumentStore
from generator.site.search.shards import IndexShard, store_shard
from generator.site.search.words import fold, words_of

ADDRESS = "address"
"""Pagefind sorts by this key: the order tells which document has which number."""

_TAG = re.compile(r"<[^>]*>")


def index_shard(store: DocumentStore, name: str, addresses: Sequence[str], language: str) -> IndexShard:
    """Index the documents of some addresses and store the shard.

    Raises:
        AtlasError: Pagefind failed.
        OSError: a file cannot be read or written.
    """
    with tempfile.TemporaryDirectory(prefix=".", dir=store.parts) as temporary:
        documents, bundle, folder = (Path(temporary, each) for each in ("documents", "bundle", "part"))
        _link_documents(store, addresses, documents)
        with ThreadPoolExecutor(1) as meanwhile:
            words = meanwhile.submit(_count_words, store, addresses)
            pagefind.run_pagefind(documents, bundle, language)
        contents = pagefind.read_index(bundle)
        part = _describe_shard(name, addresses, contents, words.result())
        _number_files(bundle, folder, contents)
        store_shard(store, part, folder)
    return part


def _link_documents(store: DocumentStore, addresses: Sequence[str], folder: Path) -> None:
    """Link documents by address, in order: Pagefind numbers them in the order of the folder."""
    for address in addresses:
        file = f"{folder}/{address.removesuffix('/')}.html"
        os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 - thousands of them
        os.symlink(os.path.abspath(store.file(address)), file)  # noqa: PTH100, PTH211


def _describe_shard(
    name: str, addresses: Sequence[str], contents: pagefind.PagefindIndex, words: Mapping[str, int]
) -> IndexShard:
    numbers = dict(contents.sorts).get(ADDRESS, [])
    if sorted(numbers) != list(range(len(addresses))):
        raise pagefind.index_error(_INCOMPLETE)
    return IndexShard(
        name=name,
        addresses=[address for _, address in sorted(zip(numbers, sorted(addresses), strict=True))],
        lengths=[length for _, length in contents.pages],
        fields=contents.fields,
        chunks=[first for first, _, _ in contents.chunks],
        words=words,
    )


def _count_words(store: DocumentStore, addresses: Sequence[str]) -> Mapping[str, int]:
    """Return word → number of documents, for the words that the dictionary takes."""
    found: Counter[str] = Counter()
    for address in addresses:
        text, _, _ = Path(store.file(address)).read_text(encoding="utf-8").partition(FORMS)
        found.update(set(words_of(fold(html.unescape(_TAG.sub(" ", text))))))
    return {
        word: number for word, number in sorted(found.items()) if is_dictionary_word(word) and word != MARKER
    }


def _number_files(bundle: Path, folder: Path, contents: pagefind.PagefindIndex) -> None:
    """Move Pagefind's files into a folder, named by number."""
    names = {
        "fragment": [name for name, _ in contents.pages],
        "index": [name for _, _, name in contents.chunks],
    }
    for kind, each in names.items():
        (folder / kind).mkdir(parents=True)
        files = [f"{bundle}/{kind}/{name}.pf_{kind}" for name in each]
        pagefind.verify_files(files)
        for number, file in enumerate(files):
            os.rename(file, f"{folder}/{kind}/{number}.pf_{kind}")  # noqa: PTH104


_INCOMPLETE = "в указателе не все страницы"
