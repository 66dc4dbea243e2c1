"""Resolves the references of schemas: only to each other, to what is there, and never in a circle.

A proposal may change a schema. Nothing that it names is fetched, and whoever resolves references comes to
an end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

FORM = "form"
"""Key under which a resolved schema keeps the description of the shared definition that it refers to."""
Place = tuple[str, str]
"""A file name and the path of a definition inside it."""


class BadReferenceError(ValueError):
    """A reference that cannot be resolved; the message says why, in Russian."""


def resolve(schemas: Mapping[str, Any], file: str) -> Mapping[str, Any]:
    """Return a schema with the target of every `$ref` in its place; keys beside a `$ref` win over it.

    Raises:
        BadReferenceError: a reference leads nowhere or in a circle.
    """
    resolved: Mapping[str, Any] = _Resolver(schemas).resolve(schemas[file], file, ())
    return resolved


def check_references(schemas: Mapping[str, Any]) -> None:
    """Resolve every reference of every schema.

    Raises:
        BadReferenceError: a reference leads nowhere or in a circle.
    """
    resolver = _Resolver(schemas)
    for file, schema in schemas.items():
        resolver.resolve(schema, file, ())


class _Resolver(msgspec.Struct):
    """Resolves each definition once: schemas that refer to it share the result."""

    schemas: Mapping[str, Any]
    done: dict[Place, Mapping[str, Any]] = {}

    def resolve(self, part: Any, file: str, way: tuple[Place, ...]) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(part, list):
            return [self.resolve(item, file, way) for item in part]
        if not isinstance(part, dict):
            return part
        target = self._target(part["$ref"], file, way) if "$ref" in part else {}
        own = {key: self.resolve(value, file, way) for key, value in part.items() if key != "$ref"}
        return {**target, FORM: target.get("description", ""), **own} if "$ref" in part else own

    def _target(self, reference: object, file: str, way: tuple[Place, ...]) -> Mapping[str, Any]:
        if not isinstance(reference, str):
            message = f"в «{file}» ссылка записана не строкой"
            raise BadReferenceError(message)
        where, _, path = reference.partition("#")
        place = (where or file, path)
        if place in way:
            message = f"ссылка «{reference}» в «{file}» ведёт по кругу"
            raise BadReferenceError(message)
        if place not in self.done:
            found = self._definition(place)
            if found is None:
                message = f"ссылка «{reference}» в «{file}» никуда не ведёт"
                raise BadReferenceError(message)
            self.done[place] = self.resolve(found, place[0], (*way, place))
        return self.done[place]

    def _definition(self, place: Place) -> Mapping[str, Any] | None:
        file, path = place
        found: object = self.schemas.get(file)
        for step in path.strip("/").split("/"):
            if step:
                found = found.get(step) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else None
