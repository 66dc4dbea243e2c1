"""Patterns of schemas, run by a linear-time regex engine: a proposal may bring any pattern.

The engine has neither look-around nor back-references, which make others take exponential time. A pattern
that compiles too large is refused, since size is what remains to cost time: with this limit the worst one
found takes a second over a whole file.
"""

from functools import lru_cache

import jsonschema_rs

from generator.base.limits import MAX_PATTERN_BYTES

ENGINE = jsonschema_rs.RegexOptions(size_limit=MAX_PATTERN_BYTES, dfa_size_limit=4 * MAX_PATTERN_BYTES)
"""Options for every validator made from a schema."""


def is_pattern(pattern: str) -> bool:
    """Return whether the engine accepts a pattern."""
    try:
        _compile(pattern)
    except ValueError:
        return False
    return True


def matches(pattern: str, text: str) -> bool:
    """Return whether a pattern is found in a text.

    Raises:
        ValueError: the engine rejects the pattern; schemas read by `read_schemas` have none such.
    """
    return _compile(pattern).is_valid(text)


@lru_cache(maxsize=256)
def _compile(pattern: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=ENGINE)
