"""What the commands do with tables, from the root of an atlas to a file and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from generator.bench import bench_of
from generator.check import CheckResult, check
from generator.errors import BrokenAtlasError
from generator.fields import Fields
from generator.kinds import Kind
from generator.settings import Settings
from generator.tables.exporting import export_of
from generator.tables.saving import save
from generator.tables.template import Template


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """How many records were exported, and in words which were not."""

    records: int
    left_out: tuple[str, ...]


def exported(  # noqa: PLR0913 - what is exported, whence, whither
    root: Path, file: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int, replace: bool
) -> Exported:
    """Write the records of some kinds into a table file, a workbook unless its name ends with `.csv`.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or the file may not be replaced.
        OSError: the file cannot be written.
    """
    result = sound(root, as_of=as_of, jobs=jobs)
    export = export_of(result.right, kinds, settings_of(result), bench_of(root).schemas)
    is_csv = file.suffix.lower() == ".csv"
    save(file, export.csv if is_csv else export.workbook, replace=replace)
    wanted = {kind.folder for kind in kinds}
    broken = [path for path in result.broken if path.split("/")[1] in wanted]
    return Exported(
        records=sum(map(len, export.records.values())),
        left_out=(*(f"{path}: в записи ошибки, см. atlas check" for path in broken), *export.left_out),
    )


def templated(  # noqa: PLR0913 - as `exported`
    root: Path, file: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int, replace: bool
) -> None:
    """Write an empty workbook for the records of some kinds.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or the file may not be replaced.
        OSError: the file cannot be written.
    """
    result = sound(root, as_of=as_of, jobs=jobs)
    schemas = bench_of(root).schemas
    export = export_of(result.right, kinds, settings_of(result), schemas)
    fields = {kind.name: Fields(schemas=schemas, file=kind.schema_file) for kind in kinds}
    save(file, Template(export=export, fields=fields).workbook, replace=replace)


def sound(root: Path, *, as_of: dt.date, jobs: int) -> CheckResult:
    """Return what a check says of an atlas whose settings are in order.

    Raises:
        AtlasError: there is no atlas, or its settings are broken.
    """
    result = check(root, as_of=as_of, jobs=jobs)
    if result.settings is None:
        message = "настройки атласа с ошибками: по ним не составить таблицу"
        raise BrokenAtlasError(message, result.findings, "Исправьте настройки и повторите команду")
    return result


def settings_of(result: CheckResult) -> Settings:
    """Return the settings of an atlas that `sound` has looked at."""
    return cast("Settings", result.settings)
