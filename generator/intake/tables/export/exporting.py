"""Exports records, flattened into rows of tables: several kinds as a workbook, one kind as a CSV file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple, cast

import msgspec

from generator.base.russian import format_number
from generator.check.check import check
from generator.check.load_catalogue import load_records, require_settings
from generator.intake.tables.cells.values import NO, YES, VocabularyTerms, terms_of
from generator.intake.tables.export.workbook import OutputSheet, write_workbook
from generator.intake.tables.files.csv_file import write_csv
from generator.intake.tables.files.grids import MOST_IN_CELL, OutputCell, write_digits
from generator.intake.tables.files.number_formats import SHORTENED
from generator.intake.tables.judge.writing import save
from generator.intake.tables.layout import STAR, Column, Table, make_header, tables_by_kind, walk_items
from generator.intake.tables.sheets import name_sheets
from generator.model.findings import find_value
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Settings
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import Json

Record = Mapping[str, Json]


class Export(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The records of some kinds to export, sorted by id.

    `left_out` names those that are not: records with errors, or with a field too long for a cell.
    """

    settings: Settings
    tables: Mapping[str, Sequence[Table]]
    records: Mapping[str, Sequence[Record]]
    schemas: Schemas = {}
    left_out: tuple[str, ...] = ()

    @cached_property
    def flattener(self) -> RecordFlattener:
        """What makes rows of the records."""
        return RecordFlattener(terms=terms_of(self.settings))

    def workbook(self, file: Path) -> None:
        """Write the workbook: for each kind a sheet of its records, and one for each of their lists.

        Raises:
            OSError: the file cannot be written.
        """
        write_workbook(file, self.settings.atlas.title, self._sheets())

    def csv(self, file: Path) -> None:
        """Write the records of the only kind as a table with a row for each.

        Raises:
            OSError: the file cannot be written.
            ValueError: there are several kinds.
        """
        ((kind, tables),) = self.tables.items()
        rows = [dict(self.flattener.flatten_wide(record, tables)) for record in self.records[kind]]
        always = {WideColumn(0, (), index) for index in range(len(tables[0].columns))}
        filled = {spot for row in rows for spot, cell in row.items() if cell is not None}
        spots = sorted(always | filled)
        columns = [(tables[spot.table].columns[spot.column], spot.numbers) for spot in spots]
        titles = [column.title(numbers) + (STAR if column.required else "") for column, numbers in columns]
        keys = [column.key(numbers) for column, numbers in columns]
        write_csv(file, [titles, keys, *([row.get(spot) for spot in spots] for row in rows)])

    @property
    def size(self) -> int:
        """The number of records."""
        return sum(map(len, self.records.values()))

    @property
    def named_tables(self) -> Iterator[tuple[str, Table]]:
        """Each table with the name of its sheet."""
        alone, together = name_sheets(self.tables, self.settings)
        names = together if len(self.tables) > 1 else alone
        for kind, tables in self.tables.items():
            for table in tables:
                yield names[kind, table.way], table

    def _sheets(self) -> Iterator[OutputSheet]:
        for name, table in self.named_tables:
            yield OutputSheet(
                name=name,
                heads=tuple(make_header(table)),
                rows=chain.from_iterable(
                    self.flattener.flatten(table, record) for record in self.records[table.kind.name]
                ),
                low=True,
            )


