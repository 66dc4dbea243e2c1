"""Names of sheets: what stands on a sheet is known by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.intake.tables.layout import Table, Way
from generator.model.settings import Settings

EXPLANATIONS = "Пояснения"
VALUES = "Значения"
LONGEST = 31
"""Excel takes no longer names of sheets."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")

SheetKey = tuple[str, Way]
"""A table by the name of its kind and the way of its list."""


def name_sheets(
    tables: Mapping[str, Sequence[Table]], settings: Settings
) -> tuple[Mapping[SheetKey, str], Mapping[SheetKey, str]]:
    """Return the names of the sheets in a workbook of one kind, and in a workbook of several.

    Args:
        tables: the tables of each kind, by the kind's name.
        settings: they say what readers call a kind of records.
    """
    alone: dict[SheetKey, str] = {}
    for kind, of_kind in tables.items():
        alone |= _make_unique({(kind, table.way): _own_title(table, settings) for table in of_kind})
    together = _make_unique(
        {
            (kind, table.way): _full_title(table, settings)
            for kind, of_kind in tables.items()
            for table in of_kind
        }
    )
    return MappingProxyType(alone), MappingProxyType(together)


def records_title(table: Table, settings: Settings) -> str:
    """Return what readers call the records of a table's kind."""
    return settings.atlas.kinds[table.kind.name].title


def _own_title(table: Table, settings: Settings) -> str:
    return table.title or records_title(table, settings)


def _full_title(table: Table, settings: Settings) -> str:
    return ". ".join(filter(None, [records_title(table, settings), table.title]))


def _make_unique(wanted: Mapping[SheetKey, str]) -> dict[SheetKey, str]:
    taken = {EXPLANATIONS.casefold(), VALUES.casefold()}
    names: dict[SheetKey, str] = {}
    for key, name in wanted.items():
        names[key] = next(one for one in _candidates(name) if one.casefold() not in taken)
        taken.add(names[key].casefold())
    return names


def _candidates(name: str) -> Iterator[str]:
    plain = " ".join(_FORBIDDEN.sub(" ", name).split()) or "Лист"
    yield plain[:LONGEST].strip()
    for number in range(2, 1000):
        tail = f" {number}"
        yield plain[: LONGEST - len(tail)].strip() + tail
