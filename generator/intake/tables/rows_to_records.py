"""Gathering: rows of the sheets of a kind become records."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from generator.base.suggestions import Suggester
from generator.intake.tables.cell_findings import Fault, excerpt
from generator.intake.tables.column_synonyms import Slot
from generator.intake.tables.grids import Row, Value
from generator.intake.tables.layout import ID, Way
from generator.intake.tables.read_header import Heads
from generator.intake.tables.row_problems import (
    filled_twice,
    misplaced,
    no_item,
    no_number,
    no_record,
    repeated_id,
    taken,
)
from generator.intake.tables.table_record import Gathered, List, Node, Part, Spot, gathered
from generator.intake.tables.terms import folded
from generator.intake.tables.values import MisplacedError, Values
from generator.model.addresses import slug
from generator.model.findings import Problem
from generator.model.kinds import Kind

TITLE: Way = ("title",)
_SHORTEST_ID = 3


class _NoPlaceError(Exception):
    """A row or a cell that belongs nowhere: the column at fault, and what is wrong."""

    def __init__(self, column: int | None, problem: Problem) -> None:
        super().__init__(problem.what)
        self.column, self.problem = column, problem


@dataclass(kw_only=True)
class Gatherer:
    """Gathers the records of one kind, sheet by sheet: that of the records comes first."""

    kind: Kind
    values: Values = field(repr=False)
    faults: list[Fault] = field(default_factory=list)
    _records: list[Node] = field(default_factory=list)
    _by_id: dict[str, Node] = field(default_factory=dict)
    _by_title: dict[str, Node] = field(default_factory=dict)

    def take(self, heads: Heads) -> None:
        """Take in the rows of a sheet."""
        self.faults += heads.faults
        take = self._item if heads.table.way else self._record
        for row in heads.body:
            if any(not isinstance(cell, str) or cell.strip() for cell in row.cells if cell is not None):
                try:
                    take(heads, row)
                except _NoPlaceError as error:
                    self._fault(heads, row, error.column, error.problem)

    @property
    def has_records(self) -> bool:
        """Whether there are records."""
        return bool(self._records)

    def records(self) -> Iterator[Gathered]:
        """Yield the records that were gathered, in the order of their rows."""
        return (gathered(self.kind, node) for node in self._records)

    def _record(self, heads: Heads, row: Row) -> None:
        node = Node()
        node.spot = Spot(heads=heads, row=row)
        self._fill(node, heads, row, 0)
        title = str(node.get("title", ""))
        made = slug(title)
        if "id" not in node and len(made) >= _SHORTEST_ID:
            node["id"] = made
        self._records.append(node)
        record_id = str(node.get("id", ""))
        first = self._by_id.setdefault(record_id, node) if record_id else node
        for name in filter(None, (made, folded(title))):
            self._by_title.setdefault(name, node)
        if first is not node and first.spot is not None:
            given = heads.find(ID)
            column = given if given is not None and row.cell(given) is not None else heads.find(TITLE)
            raise _NoPlaceError(column, repeated_id(record_id, first.spot.place(()).words))

    def _item(self, heads: Heads, row: Row) -> None:
        """Put the item of a row where its record and its numbers say."""
        node, start = self._named(heads, row), 0
        *outer, (own, _) = heads.table.lists
        for way, _ in outer:
            node, start = _outer(node, heads, row, way, start), len(way) + 1
        items = _list(node, own[start:])
        column, number = _numbered(heads, row, own)
        if number is None:
            number = max(map(float, items), default=0.0) + 1
        if number in items:
            raise _NoPlaceError(column, taken(number))
        item = Node()
        item.spot = Spot(heads=heads, row=row)
        items[number] = item
        self._fill(item, heads, row, len(heads.table.way))

    def _named(self, heads: Heads, row: Row) -> Node:
        """Return the record that the row of an item names."""
        column = heads.special(())
        name = row.cell(column) if column is not None else None
        text = "" if name is None else str(name).strip()
        node = self._by_id.get(text) or self._by_title.get(text) or self._by_title.get(folded(text))
        if node is None:
            raise _NoPlaceError(column, no_record(name, self._guesses))
        return node

    @cached_property
    def _guesses(self) -> Suggester:
        """What may have been meant by names of records; asked for when all records are known."""
        titles = {**self._by_title, **self._by_id}
        return Suggester([(name, str(node.get("id", ""))) for name, node in titles.items()])

    def _fill(self, node: Node, heads: Heads, row: Row, start: int) -> None:
        """Put the cells of a row into a record, or an item; `start` is the length of the way to it."""
        known = heads.grid.known.get(row.number, frozenset())
        for index, slot in heads.slots.items():
            cell = row.cell(index)
            if slot.column is None or cell is None or index in known:
                continue
            try:
                if not self._put(node, slot, cell, start, node.spot):
                    self._fault(heads, row, index, filled_twice(slot))
            except MisplacedError:
                self._fault(heads, row, index, misplaced(slot))

    def _put(self, node: Node, slot: Slot, cell: Value, start: int, spot: Spot | None) -> bool:
        """Put a cell into a record or an item; return whether its place was free."""
        column = slot.column
        if column is None or spot is None:
            return True
        listed = column.many and len(slot.numbers) > column.way.count(None)
        value = self.values.item(column.value, cell) if listed else self.values.value(column, cell)
        if value is None:
            return True
        *way, last = _keys((*column.way[start:], *([None] if listed else [])), slot.numbers)
        numbers: tuple[int, ...] = ()
        for key, following in pairwise((*way, last)):
            inner = node.setdefault(key, List() if isinstance(following, int) else Node())
            if not isinstance(inner, Node):
                return False
            node = inner
            if isinstance(key, int):
                numbers = (*numbers, key)
                node.spot = node.spot or Spot(heads=spot.heads, row=spot.row, numbers=numbers)
        if last in node:
            return False
        node[last] = value
        return True

    def _fault(self, heads: Heads, row: Row, column: int | None, problem: Problem) -> None:
        cell = None if column is None else row.cell(column)
        place = heads.place(row.number, column)
        self.faults.append(Fault(place=place, problem=problem, cell=excerpt(cell)))


def _keys(way: Way, numbers: tuple[int, ...]) -> list[str | int]:
    left = iter(numbers)
    return [next(left) if step is None else step for step in way]


def _outer(node: Node, heads: Heads, row: Row, way: Way, start: int) -> Node:
    """Return the item in which that of a row stands."""
    found: Part = node
    for step in way[start:]:
        found = found.get(str(step)) if isinstance(found, Node) else None
    items = found if isinstance(found, Node) else List()
    column, number = _numbered(heads, row, way)
    if number is None and len(items) == 1:
        number = next(float(only) for only in items)
    found = items.get(number) if number is not None else None
    if not isinstance(found, Node):
        raise _NoPlaceError(column, no_item(number, map(float, items)))
    return found


def _list(node: Node, way: Way) -> Node:
    """Return the list at the end of a way through sections, made if it is not there yet."""
    *sections, last = [str(step) for step in way if step is not None]
    for key in sections:
        inner = node.setdefault(key, Node())
        node = inner if isinstance(inner, Node) else Node()
    found = node.setdefault(last, List())
    return found if isinstance(found, Node) else List()


def _numbered(heads: Heads, row: Row, way: Way) -> tuple[int | None, float | None]:
    """Return the column of the numbers of a list's items, and the number that stands there."""
    column = heads.special(way)
    cell = row.cell(column) if column is not None else None
    try:
        text = cell.strip().rstrip(".").replace(",", ".") if isinstance(cell, str) else cell
        number = None if text in {None, ""} else float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise _NoPlaceError(column, no_number()) from None
    if number is not None and not math.isfinite(number):
        raise _NoPlaceError(column, no_number())
    return column, number
