"""Outlines of texts: a byte for each character, so that whole classes of characters are found at once.

A pattern takes 10 ns per character to find a letter of some class, and records have two thousand. Encoding
them takes 4 ns, once for all patterns, and searching for a sequence of classes almost nothing.
"""

import re
from typing import Self

import msgspec

_ENCODING = "cp1251"
"""Contains nearly all characters of Russian texts."""
_OTHER = ord(" ")


class Outline(msgspec.Struct, frozen=True):
    """The bytes of a text; None if it cannot be encoded, so that it may contain anything."""

    data: bytes | None

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the outline of a text."""
        try:
            return cls(text.encode(_ENCODING))
        except UnicodeEncodeError:
            return cls(None)

    def may_hold(self, classes: bytes, *rows: bytes) -> bool:
        """Return whether the text may contain one of some sequences of classes (see `make_classes`)."""
        if self.data is None:
            return True
        found = self.data.translate(classes)
        return any(row in found for row in rows)

    def may_match(self, classes: bytes, pattern: re.Pattern[bytes]) -> bool:
        """Return whether the text may contain a match of a pattern of classes."""
        return self.data is None or pattern.search(self.data.translate(classes)) is not None


def make_classes(**members: str) -> bytes:
    """Return a table that maps characters to the one-letter names of their classes, and others to spaces."""
    named = {ord(one): ord(name) for name, characters in members.items() for one in characters}
    return bytes(named.get(ord(one), _OTHER) for one in _all_characters())


def classes_of(pattern: str) -> bytes:
    """Return a table that maps the characters that a pattern matches to «x», and others to spaces."""
    found = re.compile(pattern)
    return bytes(ord("x") if found.match(one) else _OTHER for one in _all_characters())


def _all_characters() -> list[str]:
    """Return the characters of all bytes; an undefined byte is represented by itself."""
    return [bytes([byte]).decode(_ENCODING, "replace") for byte in range(256)]
