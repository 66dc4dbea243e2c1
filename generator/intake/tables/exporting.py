"""Exports records: several kinds as a workbook, one kind as a CSV file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, cast

import msgspec

from generator.base.russian import format_number
from generator.check.check import check
from generator.check.load_catalogue import load_records, require_settings
from generator.intake.tables.csv_file import write_csv
from generator.intake.tables.layout import STAR, Table, make_header, tables_by_kind
from generator.intake.tables.records_to_rows import OutputCell, RecordFlattener, WideColumn
from generator.intake.tables.sheet_names import name_sheets
from generator.intake.tables.workbook import MOST_IN_CELL, OutputSheet, write_workbook
from generator.intake.tables.writing import save
from generator.model.catalogue import Entry
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Settings
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import Json

Record = Mapping[str, Json]


class ExportResult(msgspec.Struct, frozen=True, kw_only=True):
    """How many records were exported, and in words which were not."""

    records: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Export:
    """What is exported: the records of some kinds, sorted by id.

    A cell holds only so much: a record with more in one field is `left_out`, with the reason in words.
    """

    settings: Settings = field(repr=False)
    tables: Mapping[str, Sequence[Table]] = field(repr=False)
    records: Mapping[str, Sequence[Record]] = field(repr=False)
    left_out: tuple[str, ...] = ()

    def workbook(self, file: Path) -> None:
        """Write the workbook: for each kind a sheet of its records, and one for each of their lists.

        Raises:
            OSError: the file cannot be written.
        """
        write_workbook(file, self.settings.atlas.title, self._sheets())

    def csv(self, file: Path) -> None:
        """Write the records of the one kind as a table with a row for each.

        Raises:
            OSError: the file cannot be written.
            ValueError: there are several kinds.
        """
        ((kind, tables),) = self.tables.items()
        flattener = RecordFlattener(settings=self.settings)
        rows = [dict(flattener.flatten_wide(record, tables)) for record in self.records[kind]]
        always = {WideColumn(0, (), index) for index in range(len(tables[0].columns))}
        filled = {spot for row in rows for spot, cell in row.items() if cell is not None}
        spots = sorted(always | filled)
        write_csv(file, [*_csv_headings(spots, tables), *([row.get(spot) for spot in spots] for row in rows)])

    @property
    def named_tables(self) -> Iterator[tuple[str, Table]]:
        """Each table with the name of its sheet."""
        alone, together = name_sheets(self.tables, self.settings)
        names = together if len(self.tables) > 1 else alone
        for kind, tables in self.tables.items():
            for table in tables:
                yield names[kind, table.way], table

    def _sheets(self) -> Iterator[OutputSheet]:
        flattener = RecordFlattener(settings=self.settings)
        for name, table in self.named_tables:
            yield OutputSheet(
                name=name,
                heads=tuple(make_header(table)),
                rows=chain.from_iterable(
                    flattener.flatten(table, record) for record in self.records[table.kind.name]
                ),
                low=True,
            )


def make_export(
    entries: Sequence[Entry[Any]], kinds: Sequence[Kind], settings: Settings, schemas: Schemas
) -> Export:
    """Return the export of records.

    Args:
        entries: the records, whether public or not; those of other kinds are left aside.
        kinds: the kinds to export.
        settings: the settings of the atlas.
        schemas: its schemas.
    """
    tables = tables_by_kind([kind for kind in KINDS if kind in kinds], schemas)
    flattener = RecordFlattener(settings=settings)
    records: dict[str, list[Record]] = {kind: [] for kind in tables}
    left_out: list[str] = []
    for entry in sorted(entries, key=lambda entry: str(entry.id)):
        if entry.kind.name in tables:
            record = cast("Record", msgspec.msgpack.decode(entry.value))
            why = _explain_overflow(flattener, record, tables[entry.kind.name])
            records[entry.kind.name].extend([] if why else [record])
            left_out += [f"{entry.path}: {why}"] if why else []
    return Export(settings=settings, tables=tables, records=records, left_out=tuple(left_out))


def export_table(  # noqa: PLR0913 - what is exported, whence, whither
    root: Path, file: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int, replace: bool
) -> ExportResult:
    """Write the records of some kinds into a table file, a workbook unless its name ends with `.csv`.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or the file may not be replaced.
        OSError: the file cannot be written.
    """
    result = check(root, as_of=as_of, jobs=jobs, with_values=True)
    settings, records = require_settings(result), load_records(root, result, jobs=jobs)
    export = make_export(records, kinds, settings, result.ruleset.schemas)
    save(file, export.csv if file.suffix.lower() == ".csv" else export.workbook, replace=replace)
    wanted = {kind.folder for kind in kinds}
    broken = [path for path in result.broken if path.split("/")[1] in wanted]
    return ExportResult(
        records=sum(map(len, export.records.values())),
        left_out=(*(f"{path}: в записи ошибки, см. atlas check" for path in broken), *export.left_out),
    )


def _explain_overflow(flattener: RecordFlattener, record: Record, tables: Sequence[Table]) -> str:
    for spot, cell in flattener.flatten_wide(record, tables):
        if isinstance(cell, str) and len(cell) > MOST_IN_CELL:
            title = tables[spot.table].columns[spot.column].title(spot.numbers)
            return f"поле «{title}» длиннее {format_number(MOST_IN_CELL)} знаков, больше ячейка не вмещает"
    return ""


def _csv_headings(spots: Sequence[WideColumn], tables: Sequence[Table]) -> list[list[OutputCell]]:
    columns = [(tables[spot.table].columns[spot.column], spot.numbers) for spot in spots]
    return [
        [column.title(numbers) + (STAR if column.required else "") for column, numbers in columns],
        [column.key(numbers) for column, numbers in columns],
    ]
