"""Headings: what the columns of a table that was read hold, told by their keys or by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat

import msgspec
from msgspec.structs import replace

from generator.findings import Problem
from generator.near import near_misses
from generator.tables.faults import Fault, Place, excerpt
from generator.tables.grids import Grid, Row
from generator.tables.heads import NUMBER, RECORD
from generator.tables.layout import Column, Table, Way, spelled
from generator.tables.terms import folded
from generator.wording import quoted

SKIPPED = ""
"""What a heading is to be read as if its column is to be left aside."""
MOST_ITEMS = 1000
_SEARCHED = 20
"""Headings stand in one of so many first rows; above them tables have titles."""
_IN_KEY = re.compile(r"(?<=\.)[0-9]{1,4}(?=\.|\Z)")
_IN_TITLE = re.compile(r"\s*(?:№\s*)?([0-9]{1,4})\s*(?::|\Z)")
_SHOWN = 8


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """What a column holds: values of a `column`, else the ids of records or numbers of items.

    `numbers` are those in the heading: of the items in whose columns the values stand, counted from 1.
    """

    way: Way
    column: Column | None = None
    numbers: tuple[int, ...] = ()

    @property
    def sign(self) -> object:
        """By what two columns are told to hold the same."""
        return (self.way, self.numbers, self.column is None)


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The headings of a sheet: what each column holds, by its index from 0, and what it is called."""

    grid: Grid = field(repr=False)
    table: Table = field(repr=False)
    slots: Mapping[int, Slot]
    titles: Mapping[int, str]
    body: Sequence[Row] = field(repr=False)
    faults: Sequence[Fault] = ()

    def place(self, row: int, index: int | None = None) -> Place:
        """Return the place of a row, or of a cell in it."""
        place = Place(sheet=self.grid.name, number=self.grid.number, row=row)
        if index is None:
            return place
        return replace(place, column=index + 1, heading=self.titles.get(index, ""))

    def find(self, way: Way, numbers: Sequence[int] = ()) -> int | None:
        """Return the column where a value stands, or would: else the first of the section that it is."""
        own = [
            (index, slot)
            for index, slot in self.slots.items()
            if slot.column is not None
            and slot.way[: len(way)] == way
            and slot.numbers[: len(numbers)] == tuple(numbers)
        ]
        best = min(own, key=lambda one: (len(one[1].way) != len(way), not _required(one[1])), default=None)
        return None if best is None else best[0]

    def special(self, way: Way) -> int | None:
        """Return the column of record ids (no way) or of the numbers of a list's items."""
        return next((i for i, slot in self.slots.items() if slot.column is None and slot.way == way), None)


