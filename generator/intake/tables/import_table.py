"""Imports a table: reads it, checks its records, and writes them if asked to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.check.check import check
from generator.check.load_catalogue import load_records, require_settings
from generator.check.rules.base import Context
from generator.intake.tables.check_import import ExistingAtlas, ImportResult, check_import
from generator.intake.tables.column_synonyms import ColumnSynonyms
from generator.intake.tables.common_gaps import find_common_gaps
from generator.intake.tables.draft_records import StrippedRecord, make_drafts
from generator.intake.tables.grids import TableFile
from generator.intake.tables.institute_answers import read_answers, write_answers
from generator.intake.tables.layout import tables_by_kind
from generator.intake.tables.reading import read_table
from generator.intake.tables.renamed_columns import read_renamed_columns
from generator.intake.tables.replacement_sheet import ReplacementSheet
from generator.intake.tables.replacements import Answers, ReplacementLog
from generator.intake.tables.sheets import REPLACEMENTS, SheetReader
from generator.intake.tables.values import CellParser
from generator.intake.tables.writing import save, write_records
from generator.model.kinds import KINDS, Kind


class TableImport(msgspec.Struct, frozen=True, kw_only=True):
    """What to import: a table `file` into the atlas at `root`.

    Without a kind a workbook may contain several, each on sheets of its own; `columns` is a table with the
    meanings of unusual headings. The earlier answers of an `institute` are read, and stored when records are
    written; the workbook with marked mistakes is written to `answer`.
    """

    root: Path
    file: Path
    as_of: dt.date
    jobs: int
    kind: Kind | None = None
    columns: Path | None = None
    institute: str = "institute"
    answer: Path | None = None
    write: bool = False
    drafts: bool = False
    """Whether records with errors in optional fields are imported without these fields, as drafts."""
    force: bool = False
    """Whether the answer may replace a file."""


def import_table(wanted: TableImport) -> tuple[ImportResult, Sequence[StrippedRecord]]:
    """Read a table, check its records, and write the valid new ones if asked to.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or a file cannot be used.
        OSError: a file cannot be read or written.
    """
    standing = _load_atlas(wanted)
    table, kept = (
        read_table(wanted.file),
        read_answers(wanted.root, wanted.institute, standing.validators),
    )
    sheet, words = _answer_sheet(standing), table.find_grid(REPLACEMENTS)
    given, unclear = sheet.read(words) if words else (Answers(), [])
    log = ReplacementLog(answers=kept.join(given))
    reader = SheetReader(
        tables=standing.tables,
        settings=standing.settings,
        values=CellParser(terms=standing.terms, region=standing.settings.atlas.region, log=log),
        kind=wanted.kind,
        renamed=read_renamed_columns(wanted.columns) if wanted.columns else {},
        log=log,
    )
    contents = reader.read(table)
    for one in (*find_common_gaps(contents, standing.tables), *sheet.list_constants(log.answers)):
        log.keep(one)
    contents = replace(contents, findings=[*contents.findings, *unclear])
    done = replace(check_import(contents, standing), replacements=tuple(log.sort()))
    if wanted.answer is not None:
        _give_back(wanted, table, done, sheet, contents.starts)
    drafts: Sequence[StrippedRecord] = ()
    if wanted.drafts:
        found = make_drafts(done, contents, standing)
        drafts, done = found.made, replace(done, undrafted=tuple(found.refused))
    if wanted.write:
        records = [*done.clean, *(draft.record for draft in drafts)]
        write_records(wanted.root, records, standing.schemas)
        write_answers(wanted.root, wanted.institute, log.answers)
    return done, drafts


def _give_back(
    wanted: TableImport,
    table: TableFile,
    done: ImportResult,
    sheet: ReplacementSheet,
    starts: Mapping[int, int],
) -> None:
    """Write the answer to a table."""
    from generator.intake.tables.answer_book import AnswerBook  # noqa: PLC0415 - openpyxl is slow to import

    book = AnswerBook(findings=done.findings, replacements=done.replacements, sheet=sheet, starts=starts)
    if wanted.answer is not None:
        save(wanted.answer, lambda made: book.write(wanted.file, table, made), replace=wanted.force)


def _load_atlas(wanted: TableImport) -> ExistingAtlas:
    result = check(wanted.root, as_of=wanted.as_of, jobs=wanted.jobs, with_values=True)
    settings, ruleset = require_settings(result), result.ruleset
    return ExistingAtlas(
        settings=settings,
        schemas=ruleset.schemas,
        validators=ruleset.loaded.validators,
        context=Context.of(settings=settings, as_of=wanted.as_of, schemas=ruleset.schemas),
        tables=tables_by_kind(KINDS, ruleset.schemas),
        right=load_records(wanted.root, result, jobs=wanted.jobs),
        paths=result.paths,
    )


def _answer_sheet(standing: ExistingAtlas) -> ReplacementSheet:
    return ReplacementSheet(
        terms=standing.terms,
        columns={
            name: ColumnSynonyms(table=tables[0], tables=tables) for name, tables in standing.tables.items()
        },
        kinds={standing.settings.atlas.kinds[name].title: name for name in standing.tables},
    )
