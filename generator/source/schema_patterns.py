"""Patterns of schemas, judged by an engine that takes linear time: a proposal may bring any pattern.

The engine looks neither ahead nor behind and knows no references to groups: that is what makes others try
one text in more ways than there are seconds. A pattern that grows too large is refused, for time is what it
is made of: with this limit the worst one that was found takes a second over a whole file.
"""

from __future__ import annotations

from functools import lru_cache

import jsonschema_rs

from generator.base.limits import MAX_PATTERN_BYTES

ENGINE = jsonschema_rs.RegexOptions(size_limit=MAX_PATTERN_BYTES, dfa_size_limit=4 * MAX_PATTERN_BYTES)
"""For every validator that is made from a schema."""


def is_pattern(pattern: str) -> bool:
    """Return whether the engine can judge texts by a pattern."""
    try:
        _compile(pattern)
    except ValueError:
        return False
    return True


def matches(pattern: str, text: str) -> bool:
    """Return whether a pattern is found in a text.

    Raises:
        ValueError: it is no pattern; schemas that were read have none such.
    """
    return _compile(pattern).is_valid(text)


@lru_cache(maxsize=256)
def _compile(pattern: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=ENGINE)
