"""Draws the picture of a link: what it leads to, three facts, whose it is.

The numbers of the pixels are two scales, from ink to paper and from the brand's colour to white, of which
letters take a few steps: so a picture weighs 40 KB and takes 4 ms, of which its file takes half.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image

from generator.site.pages import Picture
from generator.site.pictures.lettering import Lettering

WIDTH, HEIGHT = 1200, 630
"""Messengers and social networks show a picture of this shape whole."""
_PAPER, _INK, _BRAND, _WHITE = (253, 251, 248), (28, 36, 38), (29, 85, 96), (255, 255, 255)
_SCALE = 128
"""Colours of each of the two scales."""
_BLANK, _MUTED, _BLACK = _SCALE - 1, _SCALE * 2 // 5, 0
_MARGIN, _BAND = 64, 76
_WHOLE = WIDTH - 2 * _MARGIN
_PLAIN, _STRONG = Lettering("GolosText-Regular.ttf", 30), Lettering("GolosText-Bold.ttf", 30)
_TITLES = {size: Lettering("GolosText-Bold.ttf", size) for size in (62, 54, 46)}
_TITLE_TOP, _TITLE_LINES = 96, 4
_FACT_LINES, _FACT_HEIGHT = 2, 46
_LABEL_WIDTH = 300


def draw(picture: Picture) -> bytes:
    """Return a picture as a PNG file."""
    page = _page(picture.atlas).copy()
    _PLAIN.write(page, (_MARGIN, 42), _cut(picture.note, _PLAIN, _WHOLE), _MUTED)
    size, lines = _fit(picture.title)
    height = size * 6 // 5
    for number, line in enumerate(lines):
        _TITLES[size].write(page, (_MARGIN, _TITLE_TOP + number * height), line, _BLACK)
    _write_facts(page, picture.facts, _TITLE_TOP + len(lines) * height)
    page.putpalette(_PALETTE)
    file = io.BytesIO()
    page.save(file, "PNG", bits=8, compress_level=1)
    return file.getvalue()


@lru_cache(maxsize=1)
def _page(atlas: str) -> Image.Image:
    """Return a page that is blank but for whose it is."""
    page = Image.new("L", (WIDTH, HEIGHT), _BLANK)
    page.paste(_SCALE, (0, HEIGHT - _BAND, WIDTH, HEIGHT))
    place = (_MARGIN, HEIGHT - _BAND + 20)
    _STRONG.write(page, place, _cut(atlas, _STRONG, _WHOLE), _SCALE + _BLANK)
    return page


def _write_facts(page: Image.Image, facts: Sequence[tuple[str, str]], top: int) -> None:
    """Write as many lines of facts as there is room for below `top`, the last one at the band."""
    rows = [row for fact in facts for row in _fact_rows(*fact)]
    room = HEIGHT - _BAND - 30
    rows = rows[: (room - top - 16) // _FACT_HEIGHT]
    for number, (label, line) in enumerate(rows):
        down = room - (len(rows) - number) * _FACT_HEIGHT
        _PLAIN.write(page, (_MARGIN, down), _cut(label, _PLAIN, _LABEL_WIDTH - 20), _MUTED)
        _PLAIN.write(page, (_MARGIN + _LABEL_WIDTH, down), line, _BLACK)


def _fact_rows(label: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a fact, each with what stands before it."""
    for number, line in enumerate(_lines(value, _PLAIN, _WHOLE - _LABEL_WIDTH, _FACT_LINES)):
        yield "" if number else label, line


def _fit(title: str) -> tuple[int, Sequence[str]]:
    """Return the largest type in which a title takes no more than three lines; in the least it takes four."""
    *sizes, least = _TITLES
    for size in sizes:
        lines = _lines(title, _TITLES[size], _WHOLE, _TITLE_LINES)
        if len(lines) < _TITLE_LINES:
            return size, lines
    return least, _lines(title, _TITLES[least], _WHOLE, _TITLE_LINES)


def _lines(text: str, lettering: Lettering, width: int, most: int) -> Sequence[str]:
    """Return a text in lines of a width, cut after the last one that it may have."""
    lines = list(_wrap(text.split(), lettering, width))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), lettering, width)]


def _wrap(words: Sequence[str], lettering: Lettering, width: int) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and lettering.width(longer) > width:
            yield _cut(line, lettering, width)
            line = word
        else:
            line = longer
    yield _cut(line, lettering, width)


def _cut(text: str, lettering: Lettering, width: int) -> str:
    """Return a text that is no wider, with a mark where it was cut."""
    if lettering.width(text) <= width:
        return text
    kept = bisect_right(range(1, len(text)), width, key=lambda end: lettering.width(f"{text[:end]}…"))
    return f"{text[:kept].rstrip()}…"


def _scale(dark: tuple[int, ...], light: tuple[int, ...]) -> Iterator[int]:
    for step in range(_SCALE):
        for one, other in zip(dark, light, strict=True):
            yield one + (other - one) * step // (_SCALE - 1)


_PALETTE = [part for colours in ((_INK, _PAPER), (_BRAND, _WHITE)) for part in _scale(*colours)]
