"""What belongs in each column, in words for whoever fills a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.russian import join_words
from generator.check.explain.lengths import describe_limits
from generator.intake.tables.layout import Column, Table, first_pointer
from generator.intake.tables.records_to_rows import NO, YES, OutputCell, RecordFlattener, value_at, walk_items
from generator.intake.tables.sheet_names import VALUES
from generator.model.settings import Settings, Vocabulary
from generator.source.fields import ASKED, Field, Fields, find_alternatives
from generator.source.yaml.reader import Json

HEADINGS = (
    ("Лист", 22),
    ("Столбец", 30),
    ("Ключ", 30),
    ("Что это", 50),
    ("Обязательно", 24),
    ("Как записать", 44),
    ("Значения", 44),
    ("Пример", 44),
)
ADVICE = (
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
MOST_LISTED = 12
_LONGEST_EXAMPLE = 300
DAY = "День: 2026-09-01 или 01.09.2026."
PARTIAL = "Год, месяц или день: 2026, 2026-09 или 09.2026, 2026-09-01 или 01.09.2026."
_KINDS: Mapping[str, str] = {"integer": "Целое число.", "number": "Число.", "boolean": f"{YES} или {NO}."}


@dataclass(frozen=True, kw_only=True)
class ColumnHelp:
    """Explains the columns of the tables of one kind. `records` give examples."""

    settings: Settings = field(repr=False)
    fields: Fields = field(repr=False)
    vocabularies: Mapping[str, Vocabulary] = field(repr=False)
    records: Sequence[Mapping[str, Json]] = field(repr=False)

    def explain(self, table: Table, sheet: str) -> Iterator[list[OutputCell]]:
        """Yield a row for each column of a table, for the headings of `HEADINGS`."""
        for column in table.columns:
            yield [
                sheet,
                table.heading(column),
                column.key(),
                field_help(column.field),
                self.describe_need(table, column),
                " ".join(filter(None, self.describe_format(column))),
                self.list_values(column),
                self.find_example(table, column),
            ]

    def describe_need(self, table: Table, column: Column) -> str:
        """Return in words whether a column has to be filled."""
        if column.required:
            return YES
        for size in range(len(table.way), len(column.way)):
            section = self.fields.at(first_pointer(column.way[:size]))
            either = find_alternatives(section.schema)
            if column.way[size] in either:
                places = [first_pointer((*column.way[:size], key)) for key in either]
                return (
                    f"хотя бы одно из: {join_words([self.fields.at(place).title for place in places], 'или')}"
                )
        asked = any(
            ASKED in self.fields.at(first_pointer(column.way[:size])).schema
            for size in range(1, len(column.way) + 1)
        )
        return "желательно" if asked else NO

    def describe_format(self, column: Column) -> Iterator[str]:
        """Yield how the values of a column are written, and their limits."""
        if column.many:
            yield "Каждое значение с новой строки."
            yield describe_limits({key: limit for key, limit in column.field.schema.items() if limit != 1})
        schema = column.value.schema
        if schema.get("x-date"):
            yield PARTIAL if "?" in schema.get("pattern", "") else DAY
            return
        yield _KINDS.get(schema.get("type", ""), "")
        yield schema.get("x-form-hint", "")
        if not column.value.vocabulary:
            yield describe_limits(schema)

    def list_values(self, column: Column) -> str:
        """Return which values a column takes: those of a vocabulary, if not too many."""
        vocabulary = self.vocabularies.get(column.value.vocabulary)
        if vocabulary is None:
            return ""
        titles = [term.title for term in vocabulary.terms]
        if len(titles) > MOST_LISTED:
            return f"Лист «{VALUES}», столбец «{vocabulary.title}»"
        return "; ".join(titles)

    def find_example(self, table: Table, column: Column) -> str:
        """Return what stands in the column in a record of the atlas; empty if nothing does."""
        flattener = RecordFlattener(settings=self.settings)
        for record in self.records:
            for _, item in walk_items(record, table.way):
                cell = flattener.format_cell(column, value_at(item, column.way[len(table.way) :]))
                if cell is not None:
                    return _shorten(str(cell))
        return ""


def field_help(described: Field) -> str:
    """Return what a field is, in words that speak of no files."""
    return str(described.schema.get("x-form-help") or described.description)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE].rstrip()}…"
