"""The morphological dictionary of Russian, shared by all callers: it takes 0.4 s and 30 MB.

It tells which words of a text in capitals keep a capital letter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_WORD = re.compile(r"(?<![«\"„])[^\W\d_]+|[^\W\d_]{2,}")
"""A word; a single letter in quotes is the name of a school class: «А»."""
_QUOTED = re.compile(r"[«„][^\W\d_]")
"""The beginning of a name in quotes."""
_LETTER = re.compile(r"[^\W\d_]")
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox"})
"""Dictionary tags of personal and place names."""


@cache
def open_dictionary() -> MorphAnalyzer:
    """Return the dictionary, loaded on first use: few records and titles need it."""
    import pymorphy3_dicts_ru  # noqa: PLC0415 - see above
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415

    # by its path: searching all installed packages for it takes as long again
    return MorphAnalyzer(path=pymorphy3_dicts_ru.get_path())


def lower_capitals(text: str) -> str:
    """Convert a text in capitals to sentence case: names stay capitalised, abbreviations unchanged."""
    lowered = _WORD.sub(lambda found: _lower_word(found[0]), text)
    lowered = _QUOTED.sub(lambda found: found[0].upper(), lowered)
    return _LETTER.sub(lambda found: found[0].upper(), lowered, count=1)


def _lower_word(word: str) -> str:
    if len(word) > 1 and not open_dictionary().word_is_known(word.lower()):
        return word
    marks = open_dictionary().parse(word.lower())[0].tag
    if "Abbr" in marks:
        return word
    return word.capitalize() if any(mark in marks for mark in _PROPER) else word.lower()
