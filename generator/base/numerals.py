"""Numerals and ordinal words that schools use for grades."""

import re

_ROMAN = re.compile(r"(?<![^\W\d])(xi|ix|iv|viii|vii|vi|iii|ii|v|x|i)(?![^\W\d])", re.IGNORECASE)
_NAMES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi")
_LOOKALIKES = str.maketrans("ХхІі", "XxIi")


_ORDINALS = "перв втор трет четв[её]рт пят шест седьм восьм девят десят одиннадцат"
_ENDINGS = "ый|ой|ий|ь[ея]|ые|ьи|ая|ого|ьего|ых|ьих|ому|ьему|ом|ьем|ым|ьим"
_IN_WORDS = tuple(
    re.compile(rf"(?<!\w){stem}(?:{_ENDINGS})(?!\w)", re.IGNORECASE) for stem in _ORDINALS.split()
)


def replace_ordinals(text: str) -> str:
    """Replace the words for grades by digits: «с пятого по седьмой» becomes «с 5 по 7»."""
    for number, word in enumerate(_IN_WORDS, start=1):
        text = word.sub(str(number), text)
    return text


def replace_romans(text: str) -> str:
    """Replace Roman numerals of grades by digits: «VII–IX» becomes 7–9; «Х» may be Russian."""
    return _ROMAN.sub(lambda found: str(_NAMES.index(found[1].casefold()) + 1), text.translate(_LOOKALIKES))
