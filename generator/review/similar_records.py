"""The records most similar to a record: by title, and by shared shingles (runs of words) of their texts."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nsmallest
from itertools import chain

import msgspec
from rapidfuzz import fuzz, process

from generator.base.workers import parallel_map
from generator.check.revision.revision_check import RevisionCheck
from generator.model.annotations import annotated_values
from generator.review.connections import IndexedRecord, RecordIndex

Shingle = tuple[str, str, str]
"""A run of three words."""

SAMPLE = 32
"""Shingles that represent a text: those with the smallest hashes (MinHash)."""
MOST = 3
"""Most records shown."""
_CANDIDATES = 4
"""Most candidates of each kind whose texts are compared with a record."""
_TITLE, _TEXT = 65, 30
"""Thresholds, of 100: records below both are not worth showing."""
_SAME_TITLE, _SAME_TEXT = 95, 75
_COMMON_SHINGLES = 3
_LONGEST = 3000
"""Most words of a text that are compared."""


class SimilarRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record similar to another; similarities are of 100."""

    path: str
    title: str
    title_share: int
    text_share: int
    is_new: bool = False
    """Whether it exists only in the same proposal."""
    sample: bool = False

    @property
    def is_twin(self) -> bool:
        """Whether the two may be one record."""
        return self.title_share >= _SAME_TITLE or self.text_share >= _SAME_TEXT


