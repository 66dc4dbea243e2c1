"""Outlines of texts: a byte for each character, in which whole classes of characters are looked for at once.

A pattern takes 10 ns a character to find a letter of some class, and records have two thousand. To encode
them takes 4 ns, once for all patterns, and to look for a row of classes next to nothing.
"""

from __future__ import annotations

import re
from typing import Self

import msgspec

_ENCODING = "cp1251"
"""Has nearly all that Russian texts are written with."""
_OTHER = ord(" ")


class Outline(msgspec.Struct, frozen=True):
    """The bytes of a text; None if the encoding lacks one of its characters: it may hold anything."""

    data: bytes | None

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the outline of a text."""
        try:
            return cls(text.encode(_ENCODING))
        except UnicodeEncodeError:
            return cls(None)

    def may_hold(self, classes: bytes, *rows: bytes) -> bool:
        """Return whether the text may hold one of some rows of classes (see `make_classes`)."""
        if self.data is None:
            return True
        found = self.data.translate(classes)
        return any(row in found for row in rows)

    def may_match(self, classes: bytes, pattern: re.Pattern[bytes]) -> bool:
        """Return whether the text may hold what a pattern of classes finds."""
        return self.data is None or pattern.search(self.data.translate(classes)) is not None


def make_classes(**members: str) -> bytes:
    """Return a table that maps characters to the names of their classes, one letter, and others to spaces."""
    named = {ord(one): ord(name) for name, characters in members.items() for one in characters}
    return bytes(named.get(ord(one), _OTHER) for one in _all_characters())


def classes_of(pattern: str) -> bytes:
    """Return a table that maps what a pattern of one character matches to «x», and others to spaces."""
    found = re.compile(pattern)
    return bytes(ord("x") if found.match(one) else _OTHER for one in _all_characters())


def _all_characters() -> list[str]:
    """Return the characters of all bytes; one that means none stands for itself."""
    return [bytes([byte]).decode(_ENCODING, "replace") for byte in range(256)]
