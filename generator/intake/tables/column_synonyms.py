"""What a heading may stand for: keys, titles of fields, and other words that people use.

Which other words there are is said by the schemas: `x-headings` beside the title of a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat

import msgspec
from msgspec.structs import replace

from generator.base.russian import fold_text
from generator.intake.tables.layout import RECORD, Column, Table, Way, spell_way

MOST_ITEMS = 1000
_IN_KEY = re.compile(r"(?<=\.)[0-9]{1,4}(?=\.|\Z)")
_IN_TITLE = re.compile(r"\s*(?:№\s*)?([0-9]{1,4})\s*(?::|\Z)")


class ColumnMeaning(msgspec.Struct, frozen=True, kw_only=True):
    """What a column holds: values of a `column`, else the ids of records or numbers of items.

    With a `table` it holds all items of that list, as a text.
    `numbers` are those in the heading: of the items in whose columns the values stand, counted from 1.
    """

    way: Way
    column: Column | None = None
    table: Table | None = None
    numbers: tuple[int, ...] = ()

    @property
    def identity(self) -> object:
        """By what two columns are told to hold the same."""
        return (self.way, self.numbers, self.column is None)


class ColumnSynonyms(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Tells what headings of sheets of one table mean. `tables` are all tables of its kind."""

    table: Table
    tables: Sequence[Table]

    def find(self, text: str) -> ColumnMeaning | None:
        """Return what a heading says that a column holds; None if that is not understood or not clear.

        Keys and titles go before other words, so that these never change what a title means; the last words
        of a title, which may be those of several, come after.
        """
        by_key, by_title = _extract_numbers(text, _IN_KEY), _parse_title(text)
        for names, (name, numbers) in (
            (self._by_key, by_key),
            (self._by_title, by_title),
            (self._unambiguous, by_title),
        ):
            found = names.get(name)
            if found is not None and all(0 < number <= MOST_ITEMS for number in numbers):
                return replace(found, numbers=numbers)
        return None

    def find_ambiguous(self, text: str) -> Sequence[str]:
        """Return the headings between which a heading leaves the choice; nothing if it leaves none."""
        name, numbers = _parse_title(text)
        columns = [*self._last_words.get(name, ()), *self._by_synonym.get(name, ())]
        starts = [len(self.table.way) if column in self.table.columns else 0 for column in columns]
        titles = [column.title(numbers, start=start) for column, start in zip(columns, starts, strict=True)]
        told = dict.fromkeys(titles)
        return list(told) if len(told) > 1 else ()

    def is_key(self, text: str) -> bool:
        """Return whether a text is the key of a column."""
        return _extract_numbers(text, _IN_KEY)[0] in self._by_key

    @cached_property
    def _by_key(self) -> Mapping[str, ColumnMeaning]:
        found = {column.key(repeat("#")): _meaning(column) for column in self._columns}
        many = [column for column in self._columns if column.many]
        found |= {f"{column.key(repeat('#'))}.#": _meaning(column) for column in many}
        if self.table.way:
            found |= {column.key(): _meaning(column) for column in self.table.columns}
            for way, _ in self.table.lists:
                found[spell_way(way, (), between=".", before=".")] = ColumnMeaning(way=way)
            found[self.table.kind.name] = ColumnMeaning(way=())
        return found

    @cached_property
    def _by_title(self) -> Mapping[str, ColumnMeaning]:
        found: dict[str, ColumnMeaning] = {}
        if self.table.way:
            for way, titles in self.table.lists:
                found[fold_text(self.table.number_heading(way, titles))] = ColumnMeaning(way=way)
            found |= dict.fromkeys((fold_text(RECORD), "id", "идентификатор"), ColumnMeaning(way=()))
            for column in self.table.columns:
                found[fold_text(self.table.heading(column))] = _meaning(column)
        for column in self._columns:
            name = fold_text(column.title(repeat("#")))
            found.setdefault(name, _meaning(column))
            found |= {f"{name} #": _meaning(column)} if column.many else {}
        for table in self._texts:
            for word in (str(table.titles[-2]), *table.others):
                meaning = ColumnMeaning(way=table.way[:-1], table=table)
                found.setdefault(fold_text(word), meaning)
        return found

    @cached_property
    def _texts(self) -> Sequence[Table]:
        """The lists whose items may stand as a text in one cell of a record."""
        return [] if self.table.way else [table for table in self.tables if table.way.count(None) == 1]

    @cached_property
    def _last_words(self) -> Mapping[str, Sequence[Column]]:
        """Columns by their last words: «Электронная почта» is enough for «Контакт: Электронная почта»."""
        found: dict[str, list[Column]] = {}
        for column in self.table.columns:
            found.setdefault(fold_text(str(column.titles[-1])), []).append(column)
        return found

    @cached_property
    def _unambiguous(self) -> Mapping[str, ColumnMeaning]:
        named = {**self._last_words, **self._by_synonym}
        return {name: _meaning(columns[0]) for name, columns in named.items() if len(columns) == 1}

    @cached_property
    def _by_synonym(self) -> Mapping[str, Sequence[Column]]:
        """Columns by other words for them, alone on their sheet or after those for what they are in."""
        found: dict[str, list[Column]] = {}
        for column in self._columns:
            for name in dict.fromkeys(self._spellings(column)):
                found.setdefault(name, []).append(column)
        return found

    def _spellings(self, column: Column) -> Iterator[str]:
        for other in column.others:
            whole = spell_way((*column.titles[:-1], other), repeat("#"), between=": ", before=" ")
            for name in [whole, other] if column in self.table.columns else [whole]:
                yield fold_text(name)
                if column.many:
                    yield f"{fold_text(name)} #"

    @cached_property
    def _columns(self) -> Sequence[Column]:
        """The columns that may stand here: on the sheet of records those of all lists too, with numbers."""
        tables = self.tables if not self.table.way else [self.table]
        return [column for table in tables for column in table.columns]


def _meaning(column: Column) -> ColumnMeaning:
    return ColumnMeaning(way=column.way, column=column)


def _parse_title(text: str) -> tuple[str, tuple[int, ...]]:
    return _extract_numbers(fold_text(text).rstrip(" *:?"), _IN_TITLE)


def _extract_numbers(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[int, ...]]:
    """Return a heading with «#» in place of its numbers, and the numbers."""

    def mark(found: re.Match[str]) -> str:
        return "#" if found.lastindex is None else " #:" if found[0].endswith(":") else " #"

    numbers = tuple(int(found.group(found.lastindex or 0)) for found in pattern.finditer(text))
    return pattern.sub(mark, text), numbers
