"""What the commands do with tables, from the root of an atlas to a file and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.check.check import check
from generator.check.rules import Context
from generator.check.ruleset import bench_of
from generator.intake.tables.check_import import ExistingAtlas, ImportResult, check_import
from generator.intake.tables.exporting import make_export
from generator.intake.tables.layout import tables_by_kind
from generator.intake.tables.read_header import read_renamed_columns
from generator.intake.tables.reading import read_table
from generator.intake.tables.sheets import SheetReader
from generator.intake.tables.template import TableTemplate
from generator.intake.tables.values import CellParser
from generator.intake.tables.writing import save, write_records
from generator.model.kinds import KINDS, Kind
from generator.source.fields import Fields


class ExportResult(msgspec.Struct, frozen=True, kw_only=True):
    """How many records were export_table, and in words which were not."""

    records: int
    left_out: tuple[str, ...]


def export_table(  # noqa: PLR0913 - what is export_table, whence, whither
    root: Path, file: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int, replace: bool
) -> ExportResult:
    """Write the records of some kinds into a table file, a workbook unless its name ends with `.csv`.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or the file may not be replaced.
        OSError: the file cannot be written.
    """
    result = check(root, as_of=as_of, jobs=jobs)
    export = make_export(result.right, kinds, result.sound_settings, bench_of(root).schemas)
    save(file, export.csv if file.suffix.lower() == ".csv" else export.workbook, replace=replace)
    wanted = {kind.folder for kind in kinds}
    broken = [path for path in result.broken if path.split("/")[1] in wanted]
    return ExportResult(
        records=sum(map(len, export.records.values())),
        left_out=(*(f"{path}: в записи ошибки, см. atlas check" for path in broken), *export.left_out),
    )


def write_template(  # noqa: PLR0913 - as `export_table`
    root: Path, file: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int, replace: bool
) -> None:
    """Write an empty workbook for the records of some kinds.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or the file may not be replaced.
        OSError: the file cannot be written.
    """
    result = check(root, as_of=as_of, jobs=jobs)
    schemas = bench_of(root).schemas
    export = make_export(result.right, kinds, result.sound_settings, schemas)
    fields = {kind.name: Fields(schemas=schemas, file=kind.schema_file) for kind in kinds}
    save(file, TableTemplate(export=export, fields=fields).workbook, replace=replace)


def import_table(  # noqa: PLR0913 - what is import_table, whence, whither
    root: Path,
    file: Path,
    *,
    kind: Kind | None,
    columns: Path | None,
    as_of: dt.date,
    jobs: int,
    write: bool,
) -> ImportResult:
    """Read a table, judge its records, and write those that are right and new if asked to.

    Args:
        root: the root of the atlas.
        file: the table.
        kind: the kind of its records; a workbook may hold several, each on sheets of its own.
        columns: a table that says what headings mean which are called otherwise.
        as_of: the day on which dates and terms are judged.
        jobs: how many processes may read the records of the atlas.
        write: whether to write.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or a file cannot be used.
        OSError: a file cannot be read or written.
    """
    standing = _load_atlas(root, as_of=as_of, jobs=jobs)
    reader = SheetReader(
        tables=standing.tables,
        settings=standing.settings,
        values=CellParser(terms=standing.terms),
        kind=kind,
        renamed=read_renamed_columns(columns) if columns else {},
    )
    done = check_import(reader.read(read_table(file)), standing)
    if write:
        write_records(root, done.clean, standing.schemas)
    return done


def _load_atlas(root: Path, *, as_of: dt.date, jobs: int) -> ExistingAtlas:
    """Return the atlas that new records are to fit into."""
    result, bench = check(root, as_of=as_of, jobs=jobs), bench_of(root)
    settings = result.sound_settings
    return ExistingAtlas(
        settings=settings,
        schemas=bench.schemas,
        judges=bench.judges,
        context=Context.of(settings=settings, as_of=as_of, schemas=bench.schemas),
        tables=tables_by_kind(KINDS, bench.schemas),
        right=result.right,
        paths=result.paths,
    )
