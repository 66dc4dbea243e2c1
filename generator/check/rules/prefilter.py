"""Signs: what stands in every text that breaks a rule, looked for in all texts of a record at once.

A record in order shows few signs, so it costs a few searches and no rule looks at its texts one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

import msgspec


class Texts(msgspec.Struct, frozen=True):
    """The texts of a record. `whole` is all of them join_words by line ends."""

    values: Sequence[str]
    whole: str

    @classmethod
    def of(cls, values: Sequence[str]) -> Texts:
        """Return texts with the whole of them."""
        return cls(values, "\n".join(values))


class Prefilter(Protocol):
    """Something that stands in every text that breaks a rule."""

    def matches(self, texts: Texts) -> bool:
        """Return whether a text may break the rule."""


class Pattern(msgspec.Struct, frozen=True):
    """A pattern, found in one text. `letters`: one of them is in all that it finds, if any are given."""

    pattern: re.Pattern[str]
    letters: str = ""

    def matches(self, texts: Texts) -> bool:
        """Return whether the pattern is found. To look for a letter costs much less than for a pattern."""
        whole = texts.whole
        if self.letters and not any(letter in whole for letter in self.letters):
            return False
        return self.pattern.search(whole) is not None


class Untidiness(msgspec.Struct, frozen=True):
    """Spaces or line ends at an edge, a line end inside, or nothing at all."""

    def matches(self, texts: Texts) -> bool:
        """Return whether some text is untidy."""
        return any(not text or text != text.strip() or "\n" in text for text in texts.values)


class Anything(msgspec.Struct, frozen=True):
    """No prefilter: the rule looks at every text of its kinds."""

    def matches(self, texts: Texts) -> bool:
        """Return whether there are texts."""
        return bool(texts.values)


ANYTHING = Anything()
