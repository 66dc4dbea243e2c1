"""What an issue form asks of a kind of record, in order, all from the schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.intake.tables.layout import ID, Column, Table, first_pointer, tables_of
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Settings
from generator.source.fields import Fields, find_alternatives
from generator.source.schema_files import Schemas

KIND = "Вид записи"
"""The question that tells an issue of a form from any other, and one form from another."""
_PERSONAL = frozenset({"name", "consent"})
"""An issue is public at once, before an editor has seen the consent: names are not asked for there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormQuestion:
    """One question: about a value (`column`), or about a list of sections (`table`)."""

    label: str
    key: str
    required: bool
    column: Column | None = None
    table: Table | None = None


def form_questions(kind: Kind, schemas: Schemas) -> tuple[FormQuestion, ...]:
    """Return the questions of a kind's form: what a record cannot do without comes first.

    Fields for editors are left out, and so are links to other records, whose ids nobody knows by heart.
    """
    fields = Fields(schemas=schemas, file=kind.schema_file)
    found = list(_find_questions(kind, fields))
    return tuple(sorted(found, key=lambda question: not question.required))


def find_kind(text: str, settings: Settings) -> Kind | None:
    """Return the kind whose records an answer names, None if none is."""
    return next((kind for kind in KINDS if kind_title(kind, settings) == text.strip()), None)


def kind_title(kind: Kind, settings: Settings) -> str:
    """Return what one record of a kind is called: «Ресурсный центр»."""
    word = settings.atlas.kinds[kind.name].forms[0]
    return word[:1].upper() + word[1:]


def _find_questions(kind: Kind, fields: Fields) -> Iterator[FormQuestion]:
    records, *lists = tables_of(kind, fields)
    either = _alternatives(fields)
    for column in records.columns:
        if column.way == ID or _is_editors(fields, column.way) or _is_reference(column):
            continue
        main = _is_main(fields, column) or column.way[0] in either
        yield FormQuestion(
            label=column.title(), key=column.key(), required=column.required or main, column=column
        )
    for table in lists:
        if None in table.way[:-1] or _is_editors(fields, table.way):
            continue
        columns = tuple(select_columns(table))
        if columns:
            key = ".".join(str(step) for step in table.way[:-1])
            needed = fields.at(()).schema.get("required", [])
            must = len(table.way) == len((*needed[:1], None)) and table.way[0] in needed
            made = Table(kind=kind, way=table.way, titles=table.titles, columns=columns)
            yield FormQuestion(label=table.title, key=key, required=must, table=made)


def select_columns(table: Table) -> Iterator[Column]:
    """Yield the columns of a list's items that a form asks for: one value each, nothing personal."""
    keys = {column.way[len(table.way)] for column in table.columns}
    hidden = _PERSONAL if "consent" in keys else frozenset[str]()
    for column in table.columns:
        if not column.many and not _is_reference(column) and column.way[len(table.way)] not in hidden:
            yield column


def _is_editors(fields: Fields, way: Sequence[str | None]) -> bool:
    field = fields.at((str(way[0]),))
    person = "consent" in field.schema.get("properties", {}) and len(way) > 1 and way[1] in _PERSONAL
    return field.schema.get("x-form-group") == "editor" or person


def _is_reference(column: Column) -> bool:
    return "x-reference" in column.value.schema


def _is_main(fields: Fields, column: Column) -> bool:
    """Return whether a value belongs to what is asked first though it may be missing: a source, a contact."""
    section = fields.at(first_pointer(column.way[:1])).schema
    return section.get("x-form-group") == "main"


def _alternatives(fields: Fields) -> set[str]:
    return set(find_alternatives(fields.at(()).schema))
