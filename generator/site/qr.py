"""QR codes: the address of a page as an image that a phone can read from paper."""

import re
from functools import cache

import msgspec
import zxingcpp

_DARK = re.compile(rb"[^\xff]+")
"""Adjacent dark modules: the blank margin that readers require (ISO/IEC 18004) divides the rows."""


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
    image = code.to_image(scale=1, add_quiet_zones=True)
    size, modules = image.shape[0], bytes(memoryview(image))  # type: ignore[arg-type] # it is a buffer
    starts, lengths = _strokes(size)
    found = [starts[stroke.start()] + lengths[len(stroke[0])] for stroke in _DARK.finditer(modules)]
    return QrCode(size, "".join(found))


@cache
def _strokes(size: int) -> tuple[list[str], list[str]]:
    """Return the beginnings of strokes by the numbers of their modules, and lengths: a code has hundreds."""
    return [f"M{place % size} {place // size}.5h" for place in range(size * size)], [*map(str, range(size))]
