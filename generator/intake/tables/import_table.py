"""Imports a table: reads it, judges its records, writes them if asked to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.check.check import check
from generator.check.load_catalogue import load_records, require_settings
from generator.check.rules.base import Context
from generator.intake.tables.check_import import ExistingAtlas, ImportResult, check_import
from generator.intake.tables.layout import tables_by_kind
from generator.intake.tables.read_header import read_renamed_columns
from generator.intake.tables.reading import read_table
from generator.intake.tables.replacements import ReplacementLog
from generator.intake.tables.sheets import SheetReader
from generator.intake.tables.values import CellParser
from generator.intake.tables.writing import write_records
from generator.model.kinds import KINDS, Kind


def import_table(  # noqa: PLR0913 - what is imported, whence, whither
    root: Path, file: Path, *, kind: Kind | None, columns: Path | None, as_of: dt.date, jobs: int, write: bool
) -> ImportResult:
    """Read a table, judge its records, and write those that are right and new if asked to.

    Without a kind a workbook may hold several, each on sheets of its own; `columns` is a table that says what
    headings mean which are called otherwise.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or a file cannot be used.
        OSError: a file cannot be read or written.
    """
    result = check(root, as_of=as_of, jobs=jobs, with_values=True)
    settings, ruleset = require_settings(result), result.ruleset
    standing = ExistingAtlas(
        settings=settings,
        schemas=ruleset.schemas,
        validators=ruleset.loaded.validators,
        context=Context.of(settings=settings, as_of=as_of, schemas=ruleset.schemas),
        tables=tables_by_kind(KINDS, ruleset.schemas),
        right=load_records(root, result, jobs=jobs),
        paths=result.paths,
    )
    log = ReplacementLog()
    reader = SheetReader(
        tables=standing.tables,
        settings=standing.settings,
        values=CellParser(terms=standing.terms, log=log),
        kind=kind,
        renamed=read_renamed_columns(columns) if columns else {},
        log=log,
    )
    done = check_import(reader.read(read_table(file)), standing)
    if write:
        write_records(root, done.clean, standing.schemas)
    return done
