"""Where a browser may break a narrow line: soft hyphens in long Russian words, no break before a dash."""

import re
from functools import lru_cache

import pyphen
from markupsafe import Markup

SOFT_HYPHEN = "\u00ad"
_DASH = " — ", "\u00a0— "
_LETTERS = 4
"""Fewest letters before and after a hyphen: shorter fragments read worse than an uneven line."""
_WORDS, _TEXTS = 1 << 13, 1 << 12
"""Cache sizes for words and texts: pages repeat labels, terms and places."""
_PLAIN = re.compile(r"\S{9,}")
_MARKED = re.compile(r"<[^>]*>|[^\s<]{9,}")
_ADDRESS = re.compile(r"@|://|\w\.\w")
_PART = r"\w\u0300-\u036f\u00ad"
"""Characters that continue a word: letters, digits, accents, a hyphen that somebody else put in."""
_WORD = re.compile(rf"(?<![{_PART}])[А-ЯЁ]?[а-яё]{{8,}}(?![{_PART}])")
"""Nine or more letters, lower-case after the first: no abbreviations, no Latin, no digits."""


@lru_cache(maxsize=_TEXTS, typed=True)
def hyphenate(text: str) -> str:
    """Return a text with soft hyphens in its long Russian words, and no line of it beginning with a dash.

    Tags and addresses stay as they are. Tags are recognised only in `Markup`; a plain text has none, whatever
    it contains.
    """
    tied = text.replace(*_DASH)
    if isinstance(tied, Markup):
        return Markup(_MARKED.sub(_divide_piece, tied))  # noqa: S704 - tags and escapes as they were
    return _PLAIN.sub(_divide_piece, tied)


def remove_hyphens(text: str) -> str:
    """Return a text without soft hyphens."""
    return text.replace(SOFT_HYPHEN, "")


def _divide_piece(piece: re.Match[str]) -> str:
    return _divide(piece[0])


@lru_cache(maxsize=_WORDS)
def _divide(piece: str) -> str:
    """Hyphenate the words of a piece without spaces; a tag or an address stays as it is."""
    if piece.startswith("<") or _ADDRESS.search(piece):
        return piece
    return _WORD.sub(lambda word: _dictionary().inserted(word[0], SOFT_HYPHEN), piece)


@lru_cache(maxsize=1)
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="ru_RU", left=_LETTERS, right=_LETTERS)
