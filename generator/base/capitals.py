"""Converts text written in capitals to sentence case."""

import re

from generator.base.morphology import open_dictionary

_WORD = re.compile(r"(?<![«\"„])[^\W\d_]+|[^\W\d_]{2,}")
"""A word; a single letter in quotes is the name of a school class: «А»."""
_QUOTED = re.compile(r"[«„][^\W\d_]")
"""The beginning of a name in quotes."""
_LETTER = re.compile(r"[^\W\d_]")
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox"})
"""Dictionary tags of personal and place names."""


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
