"""The interpreted headings of a sheet: the content of each column, and the rows below."""

from collections.abc import Collection, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from generator.intake.tables.columns.column_meaning import ColumnMeaning
from generator.intake.tables.files.grids import CellFinding, CellPlace, Grid, GridRow
from generator.intake.tables.layout import Table, Way


class SheetHeader(msgspec.Struct, frozen=True, kw_only=True):
    """The headings of a sheet: the meaning of each column by index from 0, and its title."""

    grid: Grid
    table: Table
    slots: Mapping[int, ColumnMeaning]
    titles: Mapping[int, str]
    body: Sequence[GridRow]
    findings: Sequence[CellFinding] = ()
    notes: Sequence[str] = ()
    """Notes on what was skipped or filled in."""
    start: int = 0
    """The number of the first row below the headings."""
    aside: Collection[int] = ()
    """The numbers of skipped rows."""
    groups: Mapping[int, str] = {}
    """The heading of the group to which a row belongs, by the row's number."""
    keyed: bool = False
    """Whether it has column keys, as the atlas's own tables do."""

    def place_of(self, row: int, index: int | None = None) -> CellPlace:
        """Return the place of a row, or of a cell in it."""
        if index is None:
            return self.grid.place(row)
        return replace(self.grid.place(row, index + 1), heading=self.titles.get(index, ""))

    def find(self, way: Way, numbers: Sequence[int] = ()) -> int | None:
        """Return the column of a value, or where it would be: otherwise the first column of the section."""
        own = [
            (slot.way != way, not (slot.column and slot.column.required), index)
            for index, slot in self.slots.items()
            if (slot.column or slot.table) is not None
            and slot.way[: len(way)] == way
            and slot.numbers[: len(numbers)] == tuple(numbers)
        ]
        return min(own)[-1] if own else None

    def find_special(self, way: Way) -> int | None:
        """Return the column of record ids (empty path) or of the numbers of a list's items."""
        return next((i for i, slot in self.slots.items() if slot.column is None and slot.way == way), None)
