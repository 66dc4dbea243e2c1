"""Layout: which tables the records of a kind make, and which columns these have. The schema says it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from generator.base.errors import AtlasError
from generator.model.findings import Pointer
from generator.model.kinds import Kind
from generator.source.fields import Field, Fields

Way = tuple[str | None, ...]
"""Keys on the way to a value; None stands for an item of a list, whichever it is."""
OTHERS = "x-headings"
"""Names in a schema the other words by which tables call a field, beside its title."""
ID: Way = ("id",)
"""A record's id. Whoever fills a table need not make one: it comes from the title."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: one value of a record or of an item, or a list of plain values.

    `way` leads from the top of a record, `titles` are the words for its keys, with None in the same
    places; `value` describes the value, or each of the values if there may be `many`. `others` are other
    words by which people call the column.
    """

    way: Way
    titles: Way
    field: Field
    value: Field
    many: bool
    required: bool
    others: tuple[str, ...] = ()

    def key(self, numbers: Iterable[object] = ()) -> str:
        """Return the key of the column as headings name it: `organisation.name`, `steps.1.title`."""
        return spelled(self.way, numbers, between=".", before=".")

    def title(self, numbers: Iterable[object] = (), *, start: int = 0) -> str:
        """Return the words for the column: «Организация: Название», «Шаги 1: Пояснение».

        Args:
            numbers: the numbers of the items on the way, counted from 1.
            start: how much of the way goes without saying: the list whose sheet the column stands on.
        """
        return spelled(self.titles[start:], numbers, between=": ", before=" ")


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a kind: of its records if `way` is empty, else of the items of the list at `way`."""

    kind: Kind
    way: Way
    titles: Way
    columns: tuple[Column, ...]

    @property
    def lists(self) -> Sequence[tuple[Way, Way]]:
        """The lists that an item stands in, outermost first, each as its way and the words for it."""
        ends = [index for index, step in enumerate(self.way) if step is None]
        return [(self.way[:end], self.titles[:end]) for end in ends]

    @property
    def title(self) -> str:
        """What the list is called: «Экспертиза. Критерии»; empty for the table of records."""
        return ". ".join(str(title) for title in self.titles if title is not None)

    def heading(self, column: Column) -> str:
        """Return the words for a column on the sheet of this table."""
        return column.title(start=len(self.way))


def tables_of(kind: Kind, fields: Fields) -> tuple[Table, ...]:
    """Return the tables of a kind: that of its records, then one for each list of sections.

    Args:
        kind: the kind of record.
        fields: the fields of its schema.

    Raises:
        AtlasError: the schema names other words for a field wrongly.
    """
    return tuple(_Maker(kind=kind, fields=fields).tables((), ()))


def spelled(parts: Way, numbers: Iterable[object], *, between: str, before: str) -> str:
    """Return the steps of a way as one text, each number after the list that it counts in."""
    left = iter(numbers)
    text = ""
    for part in parts:
        if part is not None:
            text += f"{between if text else ''}{part}"
        elif (number := next(left, None)) is not None:
            text += f"{before}{number}"
    return text


def pointer_of(way: Way, indexes: Sequence[int]) -> Pointer:
    """Return the place in a record that a way leads to by way of certain items, counted from 0."""
    left = iter(indexes)
    return tuple(next(left) if step is None else step for step in way)


class _Maker(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    fields: Fields

    def tables(self, way: Way, titles: Way) -> Iterator[Table]:
        columns: list[Column] = []
        inner: list[tuple[Way, Way]] = []
        self._sort(way, titles, columns, inner, required=True)
        yield Table(kind=self.kind, way=way, titles=titles, columns=tuple(columns))
        for list_way, list_titles in inner:
            yield from self.tables((*list_way, None), (*list_titles, None))

    def _sort(
        self,
        way: Way,
        titles: Way,
        columns: list[Column],
        inner: list[tuple[Way, Way]],
        *,
        required: bool,
    ) -> None:
        """Tell the values of a section, and of the sections in it, from its lists of sections."""
        needed = self._at(way).schema.get("required", [])
        for part in self.fields.below(anywhere(way)):
            here, told = (*way, part.key), (*titles, part.title or part.key)
            must = required and part.key in needed and here != ID
            item = self._at((*here, None)) if part.schema.get("type") == "array" else part
            if item is not part and item.schema.get("type") == "object":
                inner.append((here, told))
            elif part.schema.get("type") == "object":
                self._sort(here, told, columns, inner, required=must)
            else:
                columns.append(
                    Column(
                        way=here,
                        titles=told,
                        field=part,
                        value=item,
                        many=item is not part,
                        required=must,
                        others=self._others(part),
                    )
                )

    def _others(self, part: Field) -> tuple[str, ...]:
        words = part.schema.get(OTHERS, [])
        if not (isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words)):
            message = f"в схеме «{self.fields.file}» у поля «{part.key}» {OTHERS} — не список слов"
            raise AtlasError(message, "Исправьте схему или верните прежнюю: git checkout -- schemas")
        return tuple(words)

    def _at(self, way: Way) -> Field:
        return self.fields.at(anywhere(way))


def anywhere(way: Way) -> Pointer:
    """Return a place that a way leads to: by way of the first items."""
    return pointer_of(way, [0] * len(way))
