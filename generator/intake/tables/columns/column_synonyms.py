"""Meanings of headings: keys, titles of fields, and other words that people use.

The other words are in the schemas: `x-headings` beside the title of a field.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat

import msgspec
from msgspec.structs import replace

from generator.base.russian import fold_text
from generator.intake.tables.columns.column_meaning import (
    IN_KEY,
    ColumnMeaning,
    belong_together,
    extract_numbers,
    join_meanings,
    meaning_of,
    meaning_of_list,
    parse_title,
)
from generator.intake.tables.columns.loose_names import LooseNames, stems
from generator.intake.tables.layout import RECORD, Column, Table, Way, spell_key, spell_title

MOST_ITEMS = 1000
_LONGEST_HEADING = 200
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_PARTS = re.compile(r"[,;?!]\s+|\s*/\s*|\.\s+(?=[А-ЯЁ])|\s+и\s+")
"""Separators in a heading of several things: «Организация, адрес», «Результаты? Приведите цифры»."""


class ColumnSynonyms(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Finds the meanings of headings on sheets of one table. `tables` are all tables of its kind."""

    table: Table
    tables: Sequence[Table]

    def find(self, text: str) -> ColumnMeaning | None:
        """Return the meaning of a heading; None if it is unknown or ambiguous.

        Keys and titles take precedence over other words, which thus never change the meaning of a title; the
        last words of a title, which several may share, come last.
        """
        by_key, by_title = extract_numbers(text, IN_KEY), parse_title(text)
        for names, (name, numbers) in (
            (self._by_key, by_key),
            (self._by_title, by_title),
            (self._unambiguous, by_title),
        ):
            found = names.get(name)
            if found is not None and all(0 < number <= MOST_ITEMS for number in numbers):
                return replace(found, numbers=numbers or found.numbers)
        return None

    def find_alike(self, text: str) -> ColumnMeaning | None:
        """Return the meaning of a reworded heading; None if there are several, or nothing similar.

        Several things in a heading have to mean one column or section: «ФИО, телефон, e-mail» is the contact.
        """
        parts = [part for part in _PARTS.split(text) if part.strip()] if len(text) < _LONGEST_HEADING else ()
        meanings = [self.find(part) or self._find_one_alike(part) for part in parts] if len(parts) > 1 else []
        known = {one.identity: one for one in meanings if one is not None}
        if len(known) > 1:
            return self._join_section([*known.values()])
        sure = bool(known) and (meanings[0] is not None or sum(one is not None for one in meanings) > 1)
        found = next(iter(known.values())) if sure else self._find_one_alike(text)
        if found is None and (inner := _IN_BRACKETS.search(text)) is not None:
            return self.find(inner[1]) or self.find_alike(inner[1])
        return found

    def _join_section(self, known: Sequence[ColumnMeaning]) -> ColumnMeaning | None:
        ways = [one.way if one.mixed else one.way[:-1] for one in known]
        joined = (one for one in reversed(self._mixed) if ways.count(one.way) > 1)
        return next(joined, None)

    def _find_one_alike(self, text: str) -> ColumnMeaning | None:
        name, numbers = parse_title(text)
        key = self._find_loosely(name)
        found = self._named.get(key or "") or self._unambiguous.get(key or "")
        counted = found.way.count(None) if found is not None else 0
        if found is None or len(numbers) > counted or not all(0 < one <= MOST_ITEMS for one in numbers):
            return None
        return replace(found, numbers=numbers)

    def find_figure(self, text: str) -> ColumnMeaning | None:
        """Return the column of a record's first figure with this title: «Показатель», not «Показатели»."""
        columns = (column for table in self._figure_tables for column in table.columns)
        named = (one for one in columns if fold_text(one.label) == parse_title(text)[0])
        return next((meaning_of(one, 1) for one in named), None)

    def find_inner(self, group: str, title: str) -> ColumnMeaning | None:
        """Return the column of the first item of the list that is the heading of a group of columns."""
        listed = self.find(group) or self.find_alike(group)
        if listed is None or listed.table is None:
            return None
        columns = {one.key(): one for one in listed.table.columns if one.way.count(None) == 1}
        named = [(word, key) for key, one in columns.items() for word in (one.label, *one.others)]
        found = columns.get(LooseNames(named).find(title) or "")
        return meaning_of(found, 1) if found else None

    def find_needed(self, text: str, taken: Collection[Way]) -> ColumnMeaning | None:
        """Return the only required field that a heading may mean and that has no column yet."""
        needed = [one for one in self._list_meant(text) if one.required and one.way not in taken]
        return meaning_of(needed[0]) if len(needed) == 1 else None

    def _list_meant(self, text: str) -> Sequence[Column]:
        name, _ = parse_title(text)
        return [*self._last_words.get(name, ()), *self._by_synonym.get(name, ())]

    def _find_loosely(self, name: str) -> str | None:
        """Return the name most like a heading; in «Содержание (этапы)» the parenthesised list wins."""
        if len(name) >= _LONGEST_HEADING:
            return None
        inner = _IN_BRACKETS.search(name)
        listed = self._loose.find(inner[1]) if inner else None
        if listed is not None and listed in self._named and self._named[listed].table is not None:
            return listed
        return self._loose.find(name)

    def list_near(self, text: str) -> Sequence[str]:
        """Return the keys of the columns that a heading may mean, most likely first."""
        name = parse_title(text)[0]
        near = self._loose.list_near(name) if len(name) < _LONGEST_HEADING else ()
        return [key for key in near if key in self._named]

    def name_of(self, key: str) -> str:
        """Return the words for a column given by its key."""
        return self.describe(self._named[key])

    def describe(self, meaning: ColumnMeaning) -> str:
        """Return the words for the content of a column."""
        if meaning.mixed:
            return str(meaning.mixed[0].titles[-2])
        if meaning.table is not None:
            return meaning.table.label
        column = meaning.column
        start = len(self.table.way) if column in self.table.columns else 0
        return column.title(meaning.numbers, start=start) if column else RECORD

    @cached_property
    def _named(self) -> Mapping[str, ColumnMeaning]:
        """The columns of a sheet of records, and the lists that may be in one cell, by key."""
        found = {column.key(): meaning_of(column) for column in self.table.columns}
        return found | {str(table.way[0]): meaning_of_list(table) for table in self._texts}

    @property
    def choices(self) -> Mapping[str, str]:
        """The keys of all columns that a heading may be assigned to, by the words for them."""
        mixed = {self.describe(one): spell_key(one.way) for one in self._mixed}
        inner = {
            column.title([1]): column.key([1])
            for table in self._texts
            for column in table.columns
            if column.way.count(None) == 1
        }
        return {**mixed, **{self.name_of(key): key for key in self._named}, **inner}

    @cached_property
    def _mixed(self) -> Sequence[ColumnMeaning]:
        """Meanings of cells with several fields of a section; those with the most fields come last."""
        mixed = (one for one in self._unambiguous.values() if one.mixed)
        return sorted(mixed, key=lambda one: len(one.mixed))

    @cached_property
    def _loose(self) -> LooseNames:
        """Every name that belongs to a single column."""
        names: dict[str, set[str]] = {}
        for key, meaning in self._named.items():
            column, table = meaning.column, meaning.table
            words = [self.name_of(key), *(column.others if column else table.others if table else ())]
            for word in [*words, *([column.label] if column else [])]:
                names.setdefault(word, set()).add(key)
        # a name of several fields of one section stands for itself: such a cell is split
        named = [
            (name, next(iter(keys)) if len(keys) == 1 else fold_text(name)) for name, keys in names.items()
        ]
        return LooseNames([one for one in named if one[1] in self._named or one[1] in self._unambiguous])

    def find_ambiguous(self, text: str) -> Sequence[str]:
        """Return the titles between which a heading is ambiguous; empty if it is not."""
        _, numbers = parse_title(text)
        columns = self._list_meant(text)
        starts = [len(self.table.way) if column in self.table.columns else 0 for column in columns]
        titles = [column.title(numbers, start=start) for column, start in zip(columns, starts, strict=True)]
        distinct = dict.fromkeys(titles)
        return list(distinct) if len(distinct) > 1 else ()

    def is_key(self, text: str) -> bool:
        """Return whether a text is the key of a column."""
        return extract_numbers(text, IN_KEY)[0] in self._by_key

    @cached_property
    def _by_key(self) -> Mapping[str, ColumnMeaning]:
        found = {column.key(repeat("#")): meaning_of(column) for column in self._columns}
        many = [column for column in self._columns if column.many]
        found |= {f"{column.key(repeat('#'))}.#": meaning_of(column) for column in many}
        for table in self._texts:
            found.setdefault(str(table.way[0]), meaning_of_list(table))
        found |= {spell_key(one.way): one for one in self._mixed}
        if self.table.way:
            found |= {column.key(): meaning_of(column) for column in self.table.columns}
            for way, _ in self.table.lists:
                found[spell_key(way)] = ColumnMeaning(way=way)
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
                found[fold_text(self.table.heading(column))] = meaning_of(column)
        for column in self._columns:
            name = fold_text(column.title(repeat("#")))
            found.setdefault(name, meaning_of(column))
            found |= {f"{name} #": meaning_of(column)} if column.many else {}
        for table in self._texts:
            for word in (table.label, *table.others):
                found.setdefault(fold_text(word), meaning_of_list(table))
        return found

    @cached_property
    def _texts(self) -> Sequence[Table]:
        """The lists whose items may be text in one cell of a record."""
        return [] if self.table.way else [table for table in self.tables if table.way.count(None) == 1]

    @cached_property
    def _last_words(self) -> Mapping[str, Sequence[Column]]:
        """Columns by their last words: «Электронная почта» is enough for «Контакт: Электронная почта»."""
        found: dict[str, list[Column]] = {}
        for column in self.table.columns:
            found.setdefault(fold_text(column.label), []).append(column)
        return found

    @cached_property
    def _unambiguous(self) -> Mapping[str, ColumnMeaning]:
        named = {**self._last_words, **self._by_synonym}
        own = {name: join_meanings(columns) for name, columns in named.items() if belong_together(columns)}
        return {**self._inner_words, **own} if not self.table.way else own

    @cached_property
    def _inner_words(self) -> Mapping[str, ColumnMeaning]:
        """Columns of a record's first figure by words that no other column has: «Было», «После»."""
        found: dict[str, list[ColumnMeaning]] = {}
        for table in self._figure_tables:
            for column in table.columns:
                meaning = meaning_of(column, 1)
                for word in dict.fromkeys(map(fold_text, (column.label, *column.others))):
                    found.setdefault(word, []).append(meaning)
        taken = {stems(name) for name in (*self._last_words, *self._by_synonym, *self._by_title)}
        return {name: one[0] for name, one in found.items() if len(one) == 1 and stems(name) not in taken}

    @cached_property
    def _figure_tables(self) -> Sequence[Table]:
        return [one for one in self._texts if any(c.value.schema.get("x-unit") for c in one.columns)]

    @cached_property
    def _by_synonym(self) -> Mapping[str, Sequence[Column]]:
        """Columns by other words for them, alone on their own sheet or after those for their section."""
        found: dict[str, list[Column]] = {}
        for column in self._columns:
            for name in dict.fromkeys(self._spellings(column)):
                found.setdefault(name, []).append(column)
        return found

    def _spellings(self, column: Column) -> Iterator[str]:
        for other in column.others:
            whole = spell_title((*column.titles[:-1], other), repeat("#"))
            for name in [whole, other] if column in self.table.columns else [whole]:
                yield fold_text(name)
                if column.many:
                    yield f"{fold_text(name)} #"
        words = (word for table in self._texts if table.way == column.way[:2] for word in table.others)
        for word in words:
            for last in (column.label, *column.others):
                yield fold_text(spell_title((word, None, last), repeat("#")))

    @cached_property
    def _columns(self) -> Sequence[Column]:
        """The columns possible here: on the sheet of records also those of all lists, with numbers."""
        tables = self.tables if not self.table.way else [self.table]
        return [column for table in tables for column in table.columns]
