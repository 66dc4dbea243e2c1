"""Stands in for rpds, of which referencing needs maps, sets and lists that never change."""

from collections.abc import Iterable, Mapping
from typing import Any, Self


class HashTrieMap(dict[Any, Any]):
    """A map; what changes it returns another."""

    @classmethod
    def convert(cls, value: Mapping[Any, Any]) -> "HashTrieMap":
        """Return a map with the content of another."""
        return value if isinstance(value, cls) else cls(value)

    def insert(self, key: object, value: object) -> "HashTrieMap":
        """Return the map with a key more."""
        return HashTrieMap({**self, key: value})

    def remove(self, key: object) -> "HashTrieMap":
        """Return the map without a key.

        Raises:
            KeyError: it has no such key.
        """
        made = HashTrieMap(self)
        del made[key]
        return made

    def update(self, *others: Any, **more: object) -> "HashTrieMap":  # type: ignore[override]
        """Return the map with the content of others."""
        made = HashTrieMap(self)
        dict.update(made, *others, **more)
        return made

    def __hash__(self) -> int:  # type: ignore[override]
        """Return a hash: whoever has one in a cache never changes it."""
        return id(self)


class HashTrieSet(frozenset[Any]):
    """A set; what changes it returns another."""

    def insert(self, value: object) -> "HashTrieSet":
        """Return the set with a value more."""
        return HashTrieSet(self | {value})

    def remove(self, value: object) -> "HashTrieSet":
        """Return the set without a value."""
        return HashTrieSet(self - {value})

    def update(self, *others: Iterable[Any]) -> "HashTrieSet":
        """Return the set with the values of others."""
        return HashTrieSet(self.union(*others))


class List(tuple[Any, ...]):
    """A list that grows at its front; what changes it returns another."""

    __slots__ = ()

    def __new__(cls, *values: Any) -> Self:
        """Take the values one by one, or all of one iterable."""
        return super().__new__(cls, values[0] if len(values) == 1 else values)

    def push_front(self, value: object) -> "List":
        """Return the list with a value before the others."""
        return List((value, *self))

    def drop_first(self) -> "List":
        """Return the list without its first value."""
        return List(self[1:])

    @property
    def first(self) -> Any:
        """The first value."""
        return self[0]

    @property
    def rest(self) -> "List":
        """The list without its first value."""
        return List(self[1:])
