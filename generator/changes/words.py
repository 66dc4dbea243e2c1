"""Formats values of records for readers: terms and records by title, dates and numbers in Russian."""

from collections.abc import Iterable, Mapping

import msgspec

from generator.base.russian import format_months, format_number, format_partial_day, is_partial_date
from generator.model.annotations import REFERENCE, reference_target
from generator.model.findings import Pointer
from generator.model.settings import Vocabulary
from generator.source.fields import Fields
from generator.source.yaml.reader import Json

_MONTHS = range(1, 13)
_SENTENCE_ENDS = (".", "!", "?", "…")


class ValueFormatter(msgspec.Struct, frozen=True, kw_only=True):
    """Formats the values of one kind of record. `vocabularies` include the municipalities.

    `titles` are those of other records, by kind and id; a record without one is shown by its id.
    """

    fields: Fields
    vocabularies: Mapping[str, Vocabulary]
    titles: Mapping[tuple[str, str], str] = {}

    def format(self, value: Json, pointer: Pointer) -> str:
        """Return a value in words; «» for none, texts unchanged."""
        if isinstance(value, list):
            if months := self._months(value, pointer):
                return format_months(months)
            return join_parts(self.format(item, (*pointer, place)) for place, item in enumerate(value))
        if isinstance(value, dict):
            return join_parts(
                f"{self._title((*pointer, key))}: {self.format(part, (*pointer, key))}"
                for key, part in value.items()
            )
        if isinstance(value, bool):
            return "да" if value else "нет"
        if isinstance(value, int | float):
            return format_number(value)
        return "" if value is None else self._text(value, pointer)

    def _title(self, pointer: Pointer) -> str:
        field = self.fields.at(pointer)
        return field.title or field.key

    def _months(self, value: list[Json], pointer: Pointer) -> list[int]:
        """Return the months in a list; none if it is another kind of list, or an item is not a month."""
        if not self.fields.at(pointer).schema.get("items", {}).get("x-month"):
            return []
        months = [one for one in value if type(one) is int and one in _MONTHS]
        return months if len(months) == len(value) else []

    def _text(self, text: str, pointer: Pointer) -> str:
        field = self.fields.at(pointer)
        vocabulary = self.vocabularies.get(field.vocabulary)
        if vocabulary and (term := vocabulary.by_id.get(text)):
            return term.title
        if mark := field.schema.get(REFERENCE):
            return self.titles.get(reference_target(mark, text), text)
        return format_partial_day(text) if field.schema.get("x-date") and is_partial_date(text) else text


def join_parts(parts: Iterable[str]) -> str:
    """Join parts of a value: by semicolons, except after a part that is a whole sentence."""
    joined = ""
    for part in parts:
        joined += f"{'' if not joined else ' ' if joined.endswith(_SENTENCE_ENDS) else '; '}{part}"
    return joined


def format_items(value: Json, pointer: Pointer, speaker: ValueFormatter) -> list[str]:
    """Return the items of a list in words; nothing for other values."""
    items = value if isinstance(value, list) else []
    return [speaker.format(item, (*pointer, place)) for place, item in enumerate(items)]
