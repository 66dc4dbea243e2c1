"""The tables that the records of a kind make, their columns and headers, all from the schema."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.base.errors import AtlasError
from generator.model.findings import Pointer, find_value
from generator.model.kinds import Kind
from generator.source.fields import Field, Fields
from generator.source.schema_files import Schemas

Way = tuple[str | None, ...]
"""Keys on the path to a value; None stands for any item of a list."""
OTHERS = "x-headings"
"""Schema key with other words that tables use for a field, besides its title."""
ID: Way = ("id",)
TITLE: Way = ("title",)
"""A record's id. Whoever fills in a table need not provide one: it is derived from the title."""

NUMBER = "Номер"
RECORD = "Запись"
STAR = " *"
"""Marks the headings of required columns."""
_WIDTHS = {"plain": 60, "markdown": 60, "line": 32, "address": 32}
_NARROW, _USUAL, _TERMS = 12, 24, 28
_NUMBERS = frozenset({"integer", "number"})


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: one value of a record or of an item, or a list of plain values.

    `way` is the path from the top of a record, `titles` are the words for its keys, with None in the same
    places; `value` describes the value, or each of the values if there may be `many`. It is `required` of
    every record, or `needed` if its section is present. `others` are other words that people use for it.
    """

    way: Way
    titles: Way
    field: Field
    value: Field
    many: bool
    required: bool
    needed: bool = False
    others: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The title of its own field: «Название» of «Организация: Название»."""
        return str(self.titles[-1])

    @property
    def text(self) -> str:
        """The sort of its texts: `line`, `plain`, `address` and so on; empty if its values are none."""
        return str(self.value.schema.get("x-text", ""))

    def key(self, numbers: Iterable[object] = ()) -> str:
        """Return the key of the column as headings give it: `organisation.name`, `steps.1.title`."""
        return spell_key(self.way, numbers)

    def title(self, numbers: Iterable[object] = (), *, start: int = 0) -> str:
        """Return the words for the column: «Организация: Название», «Шаги 1: Пояснение».

        `start` is how much of the path is omitted: the list whose sheet the column is on.
        """
        return spell_title(self.titles[start:], numbers)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a kind: of its records if `way` is empty, else of the items of the list at `way`.

    `others` are other words that people use for the list.
    """

    kind: Kind
    way: Way
    titles: Way
    columns: tuple[Column, ...]
    others: tuple[str, ...] = ()

    @property
    def lists(self) -> Sequence[tuple[Way, Way]]:
        """The lists around an item, outermost first, each with its path and the words for it."""
        ends = [index for index, step in enumerate(self.way) if step is None]
        return [(self.way[:end], self.titles[:end]) for end in ends]

    @property
    def label(self) -> str:
        """The title of its own field: «Критерии»; only of a list."""
        return str(self.titles[-2])

    @property
    def title(self) -> str:
        """The title of the list: «Экспертиза. Критерии»; empty for the table of records."""
        return ". ".join(str(title) for title in self.titles if title is not None)

    def number_heading(self, way: Way, titles: Way) -> str:
        """Return the heading for the numbers of the items of a list around an item."""
        if way == self.way[:-1]:
            return NUMBER
        return f"{spell_title(titles)}: {NUMBER.lower()}"

    def heading(self, column: Column) -> str:
        """Return the words for a column on the sheet of this table."""
        return column.title(start=len(self.way))


class HeaderCell(msgspec.Struct, frozen=True, kw_only=True):
    """The heading of a column: words for people, a stable key, the column's width in characters."""

    title: str
    key: str
    width: int
    needed: bool = False
    numbers: bool = False
    """Whether the column contains numbers, which are not written as text."""


def tables_of(kind: Kind, fields: Fields) -> tuple[Table, ...]:
    """Return the tables of a kind: that of its records, then one for each list of sections.

    Raises:
        AtlasError: the schema's other words for a field are malformed.
    """
    return tuple(_Maker(kind=kind, fields=fields).tables((), (), ()))


def tables_by_kind(kinds: Iterable[Kind], schemas: Schemas) -> Mapping[str, tuple[Table, ...]]:
    """Return the tables of several kinds, by the kind's name; errors as `tables_of`."""
    return {kind.name: tables_of(kind, Fields(schemas=schemas, file=kind.schema_file)) for kind in kinds}


def spell_key(way: Way, numbers: Iterable[object] = ()) -> str:
    """Return a path as one text, each number after the list that it belongs to: `steps.1.title`."""
    return _spell(way, numbers, between=".", before=".")


def spell_title(parts: Way, numbers: Iterable[object] = ()) -> str:
    """Return the words for the steps of a path as one text: «Шаги 1: Пояснение»."""
    return _spell(parts, numbers, between=": ", before=" ")


def _spell(parts: Way, numbers: Iterable[object], *, between: str, before: str) -> str:
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
        """Yield the values of a section and its subsections, and the paths of its lists of sections."""
        needed = self._at(way).schema.get("required", [])
        for part in self.fields.below(first_pointer(way)):
            here, labels = (*way, part.key), (*titles, part.title or part.key)
            must = required and part.key in needed and here != ID
            item = self._at((*here, None)) if part.schema.get("type") == "array" else part
            if item is not part and item.schema.get("type") == "object":
                yield (*here, None), (*labels, None), self._others(part)
            elif part.schema.get("type") == "object":
                yield from self._parts(here, labels, required=must)
            else:
                yield Column(
                    way=here,
                    titles=labels,
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
    """Return a pointer for a path, through the first items."""
    return tuple(0 if step is None else step for step in way)


def make_header(table: Table) -> Iterator[HeaderCell]:
    """Yield the headings of a sheet; on that of a list the record and the numbers of items come first."""
    if table.way:
        yield HeaderCell(title=f"{RECORD}{STAR}", key=table.kind.name, width=_TERMS, needed=True)
    for way, titles in table.lists:
        yield HeaderCell(
            title=table.number_heading(way, titles), key=spell_key(way), width=_NARROW, numbers=True
        )
    for column in table.columns:
        yield HeaderCell(
            title=table.heading(column) + (STAR if column.required else ""),
            key=column.key(),
            width=_width(column),
            needed=column.required,
            numbers=_is_number(column),
        )


def _is_number(column: Column) -> bool:
    return not column.many and column.value.schema.get("type") in _NUMBERS


def _width(column: Column) -> int:
    if _is_number(column) or column.value.schema.get("x-date"):
        return _NARROW
    if column.value.vocabulary:
        return _TERMS
    return _WIDTHS.get(column.text, _USUAL)


def walk_items(value: object, way: Way) -> Iterator[tuple[tuple[int, ...], object]]:
    """Yield all items at a path, with the numbers of the items along it, counted from 1."""
    if None not in way:
        yield (), find_value(value, way)
        return
    end = way.index(None)
    listed = find_value(value, way[:end])
    for number_, item in enumerate(listed if isinstance(listed, list) else [], start=1):
        for numbers, inner in walk_items(item, way[end + 1 :]):
            yield (number_, *numbers), inner
