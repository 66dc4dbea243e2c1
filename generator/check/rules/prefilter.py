"""Prefilters: something present in every text that breaks a rule, searched for in all texts at once.

A valid record passes none of them, so it costs a few searches and no rule examines its texts one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

import msgspec

from generator.base.outlines import Outline


class Texts(msgspec.Struct, frozen=True, dict=True):
    """The texts of a record that a rule judges. `whole` is all of them joined by line ends."""

    values: Sequence[str]
    whole: str

    @cached_property
    def outline(self) -> Outline:
        """The outline of the joined texts."""
        return Outline.of(self.whole)

    @classmethod
    def of(cls, values: Sequence[str]) -> Texts:
        """Return the texts together with their concatenation."""
        return cls(values, "\n".join(values))


Prefilter = Callable[[Texts], bool]
"""Returns whether a text may break the rule."""


def has_text(texts: Texts) -> bool:
    """Return whether there are texts: for rules that examine every one of their kinds."""
    return bool(texts.values)


def is_untidy(texts: Texts) -> bool:
    """Return whether some text is empty, has spaces at an edge, or has a line end."""
    return any(not text or text != text.strip() or "\n" in text for text in texts.values)


Rows = tuple[bytes, *tuple[bytes, ...]]
"""Classes of characters, and sequences of them (see `Outline.may_hold`)."""


def search_for(pattern: re.Pattern[str], letters: str = "", rows: Rows | None = None) -> Prefilter:
    """Return a prefilter that searches for a pattern within single texts.

    Every match must contain one of the `letters` and one of the `rows`, if given: searching for these is much
    faster.
    """

    def is_found(texts: Texts) -> bool:
        whole = texts.whole
        if rows and not texts.outline.may_hold(*rows):
            return False
        if letters and not any(letter in whole for letter in letters):
            return False
        return pattern.search(whole) is not None

    return is_found


def any_of(*prefilters: Prefilter) -> Prefilter:
    """Return a prefilter for rules that several signs may announce."""
    return lambda texts: any(one(texts) for one in prefilters)
