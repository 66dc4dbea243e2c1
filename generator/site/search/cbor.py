"""CBOR decoder for the few types that Pagefind writes: fifty lines in place of a dependency."""

from __future__ import annotations

from typing import Any

_UNSIGNED, _NEGATIVE, _TEXT, _ARRAY = 0, 1, 3, 4
_INLINE = 24
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def loads(data: bytes) -> Any:  # noqa: ANN401 - whatever the data holds
    """Decode a value.

    Raises:
        ValueError: the bytes are cut short, or hold what Pagefind does not write.
    """
    try:
        return _read_value(data, 0)[0]
    except IndexError as error:
        message = "the data ends too soon"
        raise ValueError(message) from error


def _read_value(data: bytes, place: int) -> tuple[Any, int]:
    kind, size, place = _read_head(data, place)
    if kind == _UNSIGNED:
        return size, place
    if kind == _NEGATIVE:
        return -1 - size, place
    if kind == _TEXT:
        return data[place : place + size].decode(), place + size
    if kind != _ARRAY:
        message = f"unexpected kind of value: {kind}"
        raise ValueError(message)
    items = []
    for _ in range(size):
        item, place = _read_value(data, place)
        items.append(item)
    return items, place


def _read_head(data: bytes, place: int) -> tuple[int, int, int]:
    first = data[place]
    kind, size = first >> 5, first & 31
    if size < _INLINE:
        return kind, size, place + 1
    if size not in _WIDTHS:
        message = f"unexpected length of a value: {size}"
        raise ValueError(message)
    end = place + 1 + _WIDTHS[size]
    return kind, int.from_bytes(data[place + 1 : end], "big"), end
