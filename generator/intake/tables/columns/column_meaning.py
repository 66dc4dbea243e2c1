"""The meaning of a column, and the parts of a heading: its words and the numbers of items in it."""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from generator.base.russian import fold_text
from generator.intake.tables.layout import Column, Table, Way

_REMEMBERED = 2048
"""Cache size for parsed texts: the columns of every kind are compared with the same cells."""
IN_KEY = re.compile(r"(?<=\.)[0-9]{1,4}(?=\.|\Z)")
_IN_TITLE = re.compile(r"\s*(?:№\s*)?([0-9]{1,4})\s*(?::|\Z)")


class ColumnMeaning(msgspec.Struct, frozen=True, kw_only=True):
    """What a column contains: values of a `column`, otherwise ids of records or numbers of items.

    With a `table` it contains all items of that list as text; with `mixed` several fields of a section.
    `numbers` are those in the heading: of the items whose values are in the column, counted from 1.
    """

    way: Way
    column: Column | None = None
    table: Table | None = None
    numbers: tuple[int, ...] = ()
    mixed: tuple[Column, ...] = ()

    @property
    def identity(self) -> object:
        """Key by which two columns count as the same."""
        return (self.way, self.numbers, self.column is None, bool(self.mixed))


@lru_cache(maxsize=_REMEMBERED)
def parse_title(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a normalised heading with «#» in place of its numbers, and the numbers."""
    return extract_numbers(fold_text(text).rstrip(" *:?"), _IN_TITLE)


@lru_cache(maxsize=_REMEMBERED)
def extract_numbers(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[int, ...]]:
    """Return a heading with «#» in place of its numbers, and the numbers."""

    def mark(found: re.Match[str]) -> str:
        return "#" if found.lastindex is None else " #:" if found[0].endswith(":") else " #"

    numbers = tuple(int(found.group(found.lastindex or 0)) for found in pattern.finditer(text))
    return pattern.sub(mark, text), numbers


def belong_together(columns: Sequence[Column]) -> bool:
    """Return whether columns with the same name are one, or fields of one section that may share a cell."""
    sections = {column.way[:-1] for column in columns}
    return len(columns) == 1 or (len(sections) == 1 and sections.pop() not in {(), (None,)})


def join_meanings(columns: Sequence[Column]) -> ColumnMeaning:
    """Return the meaning of a column that has the values of some fields."""
    if len(columns) == 1:
        return meaning_of(columns[0])
    return ColumnMeaning(way=columns[0].way[:-1], mixed=tuple(columns))


def meaning_of(column: Column, *numbers: int) -> ColumnMeaning:
    """Return the meaning of a column that has the value of a field, in the items with these numbers."""
    return ColumnMeaning(way=column.way, column=column, numbers=numbers)


def meaning_of_list(table: Table) -> ColumnMeaning:
    """Return the meaning of a column that has all items of a list as text."""
    return ColumnMeaning(way=table.way[:-1], table=table)
