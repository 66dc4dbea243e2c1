"""Builds the search index: everything the search page loads."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from generator.base.files import list_files
from generator.model.settings import Settings
from generator.site.search import dictionary, page_table, shards, word_files
from generator.site.search.document_store import DocumentStore, StoredDocument
from generator.site.search.names import make_names, spoken_words
from generator.site.search.shards import IndexShard
from generator.site.search.words import fold, stem

BUNDLE = "pagefind"
WORDS = "assets/search"


class IndexSummary(msgspec.Struct, frozen=True, kw_only=True):
    """How much is in the index."""

    pages: int
    words: int
    files: Mapping[str, int]
    """Sizes of all files of the search in bytes, by path in the site."""


def build_index(
    store: DocumentStore,
    documents: Mapping[str, StoredDocument],
    staging: Path,
    settings: Settings,
) -> IndexSummary:
    """Index what has changed, and write all that the search page loads into `staging`.

    Raises:
        AtlasError: Pagefind is missing or failed.
        OSError: a file cannot be read or written.
    """
    store.prune(documents)
    made = _index_shards(store, documents, settings.atlas.language, os.cpu_count() or 1)
    bundle = staging / BUNDLE
    counts = [*(part.words for part in made), dictionary.count_words(spoken_words(settings))]
    forms = dictionary.forms_by_stem(counts)
    fleeting = dictionary.fleeting_pairs(forms.keys())
    lines = dictionary.dictionary_lines(forms, _lemmas(settings))
    dictionary.write_dictionary(lines, staging / WORDS)
    ranges = word_files.find_ranges(made, fleeting)
    words = word_files.word_folder(made, ranges)
    if not (bundle / words).is_dir():
        word_files.write_word_files(store, made, ranges, bundle / words)
    page_table.write_table(
        made,
        documents,
        bundle,
        words=(words, ranges, [short for short, _ in fleeting]),
        names=make_names(settings),
    )
    for part in made:
        shards.publish_shard(store, part, bundle)
    shards.prune_bundle(bundle, {words, *(part.name for part in made)})
    files = [f"{folder}/{path}" for folder in (BUNDLE, WORDS) for path in list_files(staging / folder)]
    sizes = {path: os.lstat(f"{staging}/{path}").st_size for path in files}
    return IndexSummary(pages=len(documents), words=len(lines), files=sizes)


def _index_shards(
    store: DocumentStore, documents: Mapping[str, StoredDocument], language: str, jobs: int
) -> Sequence[IndexShard]:
    shared = shards.group_addresses(documents)
    names = shards.shard_names(shared, documents, language)
    shards.prune_store(store, names)

    def find_or_index(name: str, each: Sequence[str]) -> IndexShard:
        return shards.find_shard(store, name) or shards.index_shard(
            store, name, {address: documents[address].filters for address in each}, language
        )

    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(find_or_index, names, shared))  # each thread waits for its own process


def _lemmas(settings: Settings) -> dict[str, str]:
    """Return stem → the first word of its family, as the form to show."""
    words = [word for family in settings.search.families for word in family]
    return {stem(word): fold(word) for word in reversed(words)}
