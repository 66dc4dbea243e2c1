"""Texts of a record that cannot be read: they stand in a wrong place, or in a form that does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.annotations import AnnotatedValue
from generator.model.findings import Pointer
from generator.source.yaml.reader import Json


def broken_texts(value: Json, places: Iterable[Pointer]) -> Iterator[AnnotatedValue]:
    """Yield every text of the values at some places, each once, as a line of prose.

    What stands there is no value of its field, so nothing is known of it but that somebody wrote it.
    """
    found = (text for place in places for text in _texts_in(_value_at(value, place), place))
    yield from dict.fromkeys(found)


def _value_at(value: Json, place: Pointer) -> Json:
    """Return the value at a place; None where there is none."""
    for step in place:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _texts_in(value: Json, place: Pointer) -> Iterator[AnnotatedValue]:
    if isinstance(value, str):
        yield AnnotatedValue(pointer=place, kind="line", value=value)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts_in(part, (*place, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts_in(part, (*place, index))
