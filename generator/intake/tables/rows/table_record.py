"""A record made from rows; every value knows its cell."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from generator.base.personal_data import find_mobiles
from generator.intake.tables.columns.sheet_header import SheetHeader
from generator.intake.tables.files.grids import CellPlace, CellValue, GridRow
from generator.intake.tables.layout import Column, Way
from generator.model.findings import Pointer, Problem
from generator.model.kinds import Kind
from generator.source.record_files import record_path
from generator.source.yaml.reader import Json


class RecordRow(msgspec.Struct, frozen=True, kw_only=True):
    """The row of a record or an item, and the item numbers of its columns."""

    heads: SheetHeader
    row: GridRow
    numbers: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[int, int]:
        """The number of its sheet and its own."""
        return (self.heads.grid.number, self.row.number)

    def cell(self, column: int | None) -> CellValue:
        """Return the cell of a column of the row; None without a column."""
        return None if column is None else self.row.cell(column)

    def place(self, way: Way) -> CellPlace:
        """Return the cell of the value at a path, or where it would be; the whole row if there is none."""
        return self.heads.place_of(self.row.number, self.heads.find(way, self.numbers) if way else None)


class RecordNode(dict[str | float, "RecordPart"]):
    """A record, a section or an item, by keys; or a list, by the numbers of its items, in any order.

    `spot` is the row of a record or of an item.
    """

    spot: RecordRow | None = None


class ItemList(RecordNode):
    """A list: its keys are numbers, perhaps with gaps."""


RecordPart = RecordNode | Json


LOOSE_SECTIONS: Mapping[str, frozenset[str]] = {
    "contact": frozenset({"email", "phone", "site"}),
    "source": frozenset({"title"}),
}
"""Sections of which one of these fields is enough."""


def public_keys(section: Mapping[Any, object]) -> set[str]:
    """Return the keys of a section except that of a mobile number, which is personal."""
    return {str(key) for key, value in section.items() if key != "phone" or not [*find_mobiles(str(value))]}


def is_always_asked(column: Column) -> bool:
    """Return whether a field is asked for even if no record has its section."""
    return column.required or column.way[0] in LOOSE_SECTIONS


def wants_constant(node: RecordNode, column: Column) -> bool:
    """Return whether a record takes a value given for all: it lacks the field, and has its section."""
    section: object = node
    for key in column.way[:-1]:
        section = section.get(str(key)) if isinstance(section, RecordNode) else None
    if isinstance(section, RecordNode):
        either = LOOSE_SECTIONS.get(str(column.way[0]), {column.field.key})
        return public_keys(section).isdisjoint(either)
    return is_always_asked(column)


class TableRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record of a table. `id` is empty if it has none that identifies it."""

    kind: Kind
    id: str
    value: Mapping[str, Json]
    spots: Mapping[Pointer, RecordRow]
    """The rows of the record and of its items."""

    @property
    def path(self) -> str:
        """The path that the record's file would have in the atlas."""
        return record_path(self.kind, self.id)

    def place(self, pointer: Pointer) -> CellPlace:
        """Return the cell of a value, or for a missing one the cell where it belongs."""
        way = tuple(None if isinstance(step, int) else step for step in pointer)
        if pointer in self.spots:  # a record or an item as a whole
            return self.spots[pointer].place(())
        return self._row_of(pointer).place(way[:-1] if way and way[-1] is None else way)

    def cell(self, pointer: Pointer, place: CellPlace) -> CellValue:
        """Return the content of the cell of a value."""
        return self._row_of(pointer).row.cell(place.column - 1) if place.column else None

    def cells(self, problem: Problem) -> Iterator[tuple[int, int, int]]:
        """Yield the sheet, row and column of every cell that could have provided a missing value."""
        pointer = (*problem.pointer, *problem.missing_keys[:1])
        way = tuple(None if isinstance(step, int) else step for step in pointer)
        spot = self._row_of(problem.pointer)
        for index, slot in spot.heads.slots.items():
            if slot.way[: len(way)] == way:
                yield (*spot.key, index + 1)

    def _row_of(self, pointer: Pointer) -> RecordRow:
        sizes = range(len(pointer), -1, -1)
        return next(self.spots[pointer[:size]] for size in sizes if pointer[:size] in self.spots)


class StrippedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record without its wrong fields, and the titles of these."""

    record: TableRecord
    without: tuple[str, ...]


def build_record(kind: Kind, node: RecordNode) -> TableRecord:
    """Return a record once all its rows are read."""
    spots: dict[Pointer, RecordRow] = {}
    value = cast("Mapping[str, Json]", _build(node, (), spots))
    return TableRecord(kind=kind, id=str(node.get("id", "")), value=value, spots=spots)


def _build(part: RecordPart, pointer: Pointer, spots: dict[Pointer, RecordRow]) -> Json:
    """Convert a part of a record to its final form, and collect the rows of items."""
    if not isinstance(part, RecordNode):
        return part
    if part.spot is not None:
        spots[pointer] = part.spot
    if isinstance(part, ItemList):
        ordered = [part[number] for number in sorted(part)]
        return [_build(item, (*pointer, index), spots) for index, item in enumerate(ordered)]
    return {str(key): _build(value, (*pointer, str(key)), spots) for key, value in part.items()}


def as_node(item: Json) -> RecordNode:
    """Return an item read from a text as a node, with its sections."""
    parts = item.items() if isinstance(item, dict) else ()
    return RecordNode({key: as_node(one) if isinstance(one, dict) else one for key, one in parts})


def ensure_list(node: RecordNode, way: Way) -> RecordNode:
    """Return the list at the end of a path through sections, created if missing."""
    *sections, last = [str(step) for step in way if step is not None]
    for key in sections:
        inner = node.setdefault(key, RecordNode())
        node = inner if isinstance(inner, RecordNode) else RecordNode()
    found = node.setdefault(last, ItemList())
    return found if isinstance(found, RecordNode) else ItemList()
