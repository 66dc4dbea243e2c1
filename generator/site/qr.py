"""QR codes: the address of a page as an image that a phone can read from paper."""

import re

import msgspec
import zxingcpp

_QUIET = 4
"""Modules left blank around a code, as readers require (ISO/IEC 18004)."""
_DARK = re.compile(rb"[^\xff]+")
"""Adjacent dark modules of a row."""


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
    strokes = (
        f"M{stroke.start() + _QUIET} {row + _QUIET}.5h{len(stroke[0])}"
        for row in range(size)
        for stroke in _DARK.finditer(modules[row * size : (row + 1) * size])
    )
    return QrCode(size + 2 * _QUIET, "".join(strokes))
