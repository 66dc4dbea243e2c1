"""Access to records of which some parts do not fit their schema."""

from collections.abc import Iterable, Iterator
from typing import Any


class UnreadableError(Exception):
    """The requested part of a record does not fit its schema."""


def read_part(value: object, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
    """Return a part of a value; None if it is absent or unreadable."""
    try:
        return getattr(value, name, None)
    except UnreadableError:
        return None


def read_items(items: tuple[Any, ...]) -> Iterable[tuple[int, Any]]:
    """Return the items of a list with their indexes, without unreadable ones."""
    return enumerate(items) if type(items) is tuple else _readable_items(items)


def _readable_items(items: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
    for index in range(len(items)):
        try:
            yield index, items[index]
        except UnreadableError:
            continue
