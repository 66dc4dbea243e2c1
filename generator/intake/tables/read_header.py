"""Reads the header of a sheet: what each column holds, by its key or its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.base.errors import AtlasError
from generator.base.russian import fold_text, join_words, quote_all
from generator.base.suggestions import near_misses
from generator.intake.tables.column_synonyms import ColumnMeaning, ColumnSynonyms
from generator.intake.tables.grids import CellFinding, CellPlace, Grid, GridRow, excerpt
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

    def place_of(self, row: int, index: int | None = None) -> CellPlace:
        """Return the place of a row, or of a cell in it."""
        if index is None:
            return self.grid.place(row)
        return replace(self.grid.place(row, index + 1), heading=self.titles.get(index, ""))

    def find(self, way: Way, numbers: Sequence[int] = ()) -> int | None:
        """Return the column where a value stands, or would: else the first of the section that it is."""
        own = [
            (slot.way != way, not slot.column.required, index)
            for index, slot in self.slots.items()
            if slot.column is not None
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
        titles, body = grid.rows[best], grid.rows[best + 1 :]
        keys = None
        if best and self._count_known(grid.rows[best - 1]):
            titles, keys = grid.rows[best - 1], titles
        elif body and self._has_keys(body[0]):
            keys, body = body[0], body[1:]
        return self._read_columns(grid, titles, keys, body)

    def _read_columns(
        self, grid: Grid, titles: GridRow, keys: GridRow | None, body: Sequence[GridRow]
    ) -> SheetHeader:
        slots: dict[int, ColumnMeaning] = {}
        names: dict[int, str] = {}
        findings: list[CellFinding] = []
        taken: dict[object, str] = {}
        width = max(len(titles.cells), len(keys.cells) if keys else 0)
        for index in range(width):
            title, key = _text(titles.cell(index)), _text(keys.cell(index)) if keys else ""
            names[index] = title.rstrip(" *") or key
            if not title and not key:
                continue
            meant = self._find_meaning(key) or self._find_meaning(title)
            row = keys.number if keys and key and not title else titles.number
            place = grid.place(row, index + 1)
            if meant is None:
                if self.renamed.get(fold_text(title)) != SKIPPED:
                    findings.append(self._unknown_column(title or key, place, slots))
            elif meant.identity in taken:
                findings.append(_repeated_column(title or key, taken[meant.identity], place))
            else:
                slots[index] = meant
                taken[meant.identity] = title or key
        return SheetHeader(
            grid=grid,
            table=self.table,
            slots=slots,
            titles=names,
            body=body,
            findings=[*findings, *self._find_nameless(grid, names, body)],
        )

    def _count_known(self, row: GridRow) -> int:
        return sum(self._find_meaning(_text(cell)) is not None for cell in row.cells)

    def _has_keys(self, row: GridRow) -> bool:
        texts = [text for cell in row.cells if (text := _text(cell))]
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


def _text(cell: object) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


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
