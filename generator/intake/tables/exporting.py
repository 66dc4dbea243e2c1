"""Exporting: the records of an atlas as a workbook, those of one kind as a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import msgspec

from generator.base.russian import format_number
from generator.intake.tables.csv_file import write_csv
from generator.intake.tables.header_row import STAR, heads_of
from generator.intake.tables.layout import Table, tables_of
from generator.intake.tables.records_to_rows import Cell, Spot, Spreader
from generator.intake.tables.sheet_names import sheet_names
from generator.intake.tables.workbook import MOST_IN_CELL, Sheet, write_workbook
from generator.model.catalogue import Entry
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Settings
from generator.source.fields import Fields
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import Json

Record = Mapping[str, Json]


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
        spreader = Spreader(settings=self.settings)
        rows = [dict(spreader.wide_row(record, tables)) for record in self.records[kind]]
        always = {Spot(0, (), index) for index in range(len(tables[0].columns))}
        filled = {spot for row in rows for spot, cell in row.items() if cell is not None}
        spots = sorted(always | filled)
        write_csv(file, [*_headings(spots, tables), *([row.get(spot) for spot in spots] for row in rows)])

    def _sheets(self) -> Iterator[Sheet]:
        alone, together = sheet_names(self.tables, self.settings)
        names = together if len(self.tables) > 1 else alone
        spreader = Spreader(settings=self.settings)
        for kind, tables in self.tables.items():
            for table in tables:
                yield Sheet(
                    name=names[kind, table.way],
                    heads=tuple(heads_of(table)),
                    rows=(row for record in self.records[kind] for row in spreader.rows(table, record)),
                    low=True,
                )


def export_of(
    entries: Sequence[Entry[Any]], kinds: Sequence[Kind], settings: Settings, schemas: Schemas
) -> Export:
    """Return the export of records.

    Args:
        entries: the records, whether public or not; those of other kinds are left aside.
        kinds: the kinds to export.
        settings: the settings of the atlas.
        schemas: its schemas.
    """
    tables = {
        kind.name: tables_of(kind, Fields(schemas=schemas, file=kind.schema_file))
        for kind in KINDS
        if kind in kinds
    }
    spreader = Spreader(settings=settings)
    records: dict[str, list[Record]] = {kind: [] for kind in tables}
    left_out: list[str] = []
    for entry in sorted(entries, key=lambda entry: str(entry.id)):
        if entry.kind.name in tables:
            record = cast("Record", msgspec.msgpack.decode(entry.value))
            why = _too_long(spreader, record, tables[entry.kind.name])
            records[entry.kind.name].extend([] if why else [record])
            left_out += [f"{entry.path}: {why}"] if why else []
    return Export(settings=settings, tables=tables, records=records, left_out=tuple(left_out))


def _too_long(spreader: Spreader, record: Record, tables: Sequence[Table]) -> str:
    for spot, cell in spreader.wide_row(record, tables):
        if isinstance(cell, str) and len(cell) > MOST_IN_CELL:
            title = tables[spot.table].columns[spot.column].title(spot.numbers)
            return f"поле «{title}» длиннее {format_number(MOST_IN_CELL)} знаков, больше ячейка не вмещает"
    return ""


def _headings(spots: Sequence[Spot], tables: Sequence[Table]) -> list[list[Cell]]:
    columns = [(tables[spot.table].columns[spot.column], spot.numbers) for spot in spots]
    return [
        [column.title(numbers) + (STAR if column.required else "") for column, numbers in columns],
        [column.key(numbers) for column, numbers in columns],
    ]
