"""Reads the header of a sheet: what each column holds, by its key or its title."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.base.errors import AtlasError
from generator.base.russian import fold_text, join_words, quote_all
from generator.base.suggestions import near_misses
from generator.intake.tables.body import (
    BodyReader,
    find_hidden_columns,
    tell_hidden_columns,
    tell_skipped_columns,
)
from generator.intake.tables.column_synonyms import ColumnMeaning, ColumnSynonyms
from generator.intake.tables.grids import CellFinding, CellPlace, Grid, GridRow, excerpt
from generator.intake.tables.headings import (
    ColumnHeading,
    Headings,
    grouped_headings,
    heading_text,
    is_ordinal,
    plain_headings,
)
from generator.intake.tables.layout import Column, Table, Way
from generator.intake.tables.reading import read_table

SKIPPED = ""
"""What a heading is to be read as if its column is to be left aside."""
_SEARCHED = 20
"""Headings stand in one of so many first rows; above them tables have titles."""
_SHOWN = 8
_MISSPELT, _MOST_NEAR = 85, 3


class SheetHeader(msgspec.Struct, frozen=True, kw_only=True):
    """The headings of a sheet: what each column holds, by its index from 0, and what it is called."""

    grid: Grid
    table: Table
    slots: Mapping[int, ColumnMeaning]
    titles: Mapping[int, str]
    body: Sequence[GridRow]
    findings: Sequence[CellFinding] = ()
    notes: Sequence[str] = ()
    """What was passed over or filled, in words."""
    start: int = 0
    """The number of the first row under the headings."""
    aside: Collection[int] = ()
    """The numbers of rows that were passed over."""

    def place_of(self, row: int, index: int | None = None) -> CellPlace:
        """Return the place of a row, or of a cell in it."""
        if index is None:
            return self.grid.place(row)
        return replace(self.grid.place(row, index + 1), heading=self.titles.get(index, ""))

    def find(self, way: Way, numbers: Sequence[int] = ()) -> int | None:
        """Return the column where a value stands, or would: else the first of the section that it is."""
        own = [
            (slot.way != way, not (slot.column and slot.column.required), index)
            for index, slot in self.slots.items()
            if (slot.column or slot.table) is not None
            and slot.way[: len(way)] == way
            and slot.numbers[: len(numbers)] == tuple(numbers)
        ]
        return min(own)[-1] if own else None

    def find_special(self, way: Way) -> int | None:
        """Return the column of record ids (no way) or of the numbers of a list's items."""
        return next((i for i, slot in self.slots.items() if slot.column is None and slot.way == way), None)


