"""Imports a table: reads it, checks its records, and writes them if asked to."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import fold_text, uncapitalise
from generator.check.check import check
from generator.check.load_catalogue import load_records, require_settings
from generator.intake.tables import USUAL_INSTITUTE
from generator.intake.tables.files.reading import read_table
from generator.intake.tables.judge.check_import import ExistingAtlas, ImportResult
from generator.intake.tables.judge.judge_table import TableQuestion, judge_table
from generator.intake.tables.judge.writing import save, write_records
from generator.intake.tables.questions.institute_answers import read_answers, write_answers
from generator.intake.tables.questions.replacements import SKIPPED
from generator.model.kinds import Kind


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
    institute: str = USUAL_INSTITUTE
    answer: Path | None = None
    write: bool = False
    drafts: bool = False
    """Whether records with errors in optional fields are imported without these fields, as drafts."""
    force: bool = False
    """Whether the answer may replace a file."""


def import_table(wanted: TableImport) -> ImportResult:
    """Read a table, check its records, and write the valid new ones if asked to.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or a file cannot be used.
        OSError: a file cannot be read or written.
    """
    standing = _load_atlas(wanted)
    table = read_table(wanted.file)
    question = TableQuestion(
        kind=wanted.kind,
        kept=read_answers(wanted.root, wanted.institute, standing.validators),
        renamed=_read_renamed_columns(wanted.columns) if wanted.columns else {},
        drafts=wanted.drafts,
    )
    judged = judge_table(table, standing, question)
    if wanted.answer is not None:
        save(wanted.answer, lambda made: judged.give_back(wanted.file, made), replace=wanted.force)
    if wanted.write:
        records = [*judged.result.clean, *(draft.record for draft in judged.result.drafts)]
        write_records(wanted.root, records, standing.schemas)
        write_answers(wanted.root, wanted.institute, judged.answers)
    return judged.result


def _read_renamed_columns(file: Path) -> Mapping[str, str]:
    """Return the meanings of headings by their normalised words: a table's second column by its first.

    A heading without a meaning is skipped.

    Raises:
        AtlasError: the file is not a table.
        OSError: the file cannot be read.
    """
    book = read_table(file)
    if not book.grids:
        what = book.findings[0].problem.what if book.findings else "В файле нет таблицы"
        message = f"файл столбцов «{file}» не читается: {uncapitalise(what)}"
        raise AtlasError(message, "Нужна таблица из двух столбцов: вопрос формы и поле записи")
    return {
        fold_text(str(row.cell(0))): str(row.cell(1)).strip() if row.cell(1) is not None else SKIPPED
        for row in book.grids[0].rows
        if row.cell(0) is not None
    }


def _load_atlas(wanted: TableImport) -> ExistingAtlas:
    result = check(wanted.root, as_of=wanted.as_of, jobs=wanted.jobs, with_values=True)
    settings, ruleset = require_settings(result), result.ruleset
    return ExistingAtlas(
        settings=settings,
        schemas=ruleset.schemas,
        validators=ruleset.validators,
        as_of=wanted.as_of,
        right=load_records(wanted.root, result, jobs=wanted.jobs),
        paths=result.paths,
    )
