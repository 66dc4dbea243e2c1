"""Prefilters: something present in every text that breaks a rule, searched for in all texts at once.

A valid record passes none of them, so it costs a few searches and no rule examines its texts one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

import msgspec

from generator.base.outlines import COMMON, Outline, all_but
from generator.model.annotations import EVERYTHING, LINES, AnnotatedValue

_BETWEEN = "\n\n"
"""Between joined texts: what one sentence cannot contain, such as a name."""


class Texts(msgspec.Struct, frozen=True, dict=True):
    """The texts of a record, or those of some kinds."""

    values: Sequence[AnnotatedValue]

    @cached_property
    def whole(self) -> str:
        """All texts joined by blank lines."""
        return _BETWEEN.join([one.value for one in self.values])

    @cached_property
    def outline(self) -> Outline:
        """The outline of the joined texts."""
        return Outline.of(self.whole)

    @property
    def has_line_ends(self) -> bool:
        """Whether some text has several lines."""
        return self.whole.count("\n") > len(_BETWEEN) * (len(self.values) - 1)

    @cached_property
    def _by_kinds(self) -> dict[frozenset[str], Texts]:
        return {}

    def only(self, kinds: frozenset[str]) -> Texts:
        """Return the texts of some kinds."""
        if kinds == EVERYTHING:
            return self
        known = self._by_kinds.get(kinds)
        if known is None:
            known = self._by_kinds[kinds] = Texts([one for one in self.values if one.kind in kinds])
        return known


Test = Callable[[Texts], bool]
"""Returns whether a text may break the rule."""


def _always(_texts: Texts) -> bool:
    return True


class Prefilter(msgspec.Struct, frozen=True, eq=False):
    """Two tests that every violation of a rule passes.

    `glance` is a cheap one of all texts of a record, of whatever kinds: most records do not pass it. Only
    then are the texts of the kinds that the rule judges collected and joined for `search`.
    """

    search: Test
    glance: Test = _always

    def finds(self, texts: Texts) -> bool:
        """Return whether some text of a kind that the rule judges may break it."""
        return self.glance(texts) and self.search(texts)


HAS_TEXT = Prefilter(lambda texts: bool(texts.values))
"""For rules that examine every text of their kinds."""


def _is_untidy(texts: Texts) -> bool:
    for one in texts.values:
        text = one.value
        bare = text.strip()
        may_be = text != bare or not text or "\n" in text
        if may_be and (one.kind in LINES or not bare or text.rstrip("\n") != bare):
            return True
    return False


UNTIDY = Prefilter(_is_untidy)
"""Some text is empty, has spaces at an edge, or has a line end where it must be one line."""


def holds_any(signs: str) -> Test:
    """Return a test whether texts contain one of some characters."""
    if not COMMON.isdisjoint(signs):
        return lambda texts: any(sign in texts.whole for sign in signs)
    others = all_but(signs)

    def is_held(texts: Texts) -> bool:
        rare = texts.outline.rare
        if rare is None:
            return any(sign in texts.whole for sign in signs)
        return rare.translate(None, others) != b""

    return is_held


def search_for(
    pattern: re.Pattern[str], signs: str = "", shape: Callable[[Outline], bool] | None = None
) -> Prefilter:
    """Return a prefilter that searches for a pattern within single texts.

    Every match must contain one of the `signs` and have the `shape`, if given: looking for these is much
    faster.
    """
    has_sign = holds_any(signs) if signs else _always

    def is_found(texts: Texts) -> bool:
        return (
            has_sign(texts)
            and (shape is None or shape(texts.outline))
            and pattern.search(texts.whole) is not None
        )

    return Prefilter(is_found, is_found)


def any_of(*prefilters: Prefilter) -> Prefilter:
    """Return a prefilter for rules that several signs may announce."""
    return Prefilter(
        lambda texts: any(one.finds(texts) for one in prefilters),
        lambda texts: any(one.glance(texts) for one in prefilters),
    )
