"""Decodes bytes of unknown origin: whatever a library raises over them becomes one error.

A decoder raises more than its documentation says. That of msgspec meets bytes that are no UTF-8 with a
UnicodeDecodeError and brackets without end with a RecursionError, neither of them a MsgspecError; Python's
own JSON refuses a long number with a ValueError.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class UndecodableError(ValueError):
    """Bytes that a decoder refused; the cause is what it raised."""


def decode(how: Callable[[bytes], T], body: bytes) -> T:
    """Return what bytes of unknown origin hold.

    Args:
        how: any decoder, such as that of msgspec for one type.
        body: the bytes.

    Raises:
        UndecodableError: they hold nothing of the kind.
    """
    try:
        return how(body)
    except Exception as error:
        raise UndecodableError(str(error)) from error


def decode_or(default: T, how: Callable[[bytes], T], body: bytes) -> T:
    """Return what bytes of unknown origin hold, or a default where that is nothing; otherwise as `decode`."""
    try:
        return decode(how, body)
    except UndecodableError:
        return default
