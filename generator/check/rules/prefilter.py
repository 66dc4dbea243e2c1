"""Prefilters: what stands in every text that breaks a rule, looked for in all its texts of a record at once.

A record in order passes none of them, so it costs a few searches and no rule looks at its texts one by one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain

import msgspec

from generator.model.annotations import AnnotatedValue


class Texts(msgspec.Struct, frozen=True):
    """The texts of a record that a rule judges. `whole` is all of them joined by line ends."""

    values: Sequence[str]
    whole: str

    @classmethod
    def of(cls, values: Sequence[str]) -> Texts:
        """Return texts with the whole of them."""
        return cls(values, "\n".join(values))


class TextsByKinds:
    """The texts of a record, for each set of kinds that is asked for."""

    def __init__(self, values: Sequence[AnnotatedValue]) -> None:
        """Join nothing yet."""
        self._by_kind: defaultdict[str, list[str]] = defaultdict(list)
        self._found: dict[frozenset[str], Texts] = {}
        for one in values:
            self._by_kind[one.kind].append(one.value)

    def of(self, kinds: frozenset[str]) -> Texts:
        """Return the texts of some kinds."""
        if kinds not in self._found:
            found = [texts for kind, texts in self._by_kind.items() if kind in kinds]
            self._found[kinds] = Texts.of(list(chain.from_iterable(found)))
        return self._found[kinds]


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
