"""Builds records from the rows of sheets."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import msgspec

from generator.base.russian import fold_text
from generator.base.suggestions import Suggest, suggester
from generator.intake.tables.cells.item_text import ItemTextParser
from generator.intake.tables.cells.item_words import keep_unfinished, keep_words
from generator.intake.tables.cells.mixed_cell import part_cell, tidy_cell
from generator.intake.tables.cells.sift_cells import leave_mobile_out, sift_cell
from generator.intake.tables.cells.tidy_cells import tidy_title
from generator.intake.tables.cells.values import CellParser, MisplacedDateError
from generator.intake.tables.columns.column_meaning import ColumnMeaning, meaning_of
from generator.intake.tables.columns.sheet_header import SheetHeader
from generator.intake.tables.files.grids import CellFinding, CellValue, excerpt
from generator.intake.tables.layout import ID, TITLE, Column, Table, Way
from generator.intake.tables.rows import row_problems
from generator.intake.tables.rows.group_places import find_group_places
from generator.intake.tables.rows.table_record import (
    ItemList,
    RecordNode,
    RecordPart,
    RecordRow,
    TableRecord,
    as_node,
    build_record,
    ensure_list,
    wants_constant,
)
from generator.model.addresses import slug
from generator.model.findings import Problem
from generator.model.kinds import Kind
from generator.source.yaml.reader import Json

_SHORTEST_ID = 3
_QUANTITY = re.compile(r"([-+−–]?[0-9][0-9 \u00a0\u202f]*(?:[.,][0-9]+)?)\s*([^\W\d_][^\n]{0,40}|%)\Z")


class _RowError(Exception):
    """A row or cell that belongs nowhere: the offending column, and what is wrong."""

    def __init__(self, column: int | None, problem: Problem) -> None:
        super().__init__(problem.what)
        self.column, self.problem = column, problem


class RecordBuilder(msgspec.Struct, kw_only=True, dict=True):
    """Collects the records of one kind, sheet by sheet: the sheet of records comes first."""

    kind: Kind
    values: CellParser
    lists: Sequence[Table] = ()
    """The tables of its lists."""
    constants: Sequence[tuple[Column, str]] = ()
    """Values of fields for records whose rows lack them."""
    findings: list[CellFinding] = []
    notes: list[str] = []
    """Notes about what was not read from cells."""
    _place: Column | None = None
    _places: Mapping[int, str] = {}
    """The column of municipalities that a sheet lacks, and its values from the groups of rows."""
    _records: list[RecordNode] = []
    _by_id: dict[str, RecordNode] = {}
    _by_title: dict[str, RecordNode] = {}

    def add_sheet(self, heads: SheetHeader) -> None:
        """Add the rows of a sheet."""
        self.findings += heads.findings
        add_row = self._add_item if heads.table.way else self._add_record
        self._place, self._places = find_group_places(heads, self.values)
        if self._place is not None:
            name = self._place.label
            where = "заголовков групп" if self._places is heads.groups else "названия листа"
            self.notes.append(f"{heads.grid.place().words}: «{name}» взято из {where}.")
        for row in heads.body:
            if any(not isinstance(cell, str) or cell.strip() for cell in row.cells if cell is not None):
                spot = RecordRow(heads=heads, row=row)
                try:
                    add_row(spot)
                except _RowError as error:
                    self._report(spot, error.column, error.problem)

    def records(self) -> Iterator[TableRecord]:
        """Yield the records, in the order of their rows."""
        return (build_record(self.kind, node) for node in self._records)

    def _add_record(self, spot: RecordRow) -> None:
        node = RecordNode()
        self._fill(node, spot, 0)
        where = self._places.get(spot.row.number)
        if self._place is not None and where:
            self._put(node, meaning_of(self._place), where, 0)
        keep_unfinished(node, spot, self.lists, self.values.log)
        for one, text in self.constants:
            if wants_constant(node, one):
                self._put(node, meaning_of(one), text, 0)
        if self.values.log is not None and not spot.heads.keyed:
            leave_mobile_out(node, self.values.log)
        title = str(node.get("title", ""))
        made = slug(title)
        if "id" not in node and len(made) >= _SHORTEST_ID:
            node["id"] = made
        self._records.append(node)
        record_id = str(node.get("id", ""))
        first = self._by_id.setdefault(record_id, node) if record_id else node
        for name in filter(None, (made, fold_text(title))):
            self._by_title.setdefault(name, node)
        if first is not node and first.spot is not None:
            given = spot.heads.find(ID)
            column = given if spot.cell(given) is not None else spot.heads.find(TITLE)
            raise _RowError(column, row_problems.repeated_id(record_id, first.spot.place(()).words))

    def _add_item(self, spot: RecordRow) -> None:
        """Add the item of a row to its record, at its numbers."""
        node, start = self._find_record(spot), 0
        *outer, (own, _) = spot.heads.table.lists
        for way, _ in outer:
            node, start = _find_outer_item(node, spot, way, start), len(way) + 1
        items = ensure_list(node, own[start:])
        column, number = _read_number(spot, own)
        if number is None:
            number = max(map(float, items), default=0.0) + 1
        if number in items:
            raise _RowError(column, row_problems.repeated_number(number))
        item = items[number] = RecordNode()
        self._fill(item, spot, len(spot.heads.table.way))

    def _find_record(self, spot: RecordRow) -> RecordNode:
        column = spot.heads.find_special(())
        name = spot.cell(column)
        text = "" if name is None else str(name).strip()
        names = (text, fold_text(text), fold_text(tidy_title(text)))
        node = self._by_id.get(text) or next(filter(None, map(self._by_title.get, names)), None)
        if node is None:
            raise _RowError(column, row_problems.unknown_record(name, self._guesses))
        return node

    @cached_property
    def _exact(self) -> CellParser:
        return msgspec.structs.replace(self.values, exact=True)

    @cached_property
    def _guesses(self) -> Suggest:
        """Suggestions for unknown names of records; used once all records are known."""
        titles = {**self._by_title, **self._by_id}
        return suggester([(name, str(node.get("id", ""))) for name, node in titles.items()])

    def _fill(self, node: RecordNode, spot: RecordRow, start: int) -> None:
        """Put the cells of a row into a record or an item; `start` is the length of the path to it."""
        node.spot = spot
        known = spot.heads.grid.known.get(spot.row.number, ())
        # units before numbers, which may bring their own; lists after texts; mixed cells last
        order = sorted(
            spot.heads.slots.items(),
            key=lambda one: (bool(one[1].mixed), one[1].table is not None, bool(_unit_key(one[1]))),
        )
        for index, slot in order:
            cell = spot.cell(index)
            if not (slot.column or slot.table or slot.mixed) or cell is None or index in known:
                continue
            misread = row_problems.find_misread(cell)
            if misread is not None:
                self._report(spot, index, misread)
                continue
            if isinstance(cell, str) and self.values.log is not None and not spot.heads.keyed:
                cell = sift_cell(slot, cell, self.values.log)
            try:
                put = self._put_mixed if slot.mixed else self._put_text if slot.table else self._put
                if not put(node, slot, cell, start):
                    self._report(spot, index, row_problems.field_filled_twice(slot))
            except MisplacedDateError:
                self._report(spot, index, row_problems.misplaced_date(slot, cell))

    def _put(self, node: RecordNode, slot: ColumnMeaning, cell: CellValue, start: int) -> bool:
        """Put a cell into a record or an item; return whether its place was free."""
        column, spot = slot.column, node.spot
        if column is None or spot is None:
            return True
        listed = column.many and len(slot.numbers) > column.way.count(None)
        values = self._exact if spot.heads.keyed else self.values
        if isinstance(cell, str) and not values.exact:
            cell = tidy_cell(column, cell, self.values.log)
        value = values.parse_item(column.value, cell) if listed else values.parse(column, cell)
        if value is None:
            return True
        left = iter(slot.numbers)
        steps = (*column.way[start:], *([None] if listed else []))
        *way, last = [next(left) if step is None else step for step in steps]
        numbers: tuple[int, ...] = ()
        for key, following in pairwise((*way, last)):
            inner = node.setdefault(key, ItemList() if isinstance(following, int) else RecordNode())
            if not isinstance(inner, RecordNode):
                return False
            node = inner
            if isinstance(key, int):
                numbers = (*numbers, key)
                node.spot = node.spot or RecordRow(heads=spot.heads, row=spot.row, numbers=numbers)
        if last in node:
            return False
        node[last] = self._part_unit(node, slot, value)
        return True

    def _part_unit(self, node: RecordNode, slot: ColumnMeaning, value: Json) -> Json:
        """Return a number without the unit that follows it in the cell, which is stored too."""
        key, found = _unit_key(slot), _QUANTITY.match(value) if isinstance(value, str) else None
        if not key or found is None or slot.column is None:
            return value
        unit = node.setdefault(key, found[2])
        if fold_text(str(unit)).rstrip(".") != fold_text(found[2]).rstrip("."):
            return value
        return self.values.parse_item(slot.column.value, found[1])

    def _put_mixed(self, node: RecordNode, slot: ColumnMeaning, cell: CellValue, start: int) -> bool:
        """Put the parts of a cell into those fields that are still empty."""
        mixed = cell if isinstance(cell, str) else excerpt(cell)
        for column, text in part_cell(slot.mixed, mixed, self.values.log):
            section = node.get(str(column.way[0]))
            if not (isinstance(section, RecordNode) and column.way[-1] in section):
                self._put(node, meaning_of(column), text, start)
        return True

    def _put_text(self, node: RecordNode, slot: ColumnMeaning, cell: CellValue, start: int) -> bool:
        """Put the items of a list in one cell into a record; return whether it had none before."""
        table, spot = slot.table, node.spot
        if table is None or spot is None:
            return True
        text, log = cell if isinstance(cell, str) else excerpt(cell), self.values.log
        made = keep_words(node, spot, table, ItemTextParser(values=self.values).parse_cell(table, text), log)
        if not made:
            return True
        items = ensure_list(node, slot.way[start:])
        if items:
            return False
        for number, item in enumerate(made, start=1):
            inner = items[number] = as_node(item)
            inner.spot = spot
        return True

    def _report(self, spot: RecordRow, column: int | None, problem: Problem) -> None:
        place = spot.heads.place_of(spot.row.number, column)
        self.findings.append(CellFinding(place=place, problem=problem, cell=excerpt(spot.cell(column))))


def _find_outer_item(node: RecordNode, spot: RecordRow, way: Way, start: int) -> RecordNode:
    """Return the item that contains the item of a row."""
    found: RecordPart = node
    for step in way[start:]:
        found = found.get(str(step)) if isinstance(found, RecordNode) else None
    items = found if isinstance(found, RecordNode) else ItemList()
    column, number = _read_number(spot, way)
    if number is None and len(items) == 1:
        number = next(float(only) for only in items)
    found = items.get(number) if number is not None else None
    if not isinstance(found, RecordNode):
        raise _RowError(column, row_problems.unknown_item(number, map(float, items)))
    return found


def _unit_key(slot: ColumnMeaning) -> str:
    """Return the key of the field for the unit of a number; empty if there is none."""
    return str(slot.column.value.schema.get("x-unit", "")) if slot.column else ""


def _read_number(spot: RecordRow, way: Way) -> tuple[int | None, float | None]:
    """Return the column with the numbers of a list's items, and the number in it."""
    column = spot.heads.find_special(way)
    cell = spot.cell(column)
    try:
        text = cell.strip().rstrip(".").replace(",", ".") if isinstance(cell, str) else cell
        number = None if text in {None, ""} else float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if number is not None and not math.isfinite(number):
        raise _RowError(column, row_problems.NOT_A_NUMBER)
    return column, number
