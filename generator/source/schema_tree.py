"""Resolves the references of schemas: only to one another, to existing definitions, and never in a cycle.

A proposal may change a schema. Nothing that it names is fetched, and resolving always terminates.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from generator.base.limits import MAX_SCHEMA_DEPTH, MAX_SCHEMA_PARTS
from generator.base.russian import format_number

FORM = "form"
"""Key under which a resolved schema keeps the description of the shared definition that it refers to."""
Place = tuple[str, str]
"""A file name and the path of a definition inside it."""


class BadReferenceError(ValueError):
    """A reference that cannot be resolved; the message says why, in Russian."""


def resolve(schemas: Mapping[str, Any], file: str) -> Mapping[str, Any]:
    """Return a schema with the target of every `$ref` in its place; keys beside a `$ref` override it.

    Raises:
        BadReferenceError: a reference leads nowhere or in a cycle.
    """
    resolved: Mapping[str, Any] = _Resolver(schemas).resolve(schemas[file], file, ())
    return resolved


def measure(schemas: Mapping[str, Any], file: str) -> None:
    """Reject a schema that would be too large with the target of every `$ref` in its place.

    Ten definitions, each of which refers twice to the next, make a thousand copies of the last one.

    Raises:
        BadReferenceError: it is deeper or has more parts than `base.limits` allows.
    """
    _Measure(schemas).measure(schemas[file], file, 0)


class _Measure(msgspec.Struct):
    """Measures each definition once; a recursive one counts as nothing, since it is rejected later."""

    schemas: Mapping[str, Any]
    done: dict[Place, tuple[int, int]] = {}

    def measure(self, part: Any, file: str, level: int) -> tuple[int, int]:  # noqa: ANN401 - any JSON
        """Return how many parts there are, and how deep they are nested."""
        if not isinstance(part, dict | list):
            return 0, 0
        if level > MAX_SCHEMA_DEPTH:
            message = f"со всеми ссылками вложенность в «{file}» больше {MAX_SCHEMA_DEPTH} уровней"
            raise BadReferenceError(message)
        inner = part.values() if isinstance(part, dict) else part
        sizes = [self.measure(value, file, level + 1) for value in inner]
        if isinstance(part, dict) and isinstance(part.get("$ref"), str):
            sizes.append(self._target(place_of(part["$ref"], file), level + 1))
        parts, depth = 1 + sum(size for size, _ in sizes), 1 + max((deep for _, deep in sizes), default=0)
        if parts > MAX_SCHEMA_PARTS:
            message = f"со всеми ссылками в «{file}» больше {format_number(MAX_SCHEMA_PARTS)} частей"
            raise BadReferenceError(message)
        return parts, depth

    def _target(self, place: Place, level: int) -> tuple[int, int]:
        if place not in self.done or level + self.done[place][1] > MAX_SCHEMA_DEPTH:
            self.done[place] = 0, 0
            self.done[place] = self.measure(find_definition(self.schemas, place), place[0], level)
        return self.done[place]


def place_of(reference: str, file: str) -> Place:
    """Return the target of a schema's reference."""
    where, _, path = reference.partition("#")
    return where or file, path


def find_definition(schemas: Mapping[str, Any], place: Place) -> Mapping[str, Any] | None:
    """Return the definition at a place; None if there is none."""
    file, path = place
    found: object = schemas.get(file)
    for step in path.strip("/").split("/"):
        if step:
            found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


class _Resolver(msgspec.Struct):
    """Resolves each definition once: schemas that refer to it share the result."""

    schemas: Mapping[str, Any]
    done: dict[Place, Mapping[str, Any]] = {}

    def resolve(self, part: Any, file: str, way: tuple[Place, ...]) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(part, list):
            return [self.resolve(item, file, way) if isinstance(item, dict | list) else item for item in part]
        if not isinstance(part, dict):
            return part
        target = self._target(part["$ref"], file, way) if "$ref" in part else {}
        own = {
            key: self.resolve(value, file, way) if isinstance(value, dict | list) else value
            for key, value in part.items()
            if key != "$ref"
        }
        return {**target, FORM: target.get("description", ""), **own} if "$ref" in part else own

    def _target(self, reference: object, file: str, way: tuple[Place, ...]) -> Mapping[str, Any]:
        if not isinstance(reference, str):
            message = f"в «{file}» ссылка записана не строкой"
            raise BadReferenceError(message)
        place = place_of(reference, file)
        if place in way:
            message = f"ссылка «{reference}» в «{file}» ведёт по кругу"
            raise BadReferenceError(message)
        if place not in self.done:
            found = find_definition(self.schemas, place)
            if found is None:
                message = f"ссылка «{reference}» в «{file}» никуда не ведёт"
                raise BadReferenceError(message)
            self.done[place] = self.resolve(found, place[0], (*way, place))
        return self.done[place]
