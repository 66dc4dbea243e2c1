"""Generates the text of a new record file from its schema: fields explained, optional ones commented out."""

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping

import msgspec

from generator.canonical.scalars import write_scalar
from generator.canonical.shape import modeline
from generator.model.findings import Pointer
from generator.model.kinds import Kind
from generator.model.settings import Vocabulary
from generator.source.fields import ASKED, Field, Fields, find_alternatives
from generator.source.schema_files import Schemas, vocabulary_file

_WIDTH = 98
_OPTIONAL = "# ───── Необязательные поля ─────"
_EITHER = "Если не заполняете, удалите вместе с ключом."
_HEAD = (
    "#",
    "# Сначала обязательные поля, за ними необязательные: чтобы заполнить такое поле,",
    "# уберите «# » в начале его строк. Ненужные строки с «#» можно удалить.",
    "# Текст с двоеточием внутри берите в кавычки; длинный текст пишите после «>-» с новой строки.",
    "",
)
_HINT = 70
_FEW_TERMS = 14
"""Longer vocabularies are referred to by file."""


def draft_record(  # noqa: PLR0913 - what the text is made from, all of it needed
    *,
    kind: Kind,
    record_id: str,
    title: str,
    added: dt.date,
    schemas: Schemas,
    vocabularies: Mapping[str, Vocabulary],
) -> str:
    """Return the text of a new record file, with the values of vocabularies in comments.

    Raises:
        KeyError: the kind has no schema.
    """
    writer = _Writer(fields=Fields(schemas=schemas, file=kind.schema_file), vocabularies=vocabularies)
    scalar = write_scalar(title, 0, len("title: "))
    text = "\n".join([scalar.first, *scalar.below])
    known = {"id": record_id, "title": text, "added": added.isoformat()}
    return "\n".join([modeline(kind), *_HEAD, *writer.record(known)])


class _Writer(msgspec.Struct, frozen=True, kw_only=True):
    fields: Fields
    vocabularies: Mapping[str, Vocabulary]

    def record(self, known: Mapping[str, str]) -> Iterator[str]:
        """Yield the lines of all fields; `known` has the values to fill in."""
        schema = self.fields.at(()).schema
        either = set(find_alternatives(schema))
        fields = self.fields.below(())
        asked = {field.key for field in fields if ASKED in field.schema}
        needed = {*schema.get("required", []), *either, *known, *asked}
        for field in (one for one in fields if one.key in needed):
            yield from self._explain(field, _EITHER if field.key in either else "")
            value = known.get(field.key)
            yield from [f"{field.key}: {value}"] if value else self._lines((field.key,))
            yield ""
        yield from (_OPTIONAL, "")
        for field in (one for one in fields if one.key not in needed):
            yield from self._explain(field)
            yield from (f"# {line}" for line in self._lines((field.key,)))
            yield ""

    def _explain(self, field: Field, more: str = "") -> Iterator[str]:
        form = field.form if field.schema.get("x-date") else ""
        yield from _comment(" ".join(filter(None, [f"{field.title}: {field.description}", form, more])))
        if field.vocabulary:
            yield from _comment(self._list_values(field.vocabulary))

    def _hint(self, field: Field) -> str:
        """Return the short hint for a key inside a section or an item."""
        if field.schema.get("x-date"):
            return f"{field.title}: {field.form}"
        values = self._list_values(field.vocabulary) if field.vocabulary else ""
        if len(values) > _HINT:
            values = f"Значения: {vocabulary_file(field.vocabulary)}"
        return f"{field.title}. {values}" if values else field.title

    def _list_values(self, name: str) -> str:
        vocabulary = self.vocabularies.get(name)
        if vocabulary is None or len(vocabulary.terms) > _FEW_TERMS:
            return f"Значения: {vocabulary_file(name)}"
        return f"Значения: {', '.join(f'{term.id} ({term.title})' for term in vocabulary.terms)}"

    def _lines(self, pointer: Pointer) -> list[str]:
        """Return the lines of a field without a value: its parts are empty keys and items."""
        field = self.fields.at(pointer)
        if field.schema.get("type") == "object":
            return [f"{field.key}:", *_indent(self._parts(pointer))]
        if field.schema.get("type") == "array":
            hint, first, *rest = self._parts((*pointer, 0)) or ["", ""]
            item = [f"- {first}".rstrip(), *_indent(rest)]
            return [f"{field.key}:", *_indent([hint, *item] if hint else item)]
        return [f"{field.key}:"]

    def _parts(self, pointer: Pointer) -> list[str]:
        """Return the lines of a mapping's keys: required ones as they are, the others as comments.

        A hint is above each: text after a value on its line would be lost (`lost-text`).
        """
        schema = self.fields.at(pointer).schema
        either = find_alternatives(schema)[:1]
        needed = {*schema.get("required", []), *either}
        found: list[str] = []
        for field in sorted(self.fields.below(pointer), key=lambda one: one.key not in needed):
            lines = self._lines((*pointer, field.key))
            shown = lines if field.key in needed else [f"# {line}" for line in lines]
            found += [f"# {self._hint(field)}", *shown]
        return found


def _indent(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _comment(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        width=_WIDTH,
        initial_indent="# ",
        subsequent_indent="#   ",
        break_long_words=False,
        break_on_hyphens=False,
    )
