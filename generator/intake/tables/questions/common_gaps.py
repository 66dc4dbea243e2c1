"""Finds required fields that no record of a table has: they are asked for once."""

from collections.abc import Iterator, Mapping, Sequence

from generator.intake.tables.layout import Column, Table, Way
from generator.intake.tables.questions.replacements import CONSTANT, Replacement
from generator.intake.tables.rows.table_record import (
    LOOSE_SECTIONS,
    TableRecord,
    is_always_asked,
    public_keys,
)
from generator.intake.tables.sheets import SheetContents
from generator.model.findings import find_value

_LEAST = 2
_ALIKE: frozenset[str] = frozenset({"title", "summary", "problem"})
"""Fields that differ for each record."""
_SHARED = "contact"
"""Section that records without their own may share."""
_FIRST: Mapping[str, str] = {"contact": "contact.email", "source": "source.title"}
"""Which field of a section is asked for."""


def find_common_gaps(contents: SheetContents, tables: Mapping[str, Sequence[Table]]) -> Iterator[Replacement]:
    """Yield a question for each required field that no record has, and for a contact that several lack."""
    for kind in contents.kinds:
        records = [record for record in contents.records if record.kind == kind]
        for column in tables[kind.name][0].columns:
            if len(records) >= _LEAST and _is_needed(column):
                way = column.way[:1] if column.way[0] in LOOSE_SECTIONS else column.way
                always = is_always_asked(column)
                own = [one for one in records if always or find_value(one.value, column.way[:-1]) is not None]
                lack = [one for one in own if _lacks(one, way)]
                if lack and (len(lack) == len(own) or (len(lack) >= _LEAST and column.way[0] == _SHARED)):
                    title = column.title()
                    yield Replacement(
                        sort=CONSTANT, where=kind.name, title=title, text=title, times=len(lack)
                    )


def _lacks(record: TableRecord, way: Way) -> bool:
    """Return whether a record has none of the required fields."""
    found = find_value(record.value, way)
    either = LOOSE_SECTIONS.get(str(way[0]), frozenset())
    return found is None or (
        isinstance(found, dict) and bool(either) and public_keys(found).isdisjoint(either)
    )


def _is_needed(column: Column) -> bool:
    key = column.key()
    if column.way[0] in LOOSE_SECTIONS:
        return key == _FIRST[str(column.way[0])]
    return column.needed and key not in _ALIKE and None not in column.way
