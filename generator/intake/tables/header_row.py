"""Heads: the headings of a table's sheet, the same in a template and in an export."""

from __future__ import annotations

from collections.abc import Iterator

from generator.intake.tables.layout import Column, Table, spelled
from generator.intake.tables.workbook import Head

NUMBER = "Номер"
RECORD = "Запись"
STAR = " *"
"""Marks headings of columns that have to be filled."""
_WIDTHS = {"plain": 60, "markdown": 60, "line": 32, "address": 32}
_NARROW, _USUAL, _TERMS = 12, 24, 28
_NUMBERS = frozenset({"integer", "number"})


def heads_of(table: Table) -> Iterator[Head]:
    """Yield the headings of a sheet: on that of a list, first the record and the numbers of items."""
    if table.way:
        yield Head(title=f"{RECORD}{STAR}", key=table.kind.name, width=_TERMS, needed=True)
    for way, titles in table.lists:
        own = way == table.way[:-1]
        title = NUMBER if own else f"{spelled(titles, (), between=': ', before=' ')}: {NUMBER.lower()}"
        key = spelled(way, (), between=".", before=".")
        yield Head(title=title, key=key, width=_NARROW, numbers=True)
    for column in table.columns:
        title = table.heading(column) + (STAR if column.required else "")
        yield Head(
            title=title,
            key=column.key(),
            width=width(column),
            needed=column.required,
            numbers=is_number(column),
        )


def is_number(column: Column) -> bool:
    """Return whether cells of a column hold one number each."""
    return not column.many and column.value.schema.get("type") in _NUMBERS


def width(column: Column) -> int:
    """Return how wide a column is, in letters."""
    if is_number(column) or column.value.schema.get("x-date"):
        return _NARROW
    if column.value.vocabulary:
        return _TERMS
    return _WIDTHS.get(column.value.schema.get("x-text", ""), _USUAL)
