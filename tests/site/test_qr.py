from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from generator.site.qr import QrCode, qr_code


def read(code: QrCode) -> str:
    """Return what a phone reads from a code whose path is drawn like in a browser."""
    scale = 4
    picture = Image.new("L", (code.size * scale, code.size * scale), 255)
    draw = ImageDraw.Draw(picture)
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", code.path):
        left, top = int(x) * scale, int(y) * scale
        draw.rectangle((left, top, left + int(length) * scale - 1, top + scale - 1), fill=0)
    found = zxingcpp.read_barcode(picture)
    assert found is not None
    return found.text


@pytest.mark.parametrize("name", ["a", "zadacha-s-rynka", "x" * 80])
def test_a_phone_reads_the_address(name: str) -> None:
    address = f"https://atlas.example.org/practices/{name}/"
    assert read(qr_code(address)) == address


def test_the_code_has_its_free_border() -> None:
    code = qr_code("https://example.org/")
    columns = [int(x) for x in re.findall(r"M(\d+) ", code.path)]
    assert (min(columns), code.path[:4]) == (4, "M4 4")
    assert len(code.path) < 4_000
