from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from generator.site.pictures import lettering

FONTS = Path(lettering.__file__).parent / "fonts"
SHADE = 256 // 15
TEXT = "Цифровая лаборатория: «ЁЖ», AV To, 7–9 классы, 19 → 64 %"


def test_letters_one_by_one_look_as_the_whole_line_does() -> None:
    size, font = 46, "GolosText-Bold.ttf"
    whole, letters = Image.new("L", (1500, 80), 0), Image.new("L", (1500, 80), 0)
    drawn = ImageFont.truetype(FONTS / font, size, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(whole).text((10, 10), TEXT, 255, drawn)
    own = lettering.Lettering(font, size)
    own.write(letters, (10, 10), TEXT, 255)
    assert own.width(TEXT) == drawn.getlength(TEXT)
    farthest = max(value for _, value in ImageChops.difference(whole, letters).getcolors() or ())
    assert farthest in range(1, SHADE), "they differ by less than a shade, and nowhere by a letter"
