"""QR codes: the address of a page as an image that a phone can read from paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
import zxingcpp

_QUIET = 4
"""Modules left blank around a code, as readers require (ISO/IEC 18004)."""
_LIGHT = b"\xff"


class QrCode(msgspec.Struct, frozen=True):
    """A QR code as an SVG path of strokes one unit wide, in a square of `size` units including its margin."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text.

    The error correction is the lowest: with larger modules even a cheap phone reads a code on clean paper.

    Raises:
        ValueError: the text is too long for a QR code.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    image = code.to_image(scale=1, add_quiet_zones=False)
    size, modules = image.shape[0], bytes(memoryview(image))  # type: ignore[arg-type] # it is a buffer
    rows = _LIGHT.join([modules[start : start + size] for start in range(0, size * size, size)])
    return QrCode(size + 2 * _QUIET, "".join(_draw_strokes(rows, size)))


def _draw_strokes(rows: bytes, size: int) -> Iterator[str]:
    begin, at = _beginnings(size), 0
    for dark in rows.split(_LIGHT):  # empty parts between adjacent light modules; faster than a pattern
        if dark:
            yield f"{begin[at]}{len(dark)}"
            at += len(dark)
        at += 1


@cache
def _beginnings(size: int) -> list[str]:
    """Return the SVG of strokes without their lengths, by the index of their first module.

    Codes have 40 sizes, an atlas uses about three of them. A light module separates the rows.
    """
    row = size + 1
    return [f"M{at % row + _QUIET} {at // row + _QUIET}.5h" for at in range(size * row)]
