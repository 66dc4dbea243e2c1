"""An empty workbook that explains its columns and offers the values of vocabularies."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, zip_longest
from pathlib import Path

import msgspec
from xlsxwriter.utility import xl_col_to_name

from generator.base.russian import join_words
from generator.check.explain.lengths import describe_limits
from generator.intake.tables.cells.values import NO, YES, VocabularyTerms
from generator.intake.tables.export.exporting import Export, load_export
from generator.intake.tables.export.workbook import CellChoice, OutputSheet, write_workbook
from generator.intake.tables.files.grids import OutputCell
from generator.intake.tables.judge.wording import MOST_LISTED, describe_date
from generator.intake.tables.judge.writing import save
from generator.intake.tables.layout import Column, HeaderCell, Table, first_pointer, make_header, walk_items
from generator.intake.tables.sheets import EXPLANATIONS, VALUES
from generator.model.findings import find_value
from generator.model.kinds import KIND_BY_NAME, Kind
from generator.source.fields import ASKED, Fields, find_alternatives

_HEADINGS = (
    ("Лист", 22),
    ("Столбец", 30),
    ("Ключ", 30),
    ("Что это", 50),
    ("Обязательно", 24),
    ("Как записать", 44),
    ("Значения", 44),
    ("Пример", 44),
)
_ADVICE = (
    (
        "Одна строка — одна запись. Столбцы можно переставлять, ненужные удалять; первые две строки листа "
        "(названия столбцов и их ключи) оставьте."
    ),
    (
        "Шаги, результаты и другие списки — на своих листах: сначала идентификатор или название записи, "
        "потом номер по порядку. Вместо такого листа можно добавить столбцы на лист записей: "
        "«Шаги 1: Название шага», «Шаги 1: Пояснение», «Шаги 2: Название шага» и так далее."
    ),
    (
        "Несколько значений в одной ячейке пишите каждое с новой строки: Alt+Enter. Значения словарей можно "
        "разделять и знаком «;»."
    ),
    "Идентификатор можно не заполнять: он получится из названия.",
    "Даты: 2026-09-01 или 01.09.2026. Числа — с запятой или точкой. Вместо формул вставляйте значения.",
    "Звёздочкой отмечены столбцы, без которых запись не примут. Проверить таблицу: atlas import ФАЙЛ.xlsx.",
)
_SEVERAL = "Несколько значений — каждое с новой строки (Alt+Enter)."
_ALL = "Вся книга"
_NARROWEST = 24
_LONGEST_EXAMPLE = 300
_KINDS: Mapping[str, str] = {"integer": "Целое число.", "number": "Число.", "boolean": f"{YES} или {NO}."}


class TableTemplate(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A template for the records of some kinds, with examples from the records of an export."""

    export: Export

    def sheets(self) -> Iterator[OutputSheet]:
        """Yield the explanations, a sheet for each table, and the values of vocabularies."""
        named = [*self.export.named_tables]
        yield OutputSheet(
            name=EXPLANATIONS,
            heads=[HeaderCell(title=title, key="", width=width) for title, width in _HEADINGS],
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
        """Yield advice, then a row for each column of each table."""
        for line in _ADVICE:
            yield [_ALL, None, None, line]
        for sheet, table in tables:
            for column in table.columns:
                yield [
                    sheet,
                    table.heading(column),
                    column.key(),
                    column.field.help,
                    self._describe_need(table, column),
                    " ".join(filter(None, self._describe_format(column))),
                    self._list_values(column),
                    self._find_example(table, column),
                ]

    def _describe_need(self, table: Table, column: Column) -> str:
        """Return in words whether a column is required."""
        fields = self._fields[table.kind.name]
        if column.required:
            return YES
        for size in range(len(table.way), len(column.way)):
            section = fields.at(first_pointer(column.way[:size]))
            either = find_alternatives(section.schema)
            if column.way[size] in either:
                places = [first_pointer((*column.way[:size], key)) for key in either]
                titles = [fields.at(place).title for place in places]
                return f"хотя бы одно из: {join_words(titles, 'или')}"
        sizes = range(1, len(column.way) + 1)
        asked = any(ASKED in fields.at(first_pointer(column.way[:size])).schema for size in sizes)
        return "желательно" if asked else NO

    def _describe_format(self, column: Column) -> Iterator[str]:
        """Yield the format of a column's values, and their limits."""
        if column.many:
            yield "Каждое значение с новой строки."
            yield describe_limits({key: limit for key, limit in column.field.schema.items() if limit != 1})
        schema = column.value.schema
        if schema.get("x-date"):
            yield describe_date(schema)
            return
        yield _KINDS.get(schema.get("type", ""), "")
        yield schema.get("x-form-hint", "")
        if not column.value.vocabulary:
            yield describe_limits(schema)

    def _list_values(self, column: Column) -> str:
        """Return the values that a column accepts: those of a vocabulary, unless there are too many."""
        known = self._terms.get(column.value.vocabulary)
        titles = [term.title for term in known.vocabulary.terms] if known else []
        if known and len(titles) > MOST_LISTED:
            return f"Лист «{VALUES}», столбец «{known.vocabulary.title}»"
        return "; ".join(titles)

    def _find_example(self, table: Table, column: Column) -> str:
        """Return the content of the column in a record of the atlas; empty if none has any."""
        for record in self.export.records[table.kind.name]:
            for _, item in walk_items(record, table.way):
                cell = self.export.flattener.format_cell(
                    column, find_value(item, column.way[len(table.way) :])
                )
                if cell is not None:
                    text = str(cell)
                    short = f"{text[:_LONGEST_EXAMPLE].rstrip()}…"
                    return text if len(text) <= _LONGEST_EXAMPLE else short
        return ""

    def _make_choices(self, table: Table) -> Iterator[CellChoice]:
        before = len(table.lists) + bool(table.way)
        for index, column in enumerate(table.columns, start=before):
            prompt = " ".join([column.field.help, *([_SEVERAL] if column.many else [])])
            yield CellChoice(
                column=index, source=self._find_source(column), prompt=prompt, strict=not column.many
            )

    def _find_source(self, column: Column) -> str | list[str]:
        """Return where the values of a column are listed; empty if it accepts any."""
        if column.value.schema.get("type") == "boolean":
            return [YES, NO]
        name = column.value.vocabulary
        if name not in self._used_vocabularies:
            return ""
        letter = xl_col_to_name(self._used_vocabularies.index(name), col_abs=True)
        return f"='{VALUES}'!{letter}$2:{letter}${len(self._terms[name].vocabulary.terms) + 1}"

    def _make_values_sheet(self) -> OutputSheet:
        used = [self._terms[name] for name in self._used_vocabularies]
        shown = [terms.titles() for terms in used]
        titles = [terms.vocabulary.title for terms in used]
        heads = [HeaderCell(title=title, key="", width=max(_NARROWEST, len(title))) for title in titles]
        return OutputSheet(name=VALUES, heads=heads, rows=zip_longest(*shown), keyed=False)

    @cached_property
    def _used_vocabularies(self) -> Sequence[str]:
        """The vocabularies of the columns, without duplicates, in the order of the columns."""
        columns = chain.from_iterable(
            table.columns for table in chain.from_iterable(self.export.tables.values())
        )
        names = dict.fromkeys(column.value.vocabulary for column in columns)
        return [name for name in names if name in self._terms]

    @cached_property
    def _fields(self) -> Mapping[str, Fields]:
        """The fields of each kind's schema, by the kind's name."""
        schemas = self.export.schemas
        return {
            name: Fields(schemas=schemas, file=KIND_BY_NAME[name].schema_file) for name in self.export.tables
        }

    @property
    def _terms(self) -> Mapping[str, VocabularyTerms]:
        return self.export.flattener.terms


def write_template(  # noqa: PLR0913 - as `export_table`
    root: Path, file: Path, kinds: Sequence[Kind], *, as_of: dt.date, jobs: int, replace: bool
) -> None:
    """Write an empty workbook for the records of some kinds.

    Raises:
        AtlasError: there is no atlas, its settings are broken, or the file may not be replaced.
        OSError: the file cannot be written.
    """
    export = load_export(root, kinds, as_of=as_of, jobs=jobs)
    sheets = TableTemplate(export=export).sheets()
    title = export.settings.atlas.title
    save(file, lambda made: write_workbook(made, title, sheets), replace=replace)
