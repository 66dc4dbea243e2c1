"""Spreading: a record as rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, cast

from generator.intake.tables.layout import Column, Table, Way
from generator.intake.tables.terms import Terms
from generator.model.record_fields import MUNICIPALITIES
from generator.model.settings import Settings
from generator.source.schema_files import as_vocabulary
from generator.source.yaml.reader import Json

Cell = str | int | float | None
"""What a cell holds; None for an empty one."""
YES, NO = "да", "нет"
_MOST_EXACT = 2**53


class Spot(NamedTuple):
    """A column of a table of which each record is one row: in order they stand as readers expect them."""

    table: int
    numbers: tuple[int, ...]
    column: int


@dataclass(frozen=True, kw_only=True)
class Spreader:
    """Spreads records over tables. Terms are shown by the titles that the settings give them."""

    settings: Settings = field(repr=False)

    def rows(self, table: Table, record: Mapping[str, Json]) -> Iterator[list[Cell]]:
        """Yield the rows of a record in a table: one in that of the records, else one for each item.

        Rows of items begin with the record's id and the numbers of the item and of what it stands in.
        """
        inner = len(table.way)
        for numbers, item in items(record, table.way):
            head: list[Cell] = [str(record.get("id", "")), *numbers] if inner else []
            yield [*head, *(self.cell(column, at(item, column.way[inner:])) for column in table.columns)]

    def wide_row(self, record: Mapping[str, Json], tables: Sequence[Table]) -> Iterator[tuple[Spot, Cell]]:
        """Yield a record as one row: each column and its cell. Items have columns of their own."""
        for place, table in enumerate(tables):
            for numbers, item in items(record, table.way):
                for index, column in enumerate(table.columns):
                    cell = self.cell(column, at(item, column.way[len(table.way) :]))
                    yield Spot(place, numbers, index), cell

    def cell(self, column: Column, value: Json) -> Cell:
        """Return what the cell of a column shows for a value; a list stands in it line by line."""
        if isinstance(value, list):
            return "\n".join(_text(self._plain(column, item)) for item in value) or None
        return self._plain(column, value)

    def _plain(self, column: Column, value: Json) -> Cell:
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, int | float):
            return number(value)
        if not isinstance(value, str):
            return None
        terms = self._terms.get(column.value.vocabulary)
        return value if terms is None else terms.shown(value)

    @cached_property
    def _terms(self) -> Mapping[str, Terms]:
        return terms_of(self.settings)


def terms_of(settings: Settings) -> Mapping[str, Terms]:
    """Return the terms of all vocabularies, the municipalities among them, by the vocabulary's name."""
    places = as_vocabulary(settings.municipalities)
    return {name: Terms(one) for name, one in {**settings.vocabularies, MUNICIPALITIES: places}.items()}


def at(value: Json | Mapping[str, Json], way: Way) -> Json:
    """Return what stands at a way without items; None where there is nothing."""
    found: Any = value
    for step in way:
        found = found.get(step) if isinstance(found, Mapping) else None
    return cast("Json", found)


def items(value: Json | Mapping[str, Json], way: Way) -> Iterator[tuple[tuple[int, ...], Json]]:
    """Yield all items that a way leads to, with the numbers of the items on the way, counted from 1."""
    if None not in way:
        yield (), at(value, way)
        return
    end = way.index(None)
    listed = at(value, way[:end])
    for number_, item in enumerate(listed if isinstance(listed, list) else [], start=1):
        for numbers, inner in items(item, way[end + 1 :]):
            yield (number_, *numbers), inner


def number(value: float) -> Cell:
    """Return a number as a cell holds it: a text if Excel would change it, for it keeps 16 figures."""
    exact = abs(value) <= _MOST_EXACT and float(f"{value:.15G}") == value
    return value if exact else repr(value)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else repr(cell)
