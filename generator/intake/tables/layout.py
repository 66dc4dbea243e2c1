"""The tables that the records of a kind make, their columns and headers, all from the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.base.errors import AtlasError
from generator.model.findings import Pointer
from generator.model.kinds import Kind
from generator.source.fields import Field, Fields
from generator.source.schema_files import Schemas

Way = tuple[str | None, ...]
"""Keys on the way to a value; None stands for an item of a list, whichever it is."""
OTHERS = "x-headings"
"""Names in a schema the other words by which tables call a field, beside its title."""
ID: Way = ("id",)
TITLE: Way = ("title",)
"""A record's id. Whoever fills a table need not make one: it comes from the title."""

NUMBER = "Номер"
RECORD = "Запись"
STAR = " *"
"""Marks headings of columns that have to be filled."""
_WIDTHS = {"plain": 60, "markdown": 60, "line": 32, "address": 32}
_NARROW, _USUAL, _TERMS = 12, 24, 28
_NUMBERS = frozenset({"integer", "number"})


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: one value of a record or of an item, or a list of plain values.

    `way` leads from the top of a record, `titles` are the words for its keys, with None in the same
    places; `value` describes the value, or each of the values if there may be `many`. It is `required` of
    every record, or `needed` where its section is there. `others` are other words by which people call it.
    """

    way: Way
    titles: Way
    field: Field
    value: Field
    many: bool
    required: bool
    needed: bool = False
    others: tuple[str, ...] = ()

    def key(self, numbers: Iterable[object] = ()) -> str:
        """Return the key of the column as headings name it: `organisation.name`, `steps.1.title`."""
        return spell_way(self.way, numbers, between=".", before=".")

    def title(self, numbers: Iterable[object] = (), *, start: int = 0) -> str:
        """Return the words for the column: «Организация: Название», «Шаги 1: Пояснение».

        `start` is how much of the way goes without saying: the list whose sheet the column stands on.
        """
        return spell_way(self.titles[start:], numbers, between=": ", before=" ")


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a kind: of its records if `way` is empty, else of the items of the list at `way`.

    `others` are other words by which people call the list.
    """

    kind: Kind
    way: Way
    titles: Way
    columns: tuple[Column, ...]
    others: tuple[str, ...] = ()

    @property
    def lists(self) -> Sequence[tuple[Way, Way]]:
        """The lists that an item stands in, outermost first, each as its way and the words for it."""
        ends = [index for index, step in enumerate(self.way) if step is None]
        return [(self.way[:end], self.titles[:end]) for end in ends]

    @property
    def title(self) -> str:
        """What the list is called: «Экспертиза. Критерии»; empty for the table of records."""
        return ". ".join(str(title) for title in self.titles if title is not None)

    def number_heading(self, way: Way, titles: Way) -> str:
        """Return the words for the numbers of the items of a list that an item stands in."""
        if way == self.way[:-1]:
            return NUMBER
        return f"{spell_way(titles, (), between=': ', before=' ')}: {NUMBER.lower()}"

    def heading(self, column: Column) -> str:
        """Return the words for a column on the sheet of this table."""
        return column.title(start=len(self.way))


class HeaderCell(msgspec.Struct, frozen=True, kw_only=True):
    """The heading of a column: words for people, a key that stays the same, the column's width in letters."""

    title: str
    key: str
    width: int
    needed: bool = False
    numbers: bool = False
    """Whether the column holds numbers: they are not written as texts."""


def tables_of(kind: Kind, fields: Fields) -> tuple[Table, ...]:
    """Return the tables of a kind: that of its records, then one for each list of sections.

    Raises:
        AtlasError: the schema names other words for a field wrongly.
    """
    return tuple(_Maker(kind=kind, fields=fields).tables((), (), ()))


def tables_by_kind(kinds: Iterable[Kind], schemas: Schemas) -> Mapping[str, tuple[Table, ...]]:
    """Return the tables of several kinds, by the kind's name; as `tables_of`."""
    return {kind.name: tables_of(kind, Fields(schemas=schemas, file=kind.schema_file)) for kind in kinds}


def spell_way(parts: Way, numbers: Iterable[object], *, between: str, before: str) -> str:
    """Return the steps of a way as one text, each number after the list that it counts in."""
    left = iter(numbers)
    text = ""
    for part in parts:
        if part is not None:
            text += f"{between if text else ''}{part}"
        elif (number := next(left, None)) is not None:
            text += f"{before}{number}"
    return text


class _Maker(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    fields: Fields

    def tables(self, way: Way, titles: Way, others: tuple[str, ...]) -> Iterator[Table]:
        parts = list(self._parts(way, titles, required=True))
        columns = tuple(part for part in parts if isinstance(part, Column))
        yield Table(kind=self.kind, way=way, titles=titles, columns=columns, others=others)
        for part in parts:
            if not isinstance(part, Column):
                yield from self.tables(*part)

    def _parts(
        self, way: Way, titles: Way, *, required: bool
    ) -> Iterator[Column | tuple[Way, Way, tuple[str, ...]]]:
        """Yield the values of a section, and of the sections in it, and where its lists of sections are."""
        needed = self._at(way).schema.get("required", [])
        for part in self.fields.below(first_pointer(way)):
            here, told = (*way, part.key), (*titles, part.title or part.key)
            must = required and part.key in needed and here != ID
            item = self._at((*here, None)) if part.schema.get("type") == "array" else part
            if item is not part and item.schema.get("type") == "object":
                yield (*here, None), (*told, None), self._others(part)
            elif part.schema.get("type") == "object":
                yield from self._parts(here, told, required=must)
            else:
                yield Column(
                    way=here,
                    titles=told,
                    field=part,
                    value=item,
                    many=item is not part,
                    required=must,
                    needed=part.key in needed,
                    others=self._others(part),
                )

    def _others(self, part: Field) -> tuple[str, ...]:
        words = part.schema.get(OTHERS, [])
        if not (isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words)):
            message = f"в схеме «{self.fields.file}» у поля «{part.key}» {OTHERS} — не список слов"
            raise AtlasError(message, "Исправьте схему или верните прежнюю: git checkout -- schemas")
        return tuple(words)

    def _at(self, way: Way) -> Field:
        return self.fields.at(first_pointer(way))


def first_pointer(way: Way) -> Pointer:
    """Return a place that a way leads to: by way of the first items."""
    return tuple(0 if step is None else step for step in way)


def make_header(table: Table) -> Iterator[HeaderCell]:
    """Yield the headings of a sheet: on that of a list, first the record and the numbers of items."""
    if table.way:
        yield HeaderCell(title=f"{RECORD}{STAR}", key=table.kind.name, width=_TERMS, needed=True)
    for way, titles in table.lists:
        key = spell_way(way, (), between=".", before=".")
        yield HeaderCell(title=table.number_heading(way, titles), key=key, width=_NARROW, numbers=True)
    for column in table.columns:
        title = table.heading(column) + (STAR if column.required else "")
        yield HeaderCell(
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
