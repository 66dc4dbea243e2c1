"""The nearest other records of a record: by title, and by runs of words that both texts have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import chain

import msgspec
from rapidfuzz import fuzz, process

from generator.check.new_records import entry_of
from generator.check.revision import State
from generator.check.rules import Context
from generator.review.similarity_index import Records, words_of

MOST = 3
"""Records shown, at most."""
_CANDIDATES = 4
"""Records whose texts are compared with one, of each sort, at most."""
_TITLE, _TEXT = 65, 30
"""Of 100: records less alike than this in both are not worth showing."""
_SAME_TITLE, _SAME_TEXT = 95, 75
_COMMON_RUNS = 3
_LONGEST = 3000
"""Words of a text that are compared, at most."""


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is near to another; shares of likeness are of 100."""

    path: str
    title: str
    title_share: int
    text_share: int
    is_new: bool = False
    """Whether it stands in the same proposal only."""

    @property
    def is_twin(self) -> bool:
        """Whether the two may well be one record."""
        return self.title_share >= _SAME_TITLE or self.text_share >= _SAME_TEXT


class Likeness:
    """Compares records of a state with all others of it."""

    def __init__(self, state: State, records: Records) -> None:
        """Know the records, and which of them stood before."""
        self._state = state
        self._context: Context | None = state.bench.context(state.as_of)
        self._rows = records.after
        self._former, self._index = records.before, records.index
        self._words: dict[str, Sequence[str]] = {}

    def nearest(self, paths: Iterable[str]) -> Mapping[str, Sequence[Near]]:
        """Return the nearest other records of some records, nearest first; of each the most alike ones.

        A record that cannot be read has none. All others are looked through once, whatever the number.

        Raises:
            AtlasError: git refused.
        """
        asked = [path for path in paths if path in self._rows and self._rows[path].title]
        candidates: dict[str, dict[str, None]] = {path: {} for path in asked}
        for found in (self._by_title(asked), self._by_runs(asked)):
            for path, other in found:
                candidates[path][other] = None
        self._fetch({*asked, *(other for others in candidates.values() for other in others)})
        return {path: self._closest(path, others) for path, others in candidates.items() if others}

    def _by_title(self, asked: Sequence[str]) -> Iterator[tuple[str, str]]:
        paths = list(self._rows)
        titles = [row.folded if row.title else None for row in self._rows.values()]
        for path in asked:
            found = process.extract(
                self._rows[path].folded,
                titles,
                scorer=fuzz.ratio,
                score_cutoff=_TITLE,
                limit=_CANDIDATES + 1,
            )
            yield from ((path, paths[number]) for _, _, number in found if paths[number] != path)

    def _by_runs(self, asked: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the records that have most runs of words in common with each."""
        having = self._having(frozenset(chain.from_iterable(self._rows[path].runs for path in asked)))
        for path in asked:
            counts = Counter(chain.from_iterable(having[run] for run in self._rows[path].runs))
            shared = ((-number, other) for other, number in counts.items() if number >= _COMMON_RUNS)
            nearest = nsmallest(_CANDIDATES + 1, shared)  # itself among them
            yield from [(path, other) for _, other in nearest if other != path][:_CANDIDATES]

    def _having(self, wanted: frozenset[int]) -> Mapping[int, Sequence[str]]:
        """Return the paths of the records that have some runs."""
        known = self._index.rows
        # what differs from the index is looked through below
        paths = [path if self._rows.get(path) is row else "" for path, row in known.items()]
        found = self._index.holders.of(wanted)
        having = {run: [paths[place] for place in places if paths[place]] for run, places in found}
        for path, row in self._rows.items():
            if known.get(path) is not row:
                for run in wanted.intersection(row.runs):
                    having[run].append(path)
        return having

    def _closest(self, path: str, others: Iterable[str]) -> Sequence[Near]:
        near = [self._compared(path, other) for other in others]
        worth = [one for one in near if one.title_share >= _TITLE or one.text_share >= _TEXT]
        worth.sort(key=lambda one: (-max(one.title_share, one.text_share), -one.text_share, one.path))
        return tuple(worth[:MOST])

    def _compared(self, path: str, other: str) -> Near:
        row, theirs = self._rows[path], self._rows[other]
        return Near(
            path=other,
            title=theirs.title,
            title_share=round(fuzz.ratio(row.folded, theirs.folded)),
            text_share=round(fuzz.ratio(self._words[path], self._words[other])),
            is_new=other not in self._former,
        )

    def _fetch(self, paths: set[str]) -> None:
        """Read the words of records: all files at once."""
        self._state.shelf.know({path: self._rows[path].id for path in paths})
        found = (self._state.source_at(path) for path in sorted(paths))
        sources = [source for source in found if source is not None]
        self._state.shelf.fetch(source.file for source in sources)
        for source in sources:
            entry = entry_of(source, self._state.bench)
            known = [] if entry is None or self._context is None else words_of(entry, self._context)
            self._words[source.path] = known[:_LONGEST]