def load_export(root: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int) -> Export:
    """Return the export of an atlas's records of some kinds, public or not, without hidden samples.

    Raises:
        AtlasError: there is no atlas, or its settings are broken.
    """
    result = check(root, as_of=as_of, jobs=jobs, with_values=True)
    settings, schemas = require_settings(result), result.ruleset.schemas
    tables = tables_by_kind([kind for kind in KINDS if kind in kinds], schemas)
    flattener = RecordFlattener(terms=terms_of(settings))
    records: dict[str, list[Record]] = {kind: [] for kind in tables}
    folders = {kind.folder for kind in kinds}
    broken = [path for path in result.broken if path.split("/")[1] in folders]
    left_out = [f"{path}: в записи ошибки, см. atlas check" for path in broken]
    for entry in sorted(load_records(root, result, jobs=jobs), key=lambda entry: str(entry.id)):
        if entry.kind.name in tables and (settings.atlas.shows_samples or not entry.sample):
            record = cast("Record", msgspec.msgpack.decode(entry.value))
            why = _explain_overflow(flattener, record, tables[entry.kind.name])
            records[entry.kind.name].extend([] if why else [record])
            left_out += [f"{entry.path}: {why}"] if why else []
    return Export(
        settings=settings, tables=tables, records=records, schemas=schemas, left_out=tuple(left_out)
    )


def export_table(  # noqa: PLR0913 - what is exported, from where, to where
    root: Path, file: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int, replace: bool
) -> Export:
    """Export the records of some kinds to a file: CSV if its name ends with `.csv`, otherwise a workbook.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or the file may not be replaced.
        OSError: the file cannot be written.
    """
    export = load_export(root, kinds, as_of=as_of, jobs=jobs)
    save(file, export.csv if file.suffix.lower() == ".csv" else export.workbook, replace=replace)
    return export


def _explain_overflow(flattener: RecordFlattener, record: Record, tables: Sequence[Table]) -> str:
    for spot, cell in flattener.flatten_wide(record, tables):
        if isinstance(cell, str) and len(cell) > MOST_IN_CELL:
            title = tables[spot.table].columns[spot.column].title(spot.numbers)
            return f"поле «{title}» длиннее {format_number(MOST_IN_CELL)} знаков, больше ячейка не вмещает"
    return ""


class WideColumn(NamedTuple):
    """A column of a table with one row per record; sorts in the order that readers expect."""

    table: int
    numbers: tuple[int, ...]
    column: int


class RecordFlattener(msgspec.Struct, frozen=True, kw_only=True):
    """Flattens records into rows of tables. Terms are shown by their titles."""

    terms: Mapping[str, VocabularyTerms]

    def flatten(self, table: Table, record: Mapping[str, Json]) -> Iterator[list[OutputCell]]:
        """Yield the rows of a record in a table: one in the table of records, else one per item.

        Rows of items begin with the record's id and the numbers of the item and of the items around it.
        """
        inner = len(table.way)
        for numbers, item in walk_items(record, table.way):
            head: list[OutputCell] = [str(record.get("id", "")), *numbers] if inner else []
            yield [
                *head,
                *(self.format_cell(column, find_value(item, column.way[inner:])) for column in table.columns),
            ]

    def flatten_wide(
        self, record: Mapping[str, Json], tables: Sequence[Table]
    ) -> Iterator[tuple[WideColumn, OutputCell]]:
        """Yield a record as one row: each column and its cell. Items have columns of their own."""
        for place, table in enumerate(tables):
            for numbers, item in walk_items(record, table.way):
                for index, column in enumerate(table.columns):
                    cell = self.format_cell(column, find_value(item, column.way[len(table.way) :]))
                    yield WideColumn(place, numbers, index), cell

    def format_cell(self, column: Column, value: object) -> OutputCell:
        """Return the cell of a column for a value; a list is written line by line."""
        if isinstance(value, list):
            cells = [cell for item in value if (cell := self._format_value(column, item)) is not None]
            text = "\n".join(cell if isinstance(cell, str) else write_digits(cell) for cell in cells)
            # a single value containing «;» must not be read as several
            return f"{text}\n" if len(value) == 1 and ";" in text else text or None
        return self._format_value(column, value)

    def _format_value(self, column: Column, value: object) -> OutputCell:
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, int | float):
            exact = abs(value) < SHORTENED and float(f"{value:.15G}") == value
            return value if exact else write_digits(value)  # as text what Excel would change or shorten
        if not isinstance(value, str):
            return None
        terms = self.terms.get(column.value.vocabulary)
        return value if terms is None else terms.title_of(value)
