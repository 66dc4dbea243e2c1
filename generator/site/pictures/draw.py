"""Draws the picture of a link: what it leads to, three facts, whose it is.

Everything is drawn in greys and kept in a few steps of two scales, from paper to ink and from the brand's
colour to white: so a picture weighs 30 KB and takes 10 ms, of which titles take half.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from generator.site.pages import Picture

WIDTH, HEIGHT = 1200, 630
"""Messengers and social networks show a picture of this shape whole."""
_FONTS = Path(__file__).parent / "fonts"
_REGULAR, _BOLD = "GolosText-Regular.ttf", "GolosText-Bold.ttf"
_PAPER, _INK, _BRAND, _WHITE = (253, 251, 248), (28, 36, 38), (29, 85, 96), (255, 255, 255)
_STEPS = 16
_MARGIN, _BAND = 64, 76
_WHOLE = WIDTH - 2 * _MARGIN
_MUTED = 110
"""Of the scale from ink, 0, to paper, 255."""
_SIZE = 30
_TITLE_SIZES = (62, 54, 46)
_TITLE_TOP, _TITLE_LINES = 96, 4
_FACT_LINES, _FACT_HEIGHT = 2, 46
_LABEL_WIDTH = 300
_COMMON = 256
"""So many lines are remembered: labels, places, costs stand on many pictures."""


def draw(picture: Picture) -> bytes:
    """Return a picture as a PNG file."""
    page = Image.new("L", (WIDTH, HEIGHT - _BAND), 255)
    _draw_page(page, picture)
    whole = Image.new("P", (WIDTH, HEIGHT))
    whole.putpalette([part for colours in ((_INK, _PAPER), (_BRAND, _WHITE)) for part in _scale(*colours)])
    whole.paste(page.point([value * _STEPS // 256 for value in range(256)]), (0, 0))
    whole.paste(_band(picture.atlas), (0, HEIGHT - _BAND))
    file = io.BytesIO()
    whole.save(file, "PNG", bits=8, compress_level=3)
    return file.getvalue()


@lru_cache(maxsize=1)
def _band(atlas: str) -> Image.Image:
    band = Image.new("L", (WIDTH, _BAND), 0)
    _write(band, (_MARGIN, 20), _cut(atlas, _font(_BOLD, _SIZE), _WHOLE), 255, (_BOLD, _SIZE))
    return band.point([_STEPS + value * _STEPS // 256 for value in range(256)])


def _draw_page(page: Image.Image, picture: Picture) -> None:
    plain = _font(_REGULAR, _SIZE)
    _write(page, (_MARGIN, 42), _cut(picture.note, plain, _WHOLE), _MUTED)
    size, lines = _fit(picture.title)
    for number, line in enumerate(lines):
        _write(page, (_MARGIN, _TITLE_TOP + number * size * 6 // 5), line, 0, (_BOLD, size))
    title_ends = _TITLE_TOP + len(lines) * size * 6 // 5
    rows = [row for fact in picture.facts for row in _fact_rows(*fact, plain)]
    room = HEIGHT - _BAND - 30
    rows = rows[: (room - title_ends - 16) // _FACT_HEIGHT]
    for number, (label, line) in enumerate(rows):
        top = room - (len(rows) - number) * _FACT_HEIGHT
        _write(page, (_MARGIN, top), _cut(label, plain, _LABEL_WIDTH - 20), _MUTED)
        _write(page, (_MARGIN + _LABEL_WIDTH, top), line, 0)


def _fact_rows(label: str, value: str, font: ImageFont.FreeTypeFont) -> Iterator[tuple[str, str]]:
    """Yield the lines of a fact, each with what stands before it."""
    for number, line in enumerate(_lines(value, font, _WHOLE - _LABEL_WIDTH, _FACT_LINES)):
        yield "" if number else label, line


def _fit(title: str) -> tuple[int, Sequence[str]]:
    """Return the largest type in which a title takes no more than three lines; in the least it takes four."""
    for size in _TITLE_SIZES:
        lines = _lines(title, _font(_BOLD, size), _WHOLE, _TITLE_LINES)
        if len(lines) < _TITLE_LINES:
            break
    return size, lines


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> Sequence[str]:
    """Return a text in lines of a width, cut after the last one that it may have."""
    lines = list(_wrap(text.split(), font, width))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), font, width)]


def _wrap(words: Sequence[str], font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            yield _cut(line, font, width)
            line = word
        else:
            line = longer
    yield _cut(line, font, width)


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return a text that is no wider, with a mark where it was cut."""
    if font.getlength(text) <= width:
        return text
    kept = bisect_right(range(1, len(text)), width, key=lambda end: int(font.getlength(f"{text[:end]}…")))
    return f"{text[:kept].rstrip()}…"


def _write(
    page: Image.Image, place: tuple[int, int], text: str, grey: int, font: tuple[str, int] = (_REGULAR, _SIZE)
) -> None:
    if text:
        page.paste(grey, place, _mask(text, *font))


@lru_cache(maxsize=_COMMON)
def _mask(text: str, name: str, size: int) -> Image.Image:
    font = _font(name, size)
    mask = Image.new("L", (int(font.getlength(text)) + size // 4, size * 3 // 2), 0)
    ImageDraw.Draw(mask).text((0, 0), text, 255, font)
    return mask


@lru_cache(maxsize=16)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def _scale(dark: tuple[int, ...], light: tuple[int, ...]) -> Iterator[int]:
    for step in range(_STEPS):
        for one, other in zip(dark, light, strict=True):
            yield one + (other - one) * step // (_STEPS - 1)
