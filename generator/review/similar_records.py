"""The records most similar to a record: by title, and by runs of words that both texts have."""

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
"""A run of words."""

SAMPLE = 32
"""So many shingles stand for a text: those whose hashes are the smallest (MinHash)."""
MOST = 3
"""Records shown, at most."""
_CANDIDATES = 4
"""Records whose texts are compared with one, of each sort, at most."""
_TITLE, _TEXT = 65, 30
"""Of 100: records less similar than this in both are not worth showing."""
_SAME_TITLE, _SAME_TEXT = 95, 75
_COMMON_SHINGLES = 3
_LONGEST = 3000
"""Words of a text that are compared, at most."""


class SimilarRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is similar to another; shares of likeness are of 100."""

    path: str
    title: str
    title_share: int
    text_share: int
    is_new: bool = False
    """Whether it stands in the same proposal only."""
    sample: bool = False

    @property
    def is_twin(self) -> bool:
        """Whether the two may well be one record."""
        return self.title_share >= _SAME_TITLE or self.text_share >= _SAME_TEXT


class SimilarRecordSearch(msgspec.Struct, frozen=True, kw_only=True):
    """Compares records of the newer revision, and those that it lost, with all others of it."""

    before: RevisionCheck
    after: RevisionCheck
    former: RecordIndex
    index: RecordIndex

    def find(self, paths: Iterable[str]) -> Mapping[str, Sequence[SimilarRecord]]:
        """Return the records most similar to some, by path; a record that cannot be read has none.

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
        """Return what is known of a record, of a lost one what was; nothing of one that cannot be read."""
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
        """Return the wanted shingles of some files as they are written: parsing takes ten times as long."""
        files, former = self.after.revision.files, self.before.revision.files
        found = []
        for path in paths:
            # the older revision holds what was checked
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
    """Return the words of a text, case and ё aside, each with the signs that stand at it.

    Near-copies have nearly all of them alike, and to look for words without signs takes five times as long.
    """
    return text.casefold().replace("ё", "е").split()


def sample_shingles(words: Sequence[str]) -> frozenset[Shingle]:
    """Return the shingles that stand for a text, chosen alike in every text."""

    def order(shingle: Shingle) -> tuple[int, Shingle]:
        return zlib.crc32(" ".join(shingle).encode()), shingle

    return frozenset(nsmallest(SAMPLE, set(_shingles(words)), key=order))


class InvertedIndex:
    """Shingle → names of the texts that have it, for a few wanted shingles."""

    def __init__(self, wanted: Iterable[Shingle]) -> None:
        """Index no text yet."""
        self._holders: dict[Shingle, list[str]] = {shingle: [] for shingle in wanted}
        self._wanted = frozenset(self._holders)

    def share(self, words: Sequence[str]) -> list[Shingle]:
        """Return the wanted shingles of a text."""
        return list(self._wanted.intersection(_shingles(words)))

    def add(self, name: str, shared: Iterable[Shingle]) -> None:
        """Index a text by the wanted shingles that it has."""
        for shingle in shared:
            self._holders[shingle].append(name)

    def count_shared(self, shingles: Iterable[Shingle]) -> Counter[str]:
        """Return how many of some wanted shingles each text has."""
        return Counter(chain.from_iterable(self._holders[shingle] for shingle in shingles))


def _shingles(words: Sequence[str]) -> Iterator[Shingle]:
    return zip(words, words[1:], words[2:], strict=False)
