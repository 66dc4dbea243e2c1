"""Plain scalars as in JSON: null, true, false, numbers; all others are strings."""

import re

from generator.base.limits import MAX_INTEGER

Scalar = str | int | float | bool | None
_WORDS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_NUMBER_START = frozenset("-0123456789")
MAYBE_NOT_STRING = _NUMBER_START | {word[:1] for word in _WORDS}
"""First characters of plain scalars that may not be strings."""
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")


class NumberTooLargeError(ValueError):
    """A number that JSON readers cannot store."""


def plain_value(text: str) -> Scalar:
    """Return the value of a plain scalar.

    Raises:
        NumberTooLargeError: JSON readers cannot store it.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START or not _NUMBER.match(text):
        return text
    number = number_of(text)
    if number is None:
        raise NumberTooLargeError(text)
    return number


def number_of(text: str) -> int | float | None:
    """Return the number written in JSON's notation; None if JSON readers cannot store it."""
    if not _INTEGER.match(text):
        real = float(text)
        return real if abs(real) <= MAX_INTEGER else None
    if len(text) > len(str(-MAX_INTEGER)):
        return None
    whole = int(text)
    return whole if abs(whole) <= MAX_INTEGER else None
