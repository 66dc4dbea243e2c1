"""Flattens records into rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, cast

from generator.intake.tables.layout import Column, Table, Way
from generator.intake.tables.values import VocabularyTerms, terms_of
from generator.model.settings import Settings
from generator.source.yaml.reader import Json

OutputCell = str | int | float | None
"""What a cell holds; None for an empty one."""
YES, NO = "да", "нет"
_MOST_EXACT = 2**53


class WideColumn(NamedTuple):
    """A column of a table of which each record is one row: in order they stand as readers expect them."""

    table: int
    numbers: tuple[int, ...]
    column: int


@dataclass(frozen=True, kw_only=True)
class RecordFlattener:
    """Spreads records over tables. VocabularyTerms are shown by the titles that the settings give them."""

    settings: Settings = field(repr=False)

    def flatten(self, table: Table, record: Mapping[str, Json]) -> Iterator[list[OutputCell]]:
        """Yield the rows of a record in a table: one in that of the records, else one for each item.

        Rows of items begin with the record's id and the numbers of the item and of what it stands in.
        """
        inner = len(table.way)
        for numbers, item in walk_items(record, table.way):
            head: list[OutputCell] = [str(record.get("id", "")), *numbers] if inner else []
            yield [
                *head,
                *(self.format_cell(column, value_at(item, column.way[inner:])) for column in table.columns),
            ]

    def flatten_wide(
        self, record: Mapping[str, Json], tables: Sequence[Table]
    ) -> Iterator[tuple[WideColumn, OutputCell]]:
        """Yield a record as one row: each column and its cell. Items have columns of their own."""
        for place, table in enumerate(tables):
            for numbers, item in walk_items(record, table.way):
                for index, column in enumerate(table.columns):
                    cell = self.format_cell(column, value_at(item, column.way[len(table.way) :]))
                    yield WideColumn(place, numbers, index), cell

    def format_cell(self, column: Column, value: Json) -> OutputCell:
        """Return what the cell of a column shows for a value; a list stands in it line by line."""
        if isinstance(value, list):
            return "\n".join(_text(self._format_value(column, item)) for item in value) or None
        return self._format_value(column, value)

    def _format_value(self, column: Column, value: Json) -> OutputCell:
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, int | float):
            return exact_number(value)
        if not isinstance(value, str):
            return None
        terms = self._terms.get(column.value.vocabulary)
        return value if terms is None else terms.title_of(value)

    @cached_property
    def _terms(self) -> Mapping[str, VocabularyTerms]:
        return terms_of(self.settings)


def value_at(value: Json | Mapping[str, Json], way: Way) -> Json:
    """Return what stands at a way without items; None where there is nothing."""
    found: Any = value
    for step in way:
        found = found.get(step) if isinstance(found, Mapping) else None
    return cast("Json", found)


def walk_items(value: Json | Mapping[str, Json], way: Way) -> Iterator[tuple[tuple[int, ...], Json]]:
    """Yield all items that a way leads to, with the numbers of the items on the way, counted from 1."""
    if None not in way:
        yield (), value_at(value, way)
        return
    end = way.index(None)
    listed = value_at(value, way[:end])
    for number_, item in enumerate(listed if isinstance(listed, list) else [], start=1):
        for numbers, inner in walk_items(item, way[end + 1 :]):
            yield (number_, *numbers), inner


def exact_number(value: float) -> OutputCell:
    """Return a number as a cell holds it: a text if Excel would change it, for it keeps 16 figures."""
    exact = abs(value) <= _MOST_EXACT and float(f"{value:.15G}") == value
    return value if exact else repr(value)


def _text(cell: OutputCell) -> str:
    return cell if isinstance(cell, str) else repr(cell)