class HeaderReader(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Reads the headings of sheets of one table. `tables` are all tables of its kind.

    `renamed` says what headings mean that are called otherwise, by their folded words.
    """

    table: Table
    tables: Sequence[Table]
    renamed: Mapping[str, str] = {}

    def read(self, grid: Grid) -> SheetHeader:
        """Return the headings of a sheet: of the first row that holds some, with the keys under it."""
        best = max(
            range(min(len(grid.rows), _SEARCHED)),
            key=lambda index: (self._count_known(grid.rows[index]), -index),
            default=None,
        )
        if best is None or not self._count_known(grid.rows[best]):
            missing = grid.place().report(
                code="no-headings",
                what="Не нашлась строка с названиями столбцов",
                allowed=f"Названия или ключи полей: {self._list_free(())}.",
                action="Назовите столбцы как в шаблоне: atlas import --template ФАЙЛ.xlsx.",
            )
            return SheetHeader(grid=grid, table=self.table, slots={}, titles={}, body=(), findings=[missing])
        headings, body = self._choose(grid, best)
        return self._read_columns(grid, headings, body)

    def _choose(self, grid: Grid, best: int) -> tuple[Headings, Sequence[GridRow]]:
        """Return the headings in the rows about the one where most are known, and the rows under them."""
        rows = grid.rows
        if best and self._count_known(rows[best - 1]) and self._has_keys(rows[best]):
            return plain_headings(rows[best - 1], rows[best]), rows[best + 1 :]
        if best + 1 < len(rows) and self._has_keys(rows[best + 1]):
            return plain_headings(rows[best], rows[best + 1]), rows[best + 2 :]
        chosen, body = plain_headings(rows[best], None), rows[best + 1 :]
        most = self._count_known(rows[best])
        for top in (best - 1, best):
            if 0 <= top < len(rows) - 1:
                grouped = grouped_headings(grid, rows[top], rows[top + 1])
                known = sum(self._find_first(heading) is not None for heading in grouped.values())
                if known > most:
                    chosen, body, most = grouped, rows[top + 2 :], known
        return chosen, body

    def _read_columns(self, grid: Grid, headings: Headings, body: Sequence[GridRow]) -> SheetHeader:
        slots: dict[int, ColumnMeaning] = {}
        findings: list[CellFinding] = []
        taken: dict[object, str] = {}
        ordinals: list[str] = []
        hidden = find_hidden_columns(grid, body)
        for index, heading in headings.items():
            meant, place = self._find_first(heading), grid.place(heading.row, index + 1)
            if index in hidden or self.renamed.get(fold_text(heading.title)) == SKIPPED:
                continue
            if meant is None and is_ordinal(heading.title):
                ordinals.append(heading.title)
            elif meant is None:
                findings.append(self._unknown_column(heading.title, place, slots))
            elif meant.identity in taken:
                findings.append(_repeated_column(heading.title, taken[meant.identity], place))
            else:
                slots[index] = meant
                taken[meant.identity] = heading.title
        titles = {index: heading.title for index, heading in headings.items()}
        findings += tell_hidden_columns(grid, hidden, titles)
        main = next((index for index, slot in slots.items() if slot.way in {("title",), ()}), None)
        read = BodyReader(grid=grid, titles=titles, used=[*slots], main=main).read(body)
        notes = [*([tell_skipped_columns(ordinals)] if ordinals else []), *read.notes]
        named = {**titles, **dict.fromkeys(hidden, "скрытый")}
        return SheetHeader(
            grid=grid,
            table=self.table,
            slots=slots,
            titles=titles,
            body=read.rows,
            findings=[*findings, *read.findings, *self._find_nameless(grid, named, read.rows)],
            notes=[f"{grid.place().words}: {note}." if grid.name else f"{note}." for note in notes],
            start=body[0].number if body else 0,
            aside=read.aside,
        )

    def _find_first(self, heading: ColumnHeading) -> ColumnMeaning | None:
        """Return what the first text of a heading that is understood says."""
        found = map(self._find_meaning, heading.texts)
        return next((meant for meant in found if meant is not None), None)

    def _count_known(self, row: GridRow) -> int:
        return sum(self._find_meaning(heading_text(cell)) is not None for cell in row.cells)

    def _has_keys(self, row: GridRow) -> bool:
        texts = [text for cell in row.cells if (text := heading_text(cell))]
        return bool(texts) and all(map(self._meanings.is_key, texts))

    def _find_meaning(self, text: str) -> ColumnMeaning | None:
        """Return what a heading says that a column holds; None if it is not understood."""
        return self._meanings.find(self.renamed.get(fold_text(text), text))

    @cached_property
    def _meanings(self) -> ColumnSynonyms:
        return ColumnSynonyms(table=self.table, tables=self.tables)

    def _unknown_column(self, text: str, place: CellPlace, slots: Mapping[int, ColumnMeaning]) -> CellFinding:
        meaning = self.renamed.get(fold_text(text))
        choice = self._meanings.find_ambiguous(meaning or text)
        if choice:
            return place.report(
                code="unclear-column",
                what=f"Столбец «{excerpt(text)}» можно понять по-разному",
                allowed=f"Одно из названий: {join_words(quote_all(choice), 'или')}.",
                action="Назовите столбец так, чтобы было ясно, что в нём.",
            )
        called = f", он же «{excerpt(meaning)}» по таблице столбцов" if meaning else ""
        taken = {slot.way for slot in slots.values() if slot.column and not slot.numbers}
        free = [column for column in self.table.columns if column.way not in taken]
        listed = self._list_free([*slots.values()])
        return place.report(
            code="unknown-column",
            what=f"Неизвестный столбец «{excerpt(text)}»{called}",
            allowed=f"Ещё можно заполнить: {listed}." if listed else "",
            action="Исправьте название столбца или удалите столбец.",
            suggestions=self._suggest(meaning or text, free),
        )

    def _suggest(self, text: str, columns: Sequence[Column]) -> tuple[str, ...]:
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

    def _list_free(self, taken: Sequence[ColumnMeaning]) -> str:
        ways = {slot.way for slot in taken}
        names = [self.table.heading(column) for column in self.table.columns if column.way not in ways]
        more = f" и ещё {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
        return f"{', '.join(quote_all(names[:_SHOWN]))}{more}"

    def _find_nameless(
        self, grid: Grid, names: Mapping[int, str], body: Sequence[GridRow]
    ) -> Iterator[CellFinding]:
        """Yield findings of columns that hold something and have no heading: the first cell of each."""
        seen: set[int] = set()
        for row in body:
            for index, cell in enumerate(row.cells):
                if cell is not None and not names.get(index) and index not in seen:
                    seen.add(index)
                    yield grid.place(row.number, index + 1).report(
                        code="unknown-column",
                        what="У столбца нет названия, а в нём что-то записано",
                        action="Назовите столбец или очистите его.",
                        cell=cell,
                    )


def _repeated_column(text: str, first: str, place: CellPlace) -> CellFinding:
    same = fold_text(text) == fold_text(first)
    both = f"Столбцы «{excerpt(first)}» и «{excerpt(text)}» — одно и то же поле"
    return place.report(
        code="repeated-column",
        what=f"Столбец «{excerpt(text)}» уже есть на этом листе" if same else both,
        allowed="Каждый столбец один раз.",
        action="Оставьте один из них.",
    )


def read_renamed_columns(file: Path) -> Mapping[str, str]:
    """Return what headings mean, by their folded words: the second column of a table by the first.

    A heading with nothing beside it is left aside.

    Raises:
        AtlasError: the file is no table.
        OSError: the file cannot be read.
    """
    book = read_table(file)
    if not book.grids:
        what = book.findings[0].problem.what if book.findings else "В файле нет таблицы"
        message = f"файл столбцов «{file}» не читается: {what[0].lower()}{what[1:]}"
        raise AtlasError(message, "Нужна таблица из двух столбцов: вопрос формы и поле записи")
    return {
        fold_text(str(row.cell(0))): str(row.cell(1)).strip() if row.cell(1) is not None else SKIPPED
        for row in book.grids[0].rows
        if row.cell(0) is not None
    }