class SimilarRecordSearch(msgspec.Struct, frozen=True, kw_only=True):
    """Compares records of the newer revision, and those it lost, with all others of it."""

    before: RevisionCheck
    after: RevisionCheck
    former: RecordIndex
    index: RecordIndex

    def find(self, paths: Iterable[str]) -> Mapping[str, Sequence[SimilarRecord]]:
        """Return the records most similar to each of some, by path; unreadable records have none.

        All records are read once, however many are asked for.

        Raises:
            AtlasError: git refused.
        """
        asked = [path for path in paths if self._record(path).title]
        words = self._read_words(asked)
        candidates: dict[str, dict[str, None]] = {path: {} for path in asked}
        for path, other in (*self._find_by_title(asked), *self._find_by_text(words)):
            candidates[path][other] = None
        words |= self._read_words({other for others in candidates.values() for other in others} - set(asked))
        return {path: self._rank(path, others, words) for path, others in candidates.items() if others}

    def _record(self, path: str) -> IndexedRecord:
        """Return what is known about a record, from the older revision if it is lost; empty if unreadable."""
        return self.index.get(path) or self.former.get(path) or IndexedRecord()

    def _find_by_title(self, asked: Sequence[str]) -> Iterator[tuple[str, str]]:
        paths = list(self.index)
        titles = [record.folded if record.title else None for record in self.index.values()]
        for path in asked:
            found = process.extract(
                self._record(path).folded,
                titles,
                scorer=fuzz.ratio,
                score_cutoff=_TITLE,
                limit=_CANDIDATES + 1,
            )
            yield from ((path, paths[number]) for _, _, number in found if paths[number] != path)

    def _find_by_text(self, words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
        samples = {path: sample_shingles(own) for path, own in words.items()}
        index = InvertedIndex(shingle for sample in samples.values() for shingle in sample)
        paths = list(self.index) if samples else []
        for part in parallel_map(
            partial(self._share_shingles, index), paths, jobs=self.after.jobs, chunk=500
        ):
            for path, found in part:
                index.add(path, found)
        for path, sample in samples.items():
            shared = index.count_shared(sample).items()
            enough = ((-number, other) for other, number in shared if number >= _COMMON_SHINGLES)
            nearest = nsmallest(_CANDIDATES + 1, enough)  # itself among them
            yield from [(path, other) for _, other in nearest if other != path][:_CANDIDATES]

    def _share_shingles(self, index: InvertedIndex, paths: Sequence[str]) -> list[tuple[str, list[Shingle]]]:
        """Return the wanted shingles in raw files: parsing takes ten times as long."""
        files, former = self.after.revision.files, self.before.revision.files
        found = []
        for path in paths:
            # the older revision's cache already has what was checked
            blobs = self.before.blobs if files[path] == former.get(path) else self.after.blobs
            data = blobs.read(path) if self.index[path].title else b""
            shared = (
                index.share(split_words(data.decode(errors="replace"))) if isinstance(data, bytes) else []
            )
            found += [(path, shared)] if len(shared) >= _COMMON_SHINGLES else []
        return found

    def _rank(
        self, path: str, others: Iterable[str], words: Mapping[str, Sequence[str]]
    ) -> Sequence[SimilarRecord]:
        own = self._record(path)
        similar = [
            SimilarRecord(
                path=other,
                title=self.index[other].title,
                title_share=round(fuzz.ratio(own.folded, self.index[other].folded)),
                text_share=round(fuzz.ratio(words.get(path, ()), words.get(other, ()))),
                is_new=other not in self.former,
                sample=self.index[other].sample,
            )
            for other in others
        ]
        worth = [one for one in similar if one.title_share >= _TITLE or one.text_share >= _TEXT]
        worth.sort(key=lambda one: (-max(one.title_share, one.text_share), -one.text_share, one.path))
        return tuple(worth[:MOST])

    def _read_words(self, paths: Iterable[str]) -> dict[str, Sequence[str]]:
        """Return the words of all texts of some records."""
        standing = [path for path in sorted(paths) if path in self.index]
        lost = [path for path in sorted(paths) if path not in self.index]
        return {**_read_words(self.after, standing), **_read_words(self.before, lost)}


def _read_words(check: RevisionCheck, paths: Sequence[str]) -> dict[str, Sequence[str]]:
    if not paths:
        return {}
    context = check.ruleset.context(check.as_of)
    sources = [source for path in paths if (source := check.source_at(path))]
    check.blobs.fetch(source.file for source in sources)
    words: dict[str, Sequence[str]] = {}
    for source in sources:
        entry = check.ruleset.record_validator.read_entry(source)
        if entry is not None and context is not None:
            texts = annotated_values(context.texts[entry.kind.name], entry.record)
            words[source.path] = split_words(" ".join(text.value for text in texts))[:_LONGEST]
    return words


def split_words(text: str) -> list[str]:
    """Return the words of a text, ignoring case and ё, with adjacent punctuation.

    Near-copies share nearly all of it, and finding words without punctuation takes five times as long.
    """
    return text.casefold().replace("ё", "е").split()


def sample_shingles(words: Sequence[str]) -> frozenset[Shingle]:
    """Return the shingles that represent a text, chosen in the same way for every text."""

    def order(shingle: Shingle) -> tuple[int, Shingle]:
        return zlib.crc32(" ".join(shingle).encode()), shingle

    return frozenset(nsmallest(SAMPLE, set(_shingles(words)), key=order))


class InvertedIndex:
    """Shingle → names of the texts that have it, for a set of wanted shingles."""

    def __init__(self, wanted: Iterable[Shingle]) -> None:
        """Start with an empty index."""
        self._holders: dict[Shingle, list[str]] = {shingle: [] for shingle in wanted}
        self._wanted = frozenset(self._holders)

    def share(self, words: Sequence[str]) -> list[Shingle]:
        """Return the wanted shingles in a text."""
        return list(self._wanted.intersection(_shingles(words)))

    def add(self, name: str, shared: Iterable[Shingle]) -> None:
        """Add a text with its wanted shingles."""
        for shingle in shared:
            self._holders[shingle].append(name)

    def count_shared(self, shingles: Iterable[Shingle]) -> Counter[str]:
        """Count for each text how many of some wanted shingles it has."""
        return Counter(chain.from_iterable(self._holders[shingle] for shingle in shingles))


def _shingles(words: Sequence[str]) -> Iterator[Shingle]:
    return zip(words, words[1:], words[2:], strict=False)
