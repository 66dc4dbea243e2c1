"""Word files: what all shards hold of the words of one range, in one file, so that a word costs one request.

Each shard has its own files, which part the alphabet in their own way. A word file joins those that share
words with its range, unopened: a line of JSON says which shard and how many bytes each is of, then they
follow. A file on the border of two ranges stands in both.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.base.files import read_file, write_file
from generator.base.fingerprint import fingerprint
from generator.site.search.document_store import DocumentStore
from generator.site.search.shards import IndexShard


def word_folder(parts: Sequence[IndexShard]) -> str:
    """Return the name of the folder of word files: another one if a shard is another."""
    return f"words-{fingerprint(*(part.name.encode() for part in parts)).hex()[:16]}"


def find_ranges(parts: Sequence[IndexShard]) -> list[str]:
    """Return where the ranges begin: about as many as a shard has files.

    The browser asks for a stem with two endings too («школо», «школьны»), which shall stand in the same file.
    """
    firsts = sorted(first for part in parts for first in part.chunks)
    return sorted(
        {first[:-1] if first[-1:] in {"о", "ы"} else first for first in firsts[:: max(1, len(parts))]}
    )


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
