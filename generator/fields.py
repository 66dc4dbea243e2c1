"""What a schema says of the field at a place of a document: its title, description and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from generator.findings import Pointer
from generator.schema_files import Schemas

_FORM = "form"
ASKED = "x-asked-unless"
"""Marks a field that is not required, but without which a record gets a warning unless another is true."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field as its schema describes it. `schema` has every `$ref` on the way resolved."""

    key: str
    title: str
    description: str
    form: str
    """How a value is written: the description of the shared definition, or of the field itself."""
    schema: Mapping[str, Any]

    @property
    def name(self) -> str:
        """How messages name the field: «Кратко» (summary)."""
        return f"«{self.title}» ({self.key})" if self.title else f"«{self.key}»"

    @property
    def vocabulary(self) -> str:
        """The vocabulary of the field's value or of its items; empty when it has none."""
        return str(self.schema.get("x-vocabulary") or self.schema.get("items", {}).get("x-vocabulary", ""))


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of one schema file."""

    schemas: Schemas
    file: str

    def at(self, pointer: Pointer) -> Field:
        """Return the field at a place; one that the schema does not know is described by its key."""
        schema = self._resolved(self.schemas[self.file])
        key = ""
        for step in pointer:
            part = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
            schema = self._resolved(part or {})
            key = key if isinstance(step, int) else step
        return _field(key, schema)

    def below(self, pointer: Pointer) -> list[Field]:
        """Return the fields of the mapping at a place, in the schema's order."""
        properties = self.at(pointer).schema.get("properties", {})
        return [_field(key, self._resolved(part)) for key, part in properties.items()]

    def place(self, pointer: Pointer) -> str:
        """Return words for a place: «Поле «Пояснение» (text) в пункте 2 поля «Шаги»»."""
        if not pointer:
            return "Файл"
        last = pointer[-1]
        name = self.at(pointer[:-1] if isinstance(last, int) and len(pointer) > 1 else pointer).name
        head = f"Пункт {last + 1} поля {name}" if isinstance(last, int) else f"Поле {name}"
        return head + self.inside(pointer[: -2 if isinstance(last, int) else -1])

    def inside(self, pointer: Pointer) -> str:
        """Return the end of a sentence that says in which part of the document something stands."""
        if not pointer:
            return ""
        last = pointer[-1]
        if isinstance(last, int):
            title = self.at(pointer[:-1]).title
            return f" в пункте {last + 1} поля «{title}»" + self.inside(pointer[:-2])
        return f" в разделе «{self.at(pointer).title or last}»" + self.inside(pointer[:-1])

    def expanded(self) -> Any:  # noqa: ANN401 - a schema: any JSON
        """Return the schema with what every `$ref` leads to in its place."""
        return self._expanded(self.schemas[self.file])

    def _expanded(self, part: Any) -> Any:  # noqa: ANN401 - as `expanded`
        if isinstance(part, list):
            return [self._expanded(item) for item in part]
        if not isinstance(part, Mapping):
            return part
        return {key: self._expanded(value) for key, value in self._resolved(part).items()}

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a schema with its references followed: what stands beside a `$ref` goes before it."""
        while "$ref" in schema:
            where, _, way = schema["$ref"].partition("#")
            target: Any = self.schemas[where or self.file]
            for step in way.strip("/").split("/"):
                target = target[step] if step else target
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {_FORM: target.get("description", ""), **target, **beside}
        return schema


def _field(key: str, schema: Mapping[str, Any]) -> Field:
    return Field(
        key=key,
        title=schema.get("title", ""),
        description=schema.get("description", ""),
        form=schema.get(_FORM) or schema.get("description", ""),
        schema=schema,
    )
