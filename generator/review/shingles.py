"""Near-duplicate search by shingles: runs of words that two texts have in common."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain

Shingle = tuple[str, str, str]

SAMPLE = 32
"""So many shingles stand for a text: those whose hashes are the smallest (MinHash)."""
_WORD = re.compile(r"\w+")


def split_words(text: str) -> list[str]:
    """Return the words of a text, case and ё aside."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


def sample_shingles(words: Sequence[str]) -> frozenset[Shingle]:
    """Return the shingles that stand for a text, chosen alike in every text."""
    return frozenset(nsmallest(SAMPLE, set(_shingles(words)), key=_hash))


class InvertedIndex:
    """Shingle → names of the texts that have it, for a few wanted shingles."""

    def __init__(self, wanted: Iterable[Shingle]) -> None:
        """Index no text yet."""
        self._holders: dict[Shingle, list[str]] = {shingle: [] for shingle in wanted}
        self._wanted = frozenset(self._holders)

    def add(self, name: str, words: Sequence[str]) -> None:
        """Index a text."""
        for shingle in self._wanted.intersection(_shingles(words)):
            self._holders[shingle].append(name)

    def count_shared(self, shingles: Iterable[Shingle]) -> Counter[str]:
        """Return how many of some wanted shingles each text has."""
        return Counter(chain.from_iterable(self._holders[shingle] for shingle in shingles))


def _shingles(words: Sequence[str]) -> Iterator[Shingle]:
    return zip(words, words[1:], words[2:], strict=False)


def _hash(shingle: Shingle) -> tuple[int, Shingle]:
    return zlib.crc32(" ".join(shingle).encode()), shingle
