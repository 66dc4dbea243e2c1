"""Headings: what the columns of a table that was read hold, told by their keys or by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from msgspec.structs import replace

from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.intake.tables.cell_findings import Fault, Place, excerpt
from generator.intake.tables.column_synonyms import Meanings, Slot
from generator.intake.tables.grids import Grid, Row
from generator.intake.tables.layout import Column, Table, Way
from generator.intake.tables.terms import folded
from generator.model.findings import Problem

SKIPPED = ""
"""What a heading is to be read as if its column is to be left aside."""
_SEARCHED = 20
"""Headings stand in one of so many first rows; above them tables have titles."""
_SHOWN = 8
_MISSPELT, _MOST_NEAR = 85, 3


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
        taken: dict[object, str] = {}
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
                faults.append(_twice(title or key, taken[meant.sign], place))
            else:
                slots[index] = meant
                taken[meant.sign] = title or key
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
        return bool(texts) and all(map(self._meanings.is_key, texts))

    def _meant(self, text: str) -> Slot | None:
        """Return what a heading says that a column holds; None if it is not understood."""
        return self._meanings.meant(self.renamed.get(folded(text), text))

    @cached_property
    def _meanings(self) -> Meanings:
        return Meanings(table=self.table, tables=self.tables)

    def _skipped(self, title: str) -> bool:
        return self.renamed.get(folded(title)) == SKIPPED

    def _unknown(self, text: str, place: Place, slots: Mapping[int, Slot]) -> Fault:
        columns = [
            column
            for column in self.table.columns
            if Slot(way=column.way, column=column) not in slots.values()
        ]
        meaning = self.renamed.get(folded(text))
        choice = self._meanings.unclear(meaning or text)
        if choice:
            return _unclear(text, choice, place)
        called = f", он же «{excerpt(meaning)}» по таблице столбцов" if meaning else ""
        near = self._near(meaning or text, columns)
        problem = Problem(
            code="unknown-column",
            what=f"Неизвестный столбец «{excerpt(text)}»{called}",
            allowed=f"Ещё можно заполнить: {listed}." if (listed := self._listed([*slots.values()])) else "",
            action="Исправьте название столбца или удалите столбец.",
            suggestions=near,
        )
        return Fault(place=place, problem=problem)

    def _near(self, text: str, columns: Sequence[Column]) -> tuple[str, ...]:
        """Return headings like a text; one that is like another word for a field has to be very like it."""
        called = [(column, self.table.heading(column)) for column in columns]
        others = [(name, heading) for column, heading in called for name in column.others]
        titles = [
            (name, heading)
            for column, heading in called
            for name in (heading, str(column.titles[-1]), column.key())
        ]
        near = (*near_misses(text, others, least=_MISSPELT), *near_misses(text, titles))
        return tuple(dict.fromkeys(near))[:_MOST_NEAR]

    def _listed(self, taken: Sequence[Slot]) -> str:
        ways = {slot.way for slot in taken}
        names = [self.table.heading(column) for column in self.table.columns if column.way not in ways]
        more = f" и ещё {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
        return f"{', '.join(quote_all(names[:_SHOWN]))}{more}"

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


def _text(cell: object) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _unclear(text: str, choice: Sequence[str], place: Place) -> Fault:
    problem = Problem(
        code="unclear-column",
        what=f"Столбец «{excerpt(text)}» можно понять по-разному",
        allowed=f"Одно из названий: {join_words(quote_all(choice), 'или')}.",
        action="Назовите столбец так, чтобы было ясно, что в нём.",
    )
    return Fault(place=place, problem=problem)


def _twice(text: str, first: str, place: Place) -> Fault:
    same = folded(text) == folded(first)
    problem = Problem(
        code="repeated-column",
        what=f"Столбец «{excerpt(text)}» уже есть на этом листе"
        if same
        else f"Столбцы «{excerpt(first)}» и «{excerpt(text)}» — одно и то же поле",
        allowed="Каждый столбец один раз.",
        action="Оставьте один из них.",
    )
    return Fault(place=place, problem=problem)
