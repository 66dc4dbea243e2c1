"""Decodes untrusted bytes: whatever a library raises becomes one exception.

Decoders raise more than their documentation says. On bytes that are not UTF-8 msgspec raises
UnicodeDecodeError and on deeply nested brackets RecursionError, neither of them a MsgspecError; Python's own
JSON rejects a long number with ValueError.
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class UndecodableError(ValueError):
    """Bytes that a decoder rejected; the cause is the decoder's own exception."""


def decode(how: Callable[[bytes], T], body: bytes) -> T:
    """Decode untrusted bytes.

    Args:
        how: any decoder, for example msgspec's for one type.
        body: the bytes.

    Raises:
        UndecodableError: the decoder rejects them.
    """
    try:
        return how(body)
    except Exception as error:
        raise UndecodableError(str(error)) from error


def decode_or(default: T, how: Callable[[bytes], T], body: bytes) -> T:
    """Decode untrusted bytes as `decode` does; return a default where the decoder rejects them."""
    try:
        return decode(how, body)
    except UndecodableError:
        return default