def _required(slot: Slot) -> bool:
    return slot.column is not None and slot.column.required


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads the headings of sheets of one table. `tables` are all tables of its kind.

    `renamed` says what headings mean that are called otherwise, by their folded words.
    """

    table: Table
    tables: Sequence[Table] = field(repr=False)
    renamed: Mapping[str, str] = field(default_factory=dict, repr=False)

    def read(self, grid: Grid) -> Heads:
        """Return the headings of a sheet: of the first row that holds some, with the keys under it."""
        best = max(
            range(min(len(grid.rows), _SEARCHED)),
            key=lambda index: (self._known(grid.rows[index]), -index),
            default=None,
        )
        if best is None or not self._known(grid.rows[best]):
            return self._without(grid)
        titles, body = grid.rows[best], grid.rows[best + 1 :]
        keys = None
        if best and self._known(grid.rows[best - 1]):
            titles, keys = grid.rows[best - 1], titles
        elif body and self._keys(body[0]):
            keys, body = body[0], body[1:]
        return self._heads(grid, titles, keys, body)

    def _heads(self, grid: Grid, titles: Row, keys: Row | None, body: Sequence[Row]) -> Heads:
        slots: dict[int, Slot] = {}
        names: dict[int, str] = {}
        faults: list[Fault] = []
        taken: set[object] = set()
        width = max(len(titles.cells), len(keys.cells) if keys else 0)
        for index in range(width):
            title, key = _text(titles.cell(index)), _text(keys.cell(index)) if keys else ""
            names[index] = title.rstrip(" *") or key
            if not title and not key:
                continue
            meant = self._meant(key) or self._meant(title)
            row = keys.number if keys and key and not title else titles.number
            place = Place(sheet=grid.name, number=grid.number, row=row, column=index + 1)
            if meant is None:
                faults += [] if self._skipped(title) else [self._unknown(title or key, place, slots)]
            elif meant.sign in taken:
                faults.append(_twice(title or key, place))
            else:
                slots[index] = meant
                taken.add(meant.sign)
        return Heads(
            grid=grid,
            table=self.table,
            slots=slots,
            titles=names,
            body=body,
            faults=[*faults, *self._nameless(grid, names, body)],
        )

    def _without(self, grid: Grid) -> Heads:
        problem = Problem(
            code="no-headings",
            what="Не нашлась строка с названиями столбцов",
            allowed=f"Названия или ключи полей: {self._listed(())}.",
            action="Назовите столбцы как в шаблоне: atlas import --template ФАЙЛ.xlsx.",
        )
        place = Place(sheet=grid.name, number=grid.number)
        return Heads(
            grid=grid,
            table=self.table,
            slots={},
            titles={},
            body=(),
            faults=[Fault(place=place, problem=problem)],
        )

    def _known(self, row: Row) -> int:
        return sum(self._meant(_text(cell)) is not None for cell in row.cells)

    def _keys(self, row: Row) -> bool:
        """Return whether a row holds keys alone."""
        texts = [text for cell in row.cells if (text := _text(cell))]
        return bool(texts) and all(_numbered(text, _IN_KEY)[0] in self._by_key for text in texts)

    def _meant(self, text: str) -> Slot | None:
        """Return what a heading says that a column holds; None if it is not understood."""
        text = self.renamed.get(folded(text), text)
        for names, pattern in ((self._by_key, _IN_KEY), (self._by_title, _IN_TITLE)):
            name, numbers = _numbered(text if names is self._by_key else folded(text).rstrip(" *:?"), pattern)
            found = names.get(name)
            if found is not None and all(0 < number <= MOST_ITEMS for number in numbers):
                return replace(found, numbers=numbers)
        return None

    def _skipped(self, title: str) -> bool:
        return self.renamed.get(folded(title)) == SKIPPED

    def _unknown(self, text: str, place: Place, slots: Mapping[int, Slot]) -> Fault:
        columns = [
            column
            for column in self.table.columns
            if Slot(way=column.way, column=column) not in slots.values()
        ]
        meaning = self.renamed.get(folded(text))
        called = f", он же «{excerpt(meaning)}» по таблице столбцов" if meaning else ""
        near = near_misses(
            meaning or text,
            [
                (name, self.table.heading(column))
                for column in columns
                for name in (self.table.heading(column), str(column.titles[-1]), column.key())
            ],
        )
        problem = Problem(
            code="unknown-column",
            what=f"Неизвестный столбец «{excerpt(text)}»{called}",
            allowed=f"Ещё можно заполнить: {listed}." if (listed := self._listed([*slots.values()])) else "",
            action="Исправьте название столбца или удалите столбец.",
            near=near,
        )
        return Fault(place=place, problem=problem)

    def _listed(self, taken: Sequence[Slot]) -> str:
        ways = {slot.way for slot in taken}
        names = [self.table.heading(column) for column in self.table.columns if column.way not in ways]
        more = f" и ещё {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
        return f"{', '.join(quoted(names[:_SHOWN]))}{more}"

    def _nameless(self, grid: Grid, names: Mapping[int, str], body: Sequence[Row]) -> Iterator[Fault]:
        """Yield faults of columns that hold something and have no heading: the first cell of each."""
        seen: set[int] = set()
        for row in body:
            for index, cell in enumerate(row.cells):
                if cell is not None and not names.get(index) and index not in seen:
                    seen.add(index)
                    problem = Problem(
                        code="unknown-column",
                        what="У столбца нет названия, а в нём что-то записано",
                        action="Назовите столбец или очистите его.",
                    )
                    place = Place(sheet=grid.name, number=grid.number, row=row.number, column=index + 1)
                    yield Fault(place=place, problem=problem, cell=excerpt(cell))

    @cached_property
    def _by_key(self) -> Mapping[str, Slot]:
        found = {column.key(repeat("#")): _slot(column) for column in self._columns}
        many = [column for column in self._columns if column.many]
        found |= {f"{column.key(repeat('#'))}.#": _slot(column) for column in many}
        if self.table.way:
            found |= {column.key(): _slot(column) for column in self.table.columns}
            found |= {spelled(way, (), between=".", before="."): Slot(way=way) for way, _ in self.table.lists}
            found[self.table.kind.name] = Slot(way=())
        return found

    @cached_property
    def _by_title(self) -> Mapping[str, Slot]:
        found: dict[str, Slot] = {}
        if self.table.way:
            for way, titles in self.table.lists:
                own = way == self.table.way[:-1]
                name = NUMBER if own else f"{spelled(titles, (), between=': ', before=' ')}: {NUMBER}"
                found[folded(name)] = Slot(way=way)
            found |= {folded(RECORD): Slot(way=()), "id": Slot(way=()), "идентификатор": Slot(way=())}
            found |= {folded(self.table.heading(column)): _slot(column) for column in self.table.columns}
        for column in self._columns:
            name = folded(column.title(repeat("#")))
            found.setdefault(name, _slot(column))
            found |= {f"{name} #": _slot(column)} if column.many else {}
        for name, columns in self._last_words.items():
            if len(columns) == 1:
                found.setdefault(name, _slot(columns[0]))
        return found

    @cached_property
    def _last_words(self) -> Mapping[str, Sequence[Column]]:
        """Columns by their last words: «Электронная почта» is enough for «Контакт: Электронная почта»."""
        found: dict[str, list[Column]] = {}
        for column in self.table.columns:
            found.setdefault(folded(str(column.titles[-1])), []).append(column)
        return found

    @cached_property
    def _columns(self) -> Sequence[Column]:
        """The columns that may stand here: on the sheet of records those of all lists too, with numbers."""
        tables = self.tables if not self.table.way else [self.table]
        return [column for table in tables for column in table.columns]


def _slot(column: Column) -> Slot:
    return Slot(way=column.way, column=column)


def _numbered(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[int, ...]]:
    """Return a heading with «#» in place of its numbers, and the numbers."""
    numbers = tuple(int(found.group(found.lastindex or 0)) for found in pattern.finditer(text))
    marked = pattern.sub(lambda found: "#" if found.lastindex is None else _after(found), text)
    return marked, numbers


def _after(found: re.Match[str]) -> str:
    return " #:" if found[0].endswith(":") else " #"


def _text(cell: object) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _twice(text: str, place: Place) -> Fault:
    problem = Problem(
        code="repeated-column",
        what=f"Столбец «{excerpt(text)}» уже есть на этом листе",
        allowed="Каждый столбец один раз.",
        action="Оставьте один из них.",
    )
    return Fault(place=place, problem=problem)
