"""Records with all fields filled in, generated from the schemas: what pages must show, or must escape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from support.records import REPOSITORY

from generator.model.findings import Pointer
from generator.model.kinds import Kind
from generator.model.settings import Settings
from generator.source.fields import Fields
from generator.source.schema_files import Schemas, read_schemas

TextOf = Callable[[Pointer, str], str]
"""The content of a text field, by its pointer and its kind of text in the schema."""


def whole_record(kind: Kind, settings: Settings, text_of: TextOf) -> dict[str, Any]:
    """Return a record with all fields of the schema, with texts from `text_of`."""
    maker = _Maker(
        fields=Fields(schemas=_schemas(), file=kind.schema_file), settings=settings, text_of=text_of
    )
    record: dict[str, Any] = maker.value(())
    return record | {"id": "whole"}


def text_fields(kind: Kind) -> Iterator[tuple[Pointer, str]]:
    """Return the pointers to all text fields of a kind, and their kinds of text."""
    fields = Fields(schemas=_schemas(), file=kind.schema_file)
    return _texts(fields, ())


def _schemas() -> Schemas:
    return read_schemas(REPOSITORY)


def _texts(fields: Fields, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    schema = fields.at(pointer).schema
    for key in schema.get("properties", {}):
        yield from _texts(fields, (*pointer, key))
    if "items" in schema:
        yield from _texts(fields, (*pointer, 0))
    if "x-text" in schema:
        yield pointer, schema["x-text"]


class _Maker:
    def __init__(self, *, fields: Fields, settings: Settings, text_of: TextOf) -> None:
        self._fields, self._settings, self._text_of = fields, settings, text_of

    def value(self, pointer: Pointer) -> Any:  # noqa: ANN401 - any JSON
        schema: Mapping[str, Any] = self._fields.at(pointer).schema
        if "properties" in schema:
            return {key: self.value((*pointer, key)) for key in schema["properties"]}
        if "items" in schema:
            return [self.value((*pointer, 0))]
        return self._plain(pointer, schema)

    def _plain(self, pointer: Pointer, schema: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as `value`
        if "x-vocabulary" in schema:
            return self._term(schema["x-vocabulary"])
        if "x-text" in schema:
            return self._text_of(pointer, schema["x-text"])
        if schema.get("x-date"):
            return "2025-02-03"
        return {"integer": schema.get("minimum", 3), "number": 4, "boolean": True}.get(
            schema["type"], "other"
        )

    def _term(self, vocabulary: str) -> str:
        if vocabulary == "municipalities":
            return self._settings.municipalities[0].id
        terms = self._settings.vocabularies[vocabulary].terms
        return next(term.id for term in terms if term.public)
