"""Looks where the references of schemas lead: only to each other, to what is there, and never in a circle.

A proposal may change a schema. Nothing that it names is fetched, and whoever follows references comes to
an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Place = tuple[str, str]
"""A file name and the way to a definition inside it."""


def bad_reference(schemas: Mapping[str, Any]) -> str:
    """Return what is wrong with the references of schemas, in Russian; «» if nothing is.

    Args:
        schemas: every schema as parsed JSON, by file name.
    """
    done: set[Place] = set()
    for name, schema in schemas.items():
        told = _trouble(schemas, name, schema, done, ())
        if told:
            return told
    return ""


def _trouble(
    schemas: Mapping[str, Any], file: str, part: object, done: set[Place], way: tuple[Place, ...]
) -> str:
    for reference in _references(part):
        if not isinstance(reference, str):
            return f"в «{file}» ссылка записана не строкой"
        where, _, path = reference.partition("#")
        place = (where or file, path)
        if place in way:
            return f"ссылка «{reference}» в «{file}» ведёт по кругу"
        if place in done:
            continue
        target = _target(schemas, place)
        if target is None:
            return f"ссылка «{reference}» в «{file}» никуда не ведёт"
        if told := _trouble(schemas, place[0], target, done, (*way, place)):
            return told
        done.add(place)
    return ""


def _target(schemas: Mapping[str, Any], place: Place) -> object:
    file, path = place
    found: object = schemas.get(file)
    for step in path.strip("/").split("/"):
        if step:
            found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def _references(part: object) -> Iterator[object]:
    if isinstance(part, list):
        for item in part:
            yield from _references(item)
    elif isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from _references(value)
