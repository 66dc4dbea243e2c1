"""Unusable texts of a record: in the wrong place, or in a form that does not fit."""

from collections.abc import Iterable, Iterator

from generator.model.annotations import AnnotatedValue
from generator.model.findings import Pointer, find_value
from generator.source.yaml.reader import Json


def broken_texts(value: Json, places: Iterable[Pointer]) -> Iterator[AnnotatedValue]:
    """Yield every text among the values at some pointers, without duplicates, as a line of prose.

    These are not valid values of their fields, so nothing is known about them but that somebody wrote them.
    """
    found = (text for place in places for text in _texts_in(find_value(value, place), place))
    yield from dict.fromkeys(found)


def _texts_in(value: object, place: Pointer) -> Iterator[AnnotatedValue]:
    if isinstance(value, str):
        yield AnnotatedValue(pointer=place, kind="line", value=value)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts_in(part, (*place, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts_in(part, (*place, index))
