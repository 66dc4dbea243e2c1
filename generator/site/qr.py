"""QR codes: the address of a page as a picture that a phone reads from paper."""

from __future__ import annotations

import re

import msgspec
import zxingcpp

_QUIET = 4
"""Modules left free around a code: readers need them (ISO/IEC 18004)."""
_DARK = re.compile(rb"\0+")


class QrCode(msgspec.Struct, frozen=True):
    """A QR code as an SVG path of strokes, one unit wide: `size` units square with its free border."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text.

    The lowest level of correction: a code for clean paper stays coarse, so that a cheap phone reads it.

    Raises:
        ValueError: the text is longer than a QR code can hold.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    image = code.to_image(scale=1, add_quiet_zones=False)
    size, modules = image.shape[0], bytes(memoryview(image))  # type: ignore[arg-type] # it has a buffer
    strokes: list[str] = []
    for row in range(size):
        down = f" {row + _QUIET}.5h"
        runs = (run.span() for run in _DARK.finditer(modules[row * size : (row + 1) * size]))
        strokes += [f"M{start + _QUIET}{down}{end - start}" for start, end in runs]
    return QrCode(size + 2 * _QUIET, "".join(strokes))
