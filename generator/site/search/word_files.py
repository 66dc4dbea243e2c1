"""Word files: the words of one range from all shards in one file, so that a word takes one request.

The chunks of each shard divide the alphabet differently. A word file joins those that share words with its
range, unparsed: a line of JSON lists the shard and the length of each, then they follow. A chunk on the
border of two ranges is in both files. A range that would become large is split at one of its common words: a
search for «урок» need not load everything before it.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from generator.base.files import write_file
from generator.base.fingerprint import fingerprint
from generator.site.search.document_store import DocumentStore
from generator.site.search.shards import IndexShard, read_chunks

_SHORTEST = 3
"""Shorter stems may be in another file than their longer forms."""
_ENDINGS = ("о", "ы")
"""The same as in theme/search/engine.js."""
_HEAVY = 40_000
"""Size in bytes from which a file is split, if its smaller part then has at most this share of it:"""
_LIGHTER = 0.8


def word_folder(parts: Sequence[IndexShard], ranges: Sequence[str]) -> str:
    """Return the name of the folder of word files, which depends on the shards and ranges."""
    inputs = (*(part.name for part in parts), "", *ranges)
    return f"words-{fingerprint(*map(str.encode, inputs)).hex()[:16]}"


def find_ranges(parts: Sequence[IndexShard], fleeting: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Return where the ranges begin: about as many as a shard has chunks.

    `fleeting` are pairs of stems of one word, which stay in one range.
    """
    firsts = sorted(first for part in parts for first in part.chunks)
    longer = {form for part in parts for form in _longer_forms(part.words)}
    pairs = [tuple(sorted((one.replace("й", "и"), other.replace("й", "и")))) for one, other in fleeting]

    def begin(first: str) -> str:
        return _keep_forms(min((one for one, other in pairs if one < first <= other), default=first), longer)

    def weigh(start: str, end: str | None) -> int:
        return sum(part.sizes[number] for part in parts for number in _files_between(part, start, end))

    def split(start: str, end: str | None) -> Iterator[str]:
        whole = weigh(start, end)
        inside = firsts[bisect_right(firsts, start) : None if end is None else bisect_left(firsts, end)]
        begins = sorted({one for one in map(begin, inside) if one > start}) if whole > _HEAVY else []
        lightest = {one: min(weigh(start, one), weigh(one, end)) for one in begins}
        best = min(begins, key=lightest.__getitem__, default=start)
        if best == start or lightest[best] > _LIGHTER * whole:
            yield start
        else:
            yield from (*split(start, best), *split(best, end))

    starts = sorted({begin(first) for first in firsts[:: max(1, len(parts))]})
    return [one for start, end in zip(starts, [*starts, None][1:], strict=True) for one in split(start, end)]


def _longer_forms(words: Iterable[str]) -> Iterator[str]:
    """Yield Pagefind's stems of «школой», «школьный»: one letter longer than those of other forms."""
    return (word[:-1].replace("й", "и") for word in words if word.endswith(("ой", "ый")))


def _keep_forms(first: str, longer: Collection[str]) -> str:
    """Return the beginning of a range, moved back so that a stem and its longer forms stay together."""
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
    known = [(part, read_chunks(store, part)) for part in parts]
    for number, first in enumerate(ranges):
        end = ranges[number + 1] if number + 1 < len(ranges) else None
        chunks = [
            (shard, each[place])
            for shard, (part, each) in enumerate(known)
            for place in _files_between(part, first, end)
        ]
        write_file(f"{folder}/{number}.words", _join(chunks))


def _files_between(part: IndexShard, first: str, end: str | None) -> range:
    """Return the numbers of a shard's chunks that may contain words from `first` to before `end`."""
    stop = len(part.chunks) if end is None else bisect_left(part.chunks, end)
    return range(max(0, bisect_right(part.chunks, first) - 1), stop)


def _join(chunks: Sequence[tuple[int, bytes]]) -> bytes:
    head = json.dumps([[shard, len(body)] for shard, body in chunks], separators=(",", ":"))
    return b"".join((head.encode(), b"\n", *(body for _, body in chunks)))
