"""Recognises columns by their cells if the heading does not say what they contain, or is misleading.

A column with «НОО; ООО» contains levels, even under «Для кого»: no question is asked if the cells answer it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from generator.intake.tables.cells.tidy_cells import FINDERS, tidy_text
from generator.intake.tables.cells.values import VocabularyTerms
from generator.intake.tables.columns.column_meaning import ColumnMeaning, meaning_of
from generator.intake.tables.columns.column_synonyms import ColumnSynonyms
from generator.intake.tables.files.grids import GridRow
from generator.intake.tables.layout import Column, Way
from generator.intake.tables.questions.replacements import ReplacementLog

_LEAST_CELLS, _MOST_CELLS = 3, 60
_FITS, _MISFITS, _AHEAD = 0.6, 0.3, 0.2


class ColumnContents(msgspec.Struct, frozen=True, kw_only=True):
    """The rows below the headings of a sheet, each of which may have one of the `meanings`."""

    meanings: ColumnSynonyms
    rows: Sequence[GridRow]
    log: ReplacementLog
    terms: Mapping[str, VocabularyTerms]

    def settle(
        self, found: Mapping[int, ColumnMeaning | None], titles: Mapping[int, str]
    ) -> Mapping[int, ColumnMeaning]:
        """Return the meanings of columns according to their cells and to what records require.

        `found` are the meanings of all headings; `titles` are those of columns whose meaning may be another
        one.
        """
        settled: dict[int, ColumnMeaning] = {}
        taken = {one.way for one in found.values() if one is not None and not one.numbers}
        for index in titles:
            column = self._find_by_cells(found[index], self._sample(index), taken)
            if column is not None:
                settled[index] = meaning_of(column)
                taken.add(column.way)
        for index, title in titles.items():
            needed = None if found[index] or index in settled else self.meanings.find_needed(title, taken)
            if needed is not None:
                settled[index] = needed
                taken.add(needed.way)
        return settled

    def find_mistaken(
        self, found: Mapping[int, ColumnMeaning | None], loose: Collection[int]
    ) -> Collection[int]:
        """Return the columns of a vocabulary in which no cell is a term, though their headings say so.

        They have a `loose` heading, or an optional field with a single term: in a list one may be missing.
        """
        return [index for index, said in found.items() if said and self._is_mistaken(index, said, loose)]

    def _is_mistaken(self, index: int, said: ColumnMeaning, loose: Collection[int]) -> bool:
        cells, column = self._sample(index), said.column
        if len(cells) < _LEAST_CELLS or column is None or said.numbers:
            return False
        if column.value.vocabulary not in self.terms or len(column.way) > 1:
            return False
        single = not column.many and not column.required
        return (index in loose or single) and self._score(column, cells) == 0

    def _find_by_cells(
        self, said: ColumnMeaning | None, cells: Sequence[str], taken: Collection[Way]
    ) -> Column | None:
        """Return the column whose values the cells resemble; None if their heading may be right."""
        if len(cells) < _LEAST_CELLS or (said is not None and not self._misfits(said, cells)):
            return None
        free = [one for one in self.meanings.table.columns if one.way not in taken]
        best, other, *_ = [*sorted((self._score(one, cells) for one in free), reverse=True), 0, 0]
        if best < _FITS or best - other < _AHEAD:
            return None
        return next(one for one in free if self._score(one, cells) == best)

    def _misfits(self, said: ColumnMeaning, cells: Sequence[str]) -> bool:
        """Return whether few of the cells are terms of the vocabulary that their heading suggests."""
        column = said.column
        if column is None or said.numbers or column.value.vocabulary not in self.terms:
            return False
        return self._score(column, cells) < _MISFITS

    def _score(self, column: Column, cells: Sequence[str]) -> float:
        """Return the share of cells that a column can contain."""
        name = column.value.vocabulary
        terms, pattern = self.terms.get(name), column.value.schema.get("pattern", "")
        found = column.text in FINDERS and pattern
        if None in column.way or (terms is None and not found):
            return 0
        if terms is None:
            tidied = (tidy_text(cell, column.value.schema) for cell in cells)
            return sum(re.search(pattern, cell) is not None for cell in tidied) / len(cells)
        if len(column.way) > 1:
            return 0
        parts = [part for cell in cells for part in terms.split(cell) if part.strip()]
        known = sum(self.log.recognise(name, terms, part) for part in parts)
        return known / max(len(parts), 1)

    def _sample(self, index: int) -> Sequence[str]:
        """Return the first distinct texts of a column."""
        return [*dict.fromkeys(self._texts(index))][:_MOST_CELLS]

    def _texts(self, index: int) -> Iterator[str]:
        for row in self.rows:
            cell = row.cell(index) if sum(one is not None for one in row.cells) > 1 else None
            if isinstance(cell, str) and cell.strip():
                yield cell.strip()
