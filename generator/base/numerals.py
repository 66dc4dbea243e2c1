"""Roman numerals, by which schools call their grades."""

from __future__ import annotations

import re

_ROMAN = re.compile(r"(?<![^\W\d])(xi|ix|iv|viii|vii|vi|iii|ii|v|x|i)(?![^\W\d])", re.IGNORECASE)
_NAMES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi")
_LOOKALIKES = str.maketrans("ХхІі", "XxIi")


def replace_romans(text: str) -> str:
    """Return a text with figures in place of the numerals of grades: «VII–IX» is 7–9; «Х» may be Russian."""
    return _ROMAN.sub(lambda found: str(_NAMES.index(found[1].casefold()) + 1), text.translate(_LOOKALIKES))
