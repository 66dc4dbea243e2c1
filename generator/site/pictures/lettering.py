"""One size of a font, each letter drawn only once: drawing one takes FreeType as long as pasting twenty."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

_STEPS = 16
"""Number of shades at the edge of a letter: more would make files larger without readers seeing a
difference."""
_FONTS = Path(__file__).parent / "fonts"
_KEPT = 512
"""Number of cached letters of one size, 3 KB each."""
_SHADES = [value * _STEPS // 256 * 255 // (_STEPS - 1) for value in range(256)]


class DrawnLetter(NamedTuple):
    """A drawn letter: the distance to the next one, the position of its ink, and the ink, if there is any."""

    advance: int
    left: int
    top: int
    ink: Image.Image | None


class Lettering:
    """Measures and writes texts in one size of a font."""

    def __init__(self, font: str, size: int) -> None:
        """Open the font file `font` among those shipped with the generator."""
        self._font = ImageFont.truetype(_FONTS / font, size, layout_engine=ImageFont.Layout.BASIC)
        self._letter: Callable[[str], DrawnLetter] = lru_cache(maxsize=_KEPT)(self._draw)

    def width(self, text: str) -> int:
        """Return the width of a text in pixels; the fonts have no kerning."""
        return sum(self._letter(character).advance for character in text)

    def write(self, page: Image.Image, place: tuple[int, int], text: str, colour: int) -> None:
        """Write a text on an image with numbered colours; `place` is its upper left corner."""
        across, down = place
        pen = ImageDraw.Draw(page)
        for letter in map(self._letter, text):
            if letter.ink is not None:
                pen.bitmap((across + letter.left, down + letter.top), letter.ink, colour)
            across += letter.advance

    def _draw(self, character: str) -> DrawnLetter:
        advance = int(self._font.getlength(character))
        left, top, right, bottom = map(int, self._font.getbbox(character))
        if right <= left or bottom <= top:
            return DrawnLetter(advance, left, top, None)
        ink = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(ink).text((-left, -top), character, 255, self._font)
        return DrawnLetter(advance, left, top, ink.point(_SHADES))
