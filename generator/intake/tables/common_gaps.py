"""Finds what no record of a table says though all need it: it is asked once for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.intake.tables.exporting import value_at
from generator.intake.tables.layout import Column, Table
from generator.intake.tables.replacements import CONSTANT, Replacement
from generator.intake.tables.sheets import SheetContents

_LEAST = 2
_ALIKE: frozenset[str] = frozenset({"title", "summary", "problem"})
"""What is each record's own: nobody has one for all."""
_SECTIONS = ("contact", "source")
"""Sections that need one of their fields; the first of `_FIRST` is asked for."""
_FIRST: Mapping[str, str] = {"contact": "contact.email", "source": "source.title"}


def find_common_gaps(contents: SheetContents, tables: Mapping[str, Sequence[Table]]) -> Iterator[Replacement]:
    """Yield a question for each needed field that no record of a kind has."""
    for kind in contents.kinds:
        records = [record for record in contents.records if record.kind == kind]
        for column in tables[kind.name][0].columns:
            if len(records) >= _LEAST and _is_needed(column):
                way = column.way[:1] if column.way[0] in _SECTIONS else column.way
                if all(value_at(record.value, way) is None for record in records):
                    title = column.title()
                    yield Replacement(
                        sort=CONSTANT, where=kind.name, title=title, text=title, times=len(records)
                    )


def _is_needed(column: Column) -> bool:
    key = column.key()
    if column.way[0] in _SECTIONS:
        return key == _FIRST[str(column.way[0])]
    return column.required and key not in _ALIKE
