"""Texts without what does not tell titles and tags apart."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[«»„“”\"'‘’\-\u2010-\u2015]")


def normalise(text: str) -> str:
    """Return a text without what does not tell titles apart: case, ё, spaces, quotes, dashes."""
    plain = _SIGNS.sub(" ", text.casefold().replace("ё", "е"))
    return " ".join(plain.split())
