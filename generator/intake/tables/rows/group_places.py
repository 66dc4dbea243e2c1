"""Finds the municipalities of records in the headings of row groups: «Абинский район»."""

from collections.abc import Mapping

from generator.intake.tables.cells.values import CellParser
from generator.intake.tables.columns.sheet_header import SheetHeader
from generator.intake.tables.layout import Column


def find_group_places(heads: SheetHeader, values: CellParser) -> tuple[Column | None, Mapping[int, str]]:
    """Return the column of municipalities that a sheet lacks, and each row's municipality by row number.

    Most groups have to be municipalities, or else the sheet has the name of one; otherwise there is none.
    """
    places = {name for name, one in values.terms.items() if one.vocabulary.holds_places}
    taken = {slot.way for slot in heads.slots.values()}
    free = (one for one in heads.table.columns if one.value.vocabulary in places and len(one.way) == 1)
    column = next((one for one in free if one.way not in taken), None)
    if column is None or values.log is None:
        return None, {}
    name = column.value.vocabulary
    for groups in (heads.groups, {row.number: heads.grid.name for row in heads.body}):
        texts = {*groups.values()} - {""}
        known = sum(values.log.recognise(name, values.terms[name], text) for text in texts)
        if known * 2 > len(texts):
            return column, groups
    return None, {}
