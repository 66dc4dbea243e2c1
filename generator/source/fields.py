"""What a schema says about the field at a pointer: its title, description and limits."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from generator.model.findings import Pointer, Problem
from generator.source.schema_files import Schemas
from generator.source.schema_tree import FORM, resolve

ASKED = "x-asked-unless"
"""Marks an optional field whose absence is a warning unless another field is true."""

_MENTION = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*)(?:: ([^`]+))?`")
"""How messages of rules mention a field, alone or with a value: `tags`, `sample: true`."""


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
    def help(self) -> str:
        """Help on the field in words that do not mention files."""
        return str(self.schema.get("x-form-help") or self.description)

    @property
    def vocabulary(self) -> str:
        """The vocabulary of the field's value or of its items; empty when it has none."""
        return str(self.schema.get("x-vocabulary") or self.schema.get("items", {}).get("x-vocabulary", ""))


class Fields(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The fields of one schema file."""

    schemas: Schemas
    file: str

    @cached_property
    def tree(self) -> Mapping[str, Any]:
        """The schema with every `$ref` resolved.

        Raises:
            BadReferenceError: a reference leads nowhere; schemas read by `read_schemas` have none such.
        """
        return resolve(self.schemas, self.file)

    def at(self, pointer: Pointer) -> Field:
        """Return the field at a pointer; one unknown to the schema is described by its key."""
        schema, key = self.tree, ""
        for step in pointer:
            part = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
            schema = part or {}
            key = key if isinstance(step, int) else step
        return _field(key, schema)

    def below(self, pointer: Pointer) -> list[Field]:
        """Return the fields of the mapping at a pointer, in the schema's order."""
        properties = self.at(pointer).schema.get("properties", {})
        return [_field(key, part) for key, part in properties.items()]

    def place(self, pointer: Pointer) -> str:
        """Describe a pointer in words: «Поле «Пояснение» (text) в пункте 2 поля «Шаги»»."""
        if not pointer:
            return "Файл"
        last = pointer[-1]
        name = self.at(pointer[:-1] if isinstance(last, int) and len(pointer) > 1 else pointer).name
        head = f"Пункт {last + 1} поля {name}" if isinstance(last, int) else f"Поле {name}"
        return head + self.inside(pointer[: -2 if isinstance(last, int) else -1])

    def inside(self, pointer: Pointer) -> str:
        """Return the end of a sentence that says in which part of the document something is."""
        if not pointer:
            return ""
        last = pointer[-1]
        if isinstance(last, int):
            title = self.at(pointer[:-1]).title
            return f" в пункте {last + 1} поля «{title}»" + self.inside(pointer[:-2])
        return f" в разделе «{self.at(pointer).title or last}»" + self.inside(pointer[:-1])

    def name_fields(self, problem: Problem) -> Problem:
        """Return a problem whose words call fields as people see them: «Метки» (tags)."""
        if "`" not in problem.what + problem.allowed + problem.action:
            return problem
        what, allowed, action = (
            self.replace_mentions(text, problem.pointer, _with_key)
            for text in (problem.what, problem.allowed, problem.action)
        )
        return msgspec.structs.replace(problem, what=what, allowed=allowed, action=action)

    def replace_mentions(self, text: str, pointer: Pointer, say: Callable[[Field, str], str]) -> str:
        """Replace each `key` and `key: value` in a text; unknown keys stay.

        Keys are looked up at `pointer`, then in the values around it. `say` gets the field and the value,
        which may be empty.
        """

        def replacement(found: re.Match[str]) -> str:
            field = self._nearest(tuple(found[1].split(".")), pointer)
            return say(field, found[2] or "") if field.title else found[0]

        return _MENTION.sub(replacement, text)

    def _nearest(self, keys: Pointer, pointer: Pointer) -> Field:
        """Return the field with a name that is nearest to a pointer."""
        around = (pointer[:size] for size in range(len(pointer), -1, -1))
        found = (self.at((*place, *keys)) for place in around)
        return next((field for field in found if field.title), self.at(keys))


def _with_key(field: Field, value: str) -> str:
    return f"«{field.title}» ({field.key}: {value})" if value else field.name


def _field(key: str, schema: Mapping[str, Any]) -> Field:
    return Field(
        key=key,
        title=schema.get("title", ""),
        description=schema.get("description", ""),
        form=schema.get(FORM) or schema.get("description", ""),
        schema=schema,
    )


def find_alternatives(schema: Mapping[str, Any]) -> list[str]:
    """Return the keys of which at least one is needed, where a schema says so by `anyOf`."""
    return [key for choice in schema.get("anyOf", []) for key in choice.get("required", [])]
