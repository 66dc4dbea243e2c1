"""Word files: what all shards hold of the words of one range, in one file, so that a word costs one request.

Each shard has its own files, which part the alphabet in their own way. A word file joins those that share
words with its range, unopened: a line of JSON says which shard and how many bytes each is of, then they
follow. A file on the border of two ranges stands in both.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from generator.base.files import read_file, write_file
from generator.base.fingerprint import fingerprint
from generator.site.search.document_store import DocumentStore
from generator.site.search.shards import IndexShard

_SHORTEST = 3
"""Stems that are shorter need not stand with their longer forms."""
_ENDINGS = ("о", "ы")
"""The same as in theme/search/engine.js."""


def word_folder(parts: Sequence[IndexShard], ranges: Sequence[str]) -> str:
    """Return the name of the folder of word files: another one if a shard or a range is another."""
    inputs = (*(part.name for part in parts), "", *ranges)
    return f"words-{fingerprint(*map(str.encode, inputs)).hex()[:16]}"


def find_ranges(parts: Sequence[IndexShard]) -> list[str]:
    """Return where the ranges begin: about as many as a shard has files."""
    firsts = sorted(first for part in parts for first in part.chunks)
    longer = {form for part in parts for form in _longer_forms(part.words)}
    return sorted({_keep_forms(first, longer) for first in firsts[:: max(1, len(parts))]})


def _longer_forms(words: Iterable[str]) -> Iterator[str]:
    """Yield what Pagefind makes of «школой», «школьный»: stems a letter longer than those of other forms."""
    return (word[:-1].replace("й", "и") for word in words if word.endswith(("ой", "ый")))


def _keep_forms(first: str, longer: Collection[str]) -> str:
    """Return where a range begins, at a word or before it: no stem is parted from its longer forms."""
    for end in range(_SHORTEST, len(first)):
        if any(first <= first[:end] + ending in longer for ending in _ENDINGS):
            return _keep_forms(first[:end], longer)
    return first


def write_word_files(
    store: DocumentStore, parts: Sequence[IndexShard], ranges: Sequence[str], folder: Path
) -> None:
    """Write a file for each range into a folder, named by its number.

    Raises:
        OSError: a file cannot be read or written.
    """
    for number, first in enumerate(ranges):
        end = ranges[number + 1] if number + 1 < len(ranges) else None
        write_file(str(folder / f"{number}.words"), _join(_files_between(store, parts, first, end)))


def _files_between(
    store: DocumentStore, parts: Iterable[IndexShard], first: str, end: str | None
) -> Iterator[tuple[int, bytes]]:
    """Yield the numbers of shards with the files that may hold words from `first` to before `end`."""
    for shard, part in enumerate(parts):
        start = max(0, bisect_right(part.chunks, first) - 1)
        stop = len(part.chunks) if end is None else bisect_left(part.chunks, end)
        for number in range(start, stop):
            yield shard, read_file(f"{store.parts}/{part.name}/index/{number}.pf_index")


def _join(files: Iterable[tuple[int, bytes]]) -> bytes:
    known = list(files)
    head = json.dumps([[shard, len(body)] for shard, body in known], separators=(",", ":"))
    return b"".join((head.encode(), b"\n", *(body for _, body in known)))
