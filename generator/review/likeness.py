"""The nearest other records of a record: by title, and by runs of words that both texts have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from generator.load import Source
from generator.review.index import Row, Rows, words_of
from generator.rules import Context
from generator.states import State
from generator.states.additions import entry_of

MOST = 3
"""Records shown, at most."""
_CANDIDATES = 6
"""Records whose texts are compared with one, of each sort, at most."""
_TITLE, _TEXT = 65, 30
"""Of 100: records less alike than this in both are not worth showing."""
_SAME_TITLE, _SAME_TEXT = 95, 75
_COMMON_RUNS = 3
_LONGEST = 3000
"""Words of a text that are compared, at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A record that is near to another; shares of likeness are of 100."""

    path: str
    title: str
    title_share: int
    text_share: int

    @property
    def is_twin(self) -> bool:
        """Whether the two may well be one record."""
        return self.title_share >= _SAME_TITLE or self.text_share >= _SAME_TEXT


class Likeness:
    """Compares records of a state with all others of it."""

    def __init__(self, state: State, rows: Rows) -> None:
        """Know the records."""
        self._state = state
        self._context: Context | None = state.bench.context(state.as_of)
        self._rows = {path: row for path, row in rows.items() if row.title}
        self._paths = list(self._rows)
        self._titles = [row.folded for row in self._rows.values()]
        self._sources: Mapping[str, Source] = {source.path: source for source in state.survey.records}
        self._words: dict[str, Sequence[str]] = {}
        self._runs: Mapping[str, frozenset[int]] = {}

    def nearest(self, path: str) -> tuple[Near, ...]:
        """Return the nearest other records of a record, nearest first; none of one that cannot be read."""
        row = self._rows.get(path)
        if row is None:
            return ()
        candidates = dict.fromkeys([*self._by_title(row), *self._by_runs(path, row)])
        candidates.pop(path, None)
        near = [self._compared(path, other) for other in candidates]
        worth = [one for one in near if one.title_share >= _TITLE or one.text_share >= _TEXT]
        worth.sort(key=lambda one: (-max(one.title_share, one.text_share), -one.text_share, one.path))
        return tuple(worth[:MOST])

    def _by_title(self, row: Row) -> Iterator[str]:
        found = process.extract(
            row.folded, self._titles, scorer=fuzz.ratio, score_cutoff=_TITLE, limit=_CANDIDATES + 1
        )
        for _, _, number in found:
            yield self._paths[number]

    def _by_runs(self, path: str, row: Row) -> Iterator[str]:
        if not self._runs:
            self._runs = {other: one.runs() for other, one in self._rows.items()}
        own = row.runs()
        common = [(-len(own & runs), other) for other, runs in self._runs.items() if not own.isdisjoint(runs)]
        for share, other in sorted(common)[: _CANDIDATES + 1]:
            if other != path and -share >= _COMMON_RUNS:
                yield other

    def _compared(self, path: str, other: str) -> Near:
        row, theirs = self._rows[path], self._rows[other]
        return Near(
            path=other,
            title=theirs.title,
            title_share=round(fuzz.ratio(row.folded, theirs.folded)),
            text_share=round(fuzz.ratio(self._text(path), self._text(other))),
        )

    def _text(self, path: str) -> Sequence[str]:
        if path not in self._words:
            entry = entry_of(self._sources[path], self._state.bench)
            known = [] if entry is None or self._context is None else words_of(entry, self._context)
            self._words[path] = known[:_LONGEST]
        return self._words[path]
