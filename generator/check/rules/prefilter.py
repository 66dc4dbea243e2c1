"""Prefilters: what stands in every text that breaks a rule, looked for in all texts of a record at once.

A record in order passes none of them, so it costs a few searches and no rule looks at its texts one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec


class Texts(msgspec.Struct, frozen=True):
    """The texts of a record. `whole` is all of them joined by line ends."""

    values: Sequence[str]
    whole: str

    @classmethod
    def of(cls, values: Sequence[str]) -> Texts:
        """Return texts with the whole of them."""
        return cls(values, "\n".join(values))


Prefilter = Callable[[Texts], bool]
"""Returns whether a text may break the rule."""


def has_text(texts: Texts) -> bool:
    """Return whether there are texts: the rule looks at every one of its kinds."""
    return bool(texts.values)


def is_untidy(texts: Texts) -> bool:
    """Return whether some text has spaces or line ends at an edge, a line end inside, or nothing at all."""
    return any(not text or text != text.strip() or "\n" in text for text in texts.values)


def search_for(pattern: re.Pattern[str], letters: str = "") -> Prefilter:
    """Return what looks for a pattern that may stand in one text.

    One of the `letters`, if any are given, is in all that it finds: to look for a letter costs much less.
    """

    def is_found(texts: Texts) -> bool:
        whole = texts.whole
        if letters and not any(letter in whole for letter in letters):
            return False
        return pattern.search(whole) is not None

    return is_found
