"""An empty workbook that says what belongs where and offers the values of vocabularies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from generator.check.check import check
from generator.check.load_catalogue import load_records, require_settings
from generator.intake.tables.column_help import ADVICE, HEADINGS, ColumnHelp, field_help
from generator.intake.tables.exporting import Export, make_export
from generator.intake.tables.layout import Column, HeaderCell, Table, make_header
from generator.intake.tables.records_to_rows import NO, YES, OutputCell
from generator.intake.tables.sheet_names import EXPLANATIONS, VALUES
from generator.intake.tables.values import VocabularyTerms, terms_of
from generator.intake.tables.workbook import CellChoice, OutputSheet, write_workbook
from generator.intake.tables.writing import save
from generator.model.kinds import Kind
from generator.model.settings import Settings
from generator.source.fields import Fields

_SEVERAL = "Несколько значений — каждое с новой строки (Alt+Enter)."
_ALL = "Вся книга"
_NARROWEST = 24


@dataclass(frozen=True, kw_only=True)
class TableTemplate:
    """A template for the records of some kinds, explained by examples from the records of an export."""

    export: Export = field(repr=False)
    fields: Mapping[str, Fields] = field(repr=False)
    """The fields of each kind's schema, by the kind's name."""

    def workbook(self, file: Path) -> None:
        """Write the workbook.

        Raises:
            OSError: the file cannot be written.
        """
        write_workbook(file, self._settings.atlas.title, self._sheets())

    def _sheets(self) -> Iterator[OutputSheet]:
        named = [*self.export.named_tables]
        yield OutputSheet(
            name=EXPLANATIONS,
            heads=[HeaderCell(title=title, key="", width=width) for title, width in HEADINGS],
            rows=self._explain_columns(named),
            keyed=False,
            fitted=True,
        )
        for name, table in named:
            yield OutputSheet(
                name=name, heads=tuple(make_header(table)), rows=(), choices=tuple(self._make_choices(table))
            )
        yield self._make_values_sheet()

    def _explain_columns(self, tables: Sequence[tuple[str, Table]]) -> Iterator[list[OutputCell]]:
        for line in ADVICE:
            yield [_ALL, None, None, line]
        vocabularies = {name: terms.vocabulary for name, terms in self._terms.items()}
        for name, table in tables:
            explainer = ColumnHelp(
                settings=self._settings,
                fields=self.fields[table.kind.name],
                vocabularies=vocabularies,
                records=self.export.records[table.kind.name],
            )
            yield from explainer.explain(table, name)

    def _make_choices(self, table: Table) -> Iterator[CellChoice]:
        before = len(table.lists) + bool(table.way)
        for index, column in enumerate(table.columns, start=before):
            prompt = " ".join([field_help(column.field), *([_SEVERAL] if column.many else [])])
            yield CellChoice(
                column=index, source=self._find_source(column), prompt=prompt, strict=not column.many
            )

    def _find_source(self, column: Column) -> str | list[str]:
        """Return where the values of a column stand; nothing if it takes any."""
        if column.value.schema.get("type") == "boolean":
            return [YES, NO]
        name = column.value.vocabulary
        if name not in self._used_vocabularies:
            return ""
        letter = xl_col_to_name(self._used_vocabularies.index(name), col_abs=True)
        return f"='{VALUES}'!{letter}$2:{letter}${len(self._terms[name].vocabulary.terms) + 1}"

    def _make_values_sheet(self) -> OutputSheet:
        used = [self._terms[name] for name in self._used_vocabularies]
        shown = [[terms.title_of(term.id) for term in terms.vocabulary.terms] for terms in used]
        rows = (
            [column[row] if row < len(column) else None for column in shown]
            for row in range(max(map(len, shown), default=0))
        )
        titles = [terms.vocabulary.title for terms in used]
        heads = [HeaderCell(title=title, key="", width=max(_NARROWEST, len(title))) for title in titles]
        return OutputSheet(name=VALUES, heads=heads, rows=rows, keyed=False)

    @cached_property
    def _used_vocabularies(self) -> Sequence[str]:
        """The vocabularies of the columns, each once, in the order of the columns."""
        columns = chain.from_iterable(
            table.columns for table in chain.from_iterable(self.export.tables.values())
        )
        names = dict.fromkeys(column.value.vocabulary for column in columns)
        return [name for name in names if name in self._terms]

    @cached_property
    def _terms(self) -> Mapping[str, VocabularyTerms]:
        return terms_of(self._settings)

    @property
    def _settings(self) -> Settings:
        return self.export.settings


def write_template(  # noqa: PLR0913 - as `export_table`
    root: Path, file: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int, replace: bool
) -> None:
    """Write an empty workbook for the records of some kinds.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or the file may not be replaced.
        OSError: the file cannot be written.
    """
    result = check(root, as_of=as_of, jobs=jobs, with_values=True)
    settings, records = require_settings(result), load_records(root, result, jobs=jobs)
    schemas = result.ruleset.schemas
    export = make_export(records, kinds, settings, schemas)
    fields = {kind.name: Fields(schemas=schemas, file=kind.schema_file) for kind in kinds}
    save(file, TableTemplate(export=export, fields=fields).workbook, replace=replace)
