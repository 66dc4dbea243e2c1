"""Outlines of texts: a byte for each character, so that whole classes of characters are found at once.

A pattern takes 10 ns per character to find a letter of some class, and records have two thousand. Encoding
them takes 4 ns, once for all patterns, and searching for a sequence of classes almost nothing.
"""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Self

import msgspec

_ENCODING = "cp1251"
"""Contains nearly all characters of Russian texts."""
_OTHER = ord(" ")


@cache
def _all_characters() -> Sequence[str]:
    """Return the characters of all bytes; an undefined byte is represented by itself."""
    return [bytes([byte]).decode(_ENCODING, "replace") for byte in range(256)]


COMMON = frozenset(one for one in _all_characters() if one.isalnum() or one in " \u00a0\n.,:;-–—%«»")
"""Characters of which nearly every text has some."""
_COMMON = bytes(byte for byte, one in enumerate(_all_characters()) if one in COMMON)


class Outline(msgspec.Struct, frozen=True, dict=True):
    """The bytes of a text; None if it cannot be encoded, so that it may contain anything."""

    data: bytes | None

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the outline of a text."""
        try:
            return cls(text.encode(_ENCODING))
        except UnicodeEncodeError:
            return cls(None)

    @cached_property
    def rare(self) -> bytes | None:
        """All characters that are not `COMMON`: a handful, so that each of them is found at once."""
        return self.only(_COMMON)

    def only(self, deleted: bytes) -> bytes | None:
        """Return the text without some characters (see `all_but`); None if it may contain anything."""
        return None if self.data is None else self.data.translate(None, deleted)

    def may_hold(self, classes: bytes, *rows: bytes) -> bool:
        """Return whether the text may contain one of some sequences of classes (see `make_classes`)."""
        if self.data is None:
            return True
        found = self.data.translate(classes)
        return any(row in found for row in rows)

    def may_match(self, classes: bytes, pattern: re.Pattern[bytes]) -> bool:
        """Return whether the text may contain a match of a pattern of classes."""
        return self.data is None or pattern.search(self.data.translate(classes)) is not None


def encode(text: str) -> bytes:
    """Return a text of known characters as it is in outlines."""
    return text.encode(_ENCODING)


def all_but(signs: str) -> bytes:
    """Return all characters but some, to be deleted from an outline."""
    return bytes(byte for byte, one in enumerate(_all_characters()) if one not in signs)


def make_classes(**members: str) -> bytes:
    """Return a table that maps characters to the one-letter names of their classes, and others to spaces."""
    named = {ord(one): ord(name) for name, characters in members.items() for one in characters}
    return bytes(named.get(ord(one), _OTHER) for one in _all_characters())


def classes_of(pattern: str) -> bytes:
    """Return a table that maps the characters that a pattern matches to «x», and others to spaces."""
    found = re.compile(pattern)
    return bytes(ord("x") if found.match(one) else _OTHER for one in _all_characters())
