"""Ledger: what is remembered of files by their paths; it counts only for a file of the same bytes.

Most of it lies in one file of the cache, and what has changed since in another: a check of ten thousand
records of which one has changed writes that one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec

from generator.base.cache import recall, remember

_FEW_PART = 8
"""More new files than one of so many, and all are written anew."""


class Written(Protocol):
    """What is known of a file whose bytes have a hash."""

    @property
    def digest(self) -> bytes | None:
        """The hash; None if the file could not be read: then nothing is remembered of it."""


W = TypeVar("W", bound=Written)


def is_few(new: int, of: int) -> bool:
    """Return whether so few are new that they are written beside the others."""
    return new * _FEW_PART <= of


class Ledger(Generic[W]):
    """What the cache holds under a name; each part is read when it is first asked for."""

    def __init__(self, root: Path, name: str, key: bytes, form: type[W]) -> None:
        """Read nothing yet.

        Args:
            root: the root of the atlas.
            name: the name of the file of the cache.
            key: the hash of all that is not the files and on which what is remembered depends.
            form: the type of what is remembered of one file.
        """
        self._root, self._name, self._key, self._form = root, name, key, form

    @cached_property
    def many(self) -> Mapping[str, W]:
        """What was known when all was written anew."""
        return self._recalled(self._name)

    @cached_property
    def few(self) -> Mapping[str, W]:
        """What has changed since."""
        return self._recalled(f"{self._name}-new")

    def of(self, path: str, digest: bytes | None) -> W | None:
        """Return what is known of a file of these bytes; None if nothing is."""
        if digest is not None:
            for part in (self.many, self.few):
                known = part.get(path)
                if known is not None and known.digest == digest:
                    return known
        return None

    def writing(self, known: Mapping[str, W], *, few: bool) -> Callable[[], None]:
        """Return what remembers this instead of one of both parts: it can run beside other work."""
        name, body = f"{self._name}-new" if few else self._name, msgspec.msgpack.encode(known)
        return lambda: remember(self._root, name, self._key, body)

    def _recalled(self, name: str) -> Mapping[str, W]:
        body = recall(self._root, name, self._key)
        try:
            return {} if body is None else msgspec.msgpack.decode(body, type=dict[str, self._form])  # type: ignore[name-defined]
        except msgspec.MsgspecError:
            return {}
