"""Draws a preview image: the title of a page, three facts, the title of the atlas.

Its pixels are indices into two scales, from ink to paper and from the brand's colour to white, of which the
letters use a few shades: so an image takes 40 KB and 4 ms, half of them for compression.
"""

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image

from generator.site.pages import Picture
from generator.site.pictures.lettering import Lettering

WIDTH, HEIGHT = 1200, 630
"""Messengers and social networks do not crop images of this shape."""
_PAPER, _INK, _BRAND, _WHITE = (253, 251, 248), (28, 36, 38), (29, 85, 96), (255, 255, 255)
_SCALE = 128
"""Number of colours in each of the two scales."""
_BLANK, _MUTED, _BLACK = _SCALE - 1, _SCALE * 2 // 5, 0
_MARGIN, _BAND = 64, 76
_WHOLE = WIDTH - 2 * _MARGIN
_PLAIN, _STRONG = Lettering("GolosText-Regular.ttf", 30), Lettering("GolosText-Bold.ttf", 30)
_TITLES = {size: Lettering("GolosText-Bold.ttf", size) for size in (62, 54, 46)}
_TITLE_TOP, _TITLE_LINES = 96, 4
_FACT_LINES, _FACT_HEIGHT = 2, 46
_LABEL_WIDTH = 300


def draw(picture: Picture) -> bytes:
    """Return the image as a PNG file."""
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
    """Return an image that contains only the title of the atlas."""
    page = Image.new("L", (WIDTH, HEIGHT), _BLANK)
    page.paste(_SCALE, (0, HEIGHT - _BAND, WIDTH, HEIGHT))
    place = (_MARGIN, HEIGHT - _BAND + 20)
    _STRONG.write(page, place, _cut(atlas, _STRONG, _WHOLE), _SCALE + _BLANK)
    return page


def _write_facts(page: Image.Image, facts: Sequence[tuple[str, str]], top: int) -> None:
    """Write as many lines of facts as fit below `top`; the last one is just above the band."""
    rows = [row for fact in facts for row in _fact_rows(*fact)]
    room = HEIGHT - _BAND - 30
    rows = rows[: (room - top - 16) // _FACT_HEIGHT]
    for number, (label, line) in enumerate(rows):
        down = room - (len(rows) - number) * _FACT_HEIGHT
        _PLAIN.write(page, (_MARGIN, down), _cut(label, _PLAIN, _LABEL_WIDTH - 20), _MUTED)
        _PLAIN.write(page, (_MARGIN + _LABEL_WIDTH, down), line, _BLACK)


def _fact_rows(label: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a fact, each with its label; only the first has one."""
    for number, line in enumerate(_lines(value, _PLAIN, _WHOLE - _LABEL_WIDTH, _FACT_LINES)):
        yield "" if number else label, line


def _fit(title: str) -> tuple[int, Sequence[str]]:
    """Return the largest font size in which a title fits into three lines, and its lines.

    In the smallest size it may take four.
    """
    *sizes, least = _TITLES
    for size in sizes:
        lines = _lines(title, _TITLES[size], _WHOLE, _TITLE_LINES)
        if len(lines) < _TITLE_LINES:
            return size, lines
    return least, _lines(title, _TITLES[least], _WHOLE, _TITLE_LINES)


def _lines(text: str, lettering: Lettering, width: int, most: int) -> Sequence[str]:
    """Return a text as lines of a width; the last one allowed is truncated."""
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
    """Return a text truncated to a width, with an ellipsis."""
    if lettering.width(text) <= width:
        return text
    kept = bisect_right(range(1, len(text)), width, key=lambda end: lettering.width(f"{text[:end]}…"))
    return f"{text[:kept].rstrip()}…"


def _scale(dark: tuple[int, ...], light: tuple[int, ...]) -> Iterator[int]:
    for step in range(_SCALE):
        for one, other in zip(dark, light, strict=True):
            yield one + (other - one) * step // (_SCALE - 1)


_PALETTE = [part for colours in ((_INK, _PAPER), (_BRAND, _WHITE)) for part in _scale(*colours)]
