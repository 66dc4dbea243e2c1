"""Judges a table that has been read, with an atlas that has been loaded: no file is read or written.

`atlas import` does this with the atlas in a folder, the page of the site with the published one.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.intake.tables.columns.column_synonyms import ColumnSynonyms
from generator.intake.tables.files.grids import TableFile
from generator.intake.tables.judge.check_import import ExistingAtlas, ImportResult, check_import
from generator.intake.tables.judge.draft_records import make_drafts
from generator.intake.tables.questions.common_gaps import find_common_gaps
from generator.intake.tables.questions.replacement_sheet import ReplacementSheet
from generator.intake.tables.questions.replacements import Answers, ReplacementLog
from generator.intake.tables.sheets import REPLACEMENTS, SheetReader
from generator.model.kinds import Kind


class TableQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is to be read: as records of a `kind`, with earlier answers and meanings of headings."""

    kind: Kind | None = None
    kept: Answers = Answers()
    renamed: Mapping[str, str] = {}
    drafts: bool = False
    """Whether records with errors in optional fields are wanted without these fields, as drafts."""


class JudgedTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table that has been judged; `answers` are the earlier ones and those of its own sheet «Замены»."""

    table: TableFile
    result: ImportResult
    answers: Answers
    sheet: ReplacementSheet
    starts: Mapping[int, int]
    """The first row below the headings of each sheet that was read, by the sheet's number."""

    def give_back(self, source: Path, file: Path) -> None:
        """Write the answer to the table read from `source`: the same workbook with marked mistakes.

        Raises:
            OSError: the file cannot be written.
        """
        from generator.intake.tables.questions.answer_book import AnswerBook  # noqa: PLC0415 - openpyxl is slow to import

        book = AnswerBook(
            findings=self.result.findings,
            replacements=self.result.replacements,
            sheet=self.sheet,
            starts=self.starts,
        )
        book.write(source, self.table, file)


def judge_table(table: TableFile, atlas: ExistingAtlas, question: TableQuestion) -> JudgedTable:
    """Judge the records of a table together with those of an atlas."""
    sheet, words = _answer_sheet(atlas), table.find_grid(REPLACEMENTS)
    given, unclear = sheet.read(words) if words else (Answers(), [])
    log = ReplacementLog(answers=question.kept.join(given))
    reader = SheetReader(
        tables=atlas.tables,
        settings=atlas.settings,
        terms=atlas.terms,
        kind=question.kind,
        renamed=question.renamed,
        log=log,
    )
    contents = reader.read(table)
    for one in (*find_common_gaps(contents, atlas.tables), *sheet.list_constants(log.answers)):
        log.keep(one)
    contents = replace(contents, findings=[*contents.findings, *unclear])
    done = replace(check_import(contents, atlas), replacements=tuple(log.sort()))
    if question.drafts:
        done = make_drafts(done, contents, atlas)
    return JudgedTable(table=table, result=done, answers=log.answers, sheet=sheet, starts=contents.starts)


def _answer_sheet(atlas: ExistingAtlas) -> ReplacementSheet:
    return ReplacementSheet(
        terms=atlas.terms,
        columns={
            name: ColumnSynonyms(table=tables[0], tables=tables) for name, tables in atlas.tables.items()
        },
        kinds={atlas.settings.atlas.kinds[name].title: name for name in atlas.tables},
    )
