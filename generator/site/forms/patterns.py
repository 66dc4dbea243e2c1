r"""Translates the patterns of rules for browsers, so that the form uses the very patterns of the check.

In Python, `\w` and `\b` know all alphabets, in a browser only Latin letters; possessive repeats, `\Z` and
flags inside a pattern do not exist there. So Python's own parser takes a pattern apart, and it is rebuilt.
"""

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Callable, Mapping
from typing import Any

_WORD = r"\p{L}\p{N}_"
_CATEGORIES: Mapping[Any, str] = {
    codes.CATEGORY_DIGIT: r"\p{Nd}",
    codes.CATEGORY_NOT_DIGIT: r"\P{Nd}",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: _WORD,
}
"""Replacements of categories inside brackets."""
_BOUNDARY = f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_INSIDE = f"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))"
_PLACES: Mapping[Any, str] = {
    codes.AT_BEGINNING_STRING: r"(?<![\s\S])",
    codes.AT_END_STRING: r"(?![\s\S])",
    codes.AT_BOUNDARY: _BOUNDARY,
    codes.AT_NON_BOUNDARY: _INSIDE,
}
_ATOMS = frozenset({codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN})
"""What can be repeated without a group around it."""
_SPECIAL = frozenset(r"\^$.*+?()[]{}|/")
_UNNAMED = 0xFFFF
"""Characters above this one are written with their code point in braces."""


def browser_pattern(pattern: re.Pattern[str]) -> dict[str, str]:
    """Return the `source` and the `flags` of a pattern for a browser's RegExp.

    Raises:
        KeyError: the pattern cannot be expressed in a browser.
    """
    parsed = parser.parse(pattern.pattern, pattern.flags)
    flags = "u" + ("i" if pattern.flags & re.IGNORECASE else "")
    return {"source": _Writer(pattern.flags).sequence(parsed), "flags": flags}


class _Writer:
    """Writes a pattern parsed by Python; each method takes the argument of its operation."""

    def __init__(self, flags: int, *, both_cases: bool = False) -> None:
        self._flags = flags
        self._both_cases = both_cases
        self._writers: Mapping[Any, Callable[[Any], str]] = {
            codes.LITERAL: self._literal,
            codes.NOT_LITERAL: lambda code: f"[^{_member(code)}]",
            codes.ANY: lambda _: r"[\s\S]" if flags & re.DOTALL else r"[^\n]",
            codes.IN: self._any_of,
            codes.BRANCH: lambda given: f"(?:{'|'.join(map(self.sequence, given[1]))})",
            codes.SUBPATTERN: self._group,
            codes.MAX_REPEAT: self._repeat,
            codes.POSSESSIVE_REPEAT: self._repeat,
            codes.MIN_REPEAT: lambda given: f"{self._repeat(given)}?",
            codes.ATOMIC_GROUP: lambda given: f"(?:{self.sequence(given)})",
            codes.AT: self._place,
            codes.ASSERT: lambda given: self._look(given, "="),
            codes.ASSERT_NOT: lambda given: self._look(given, "!"),
            codes.GROUPREF: lambda number: rf"(?:\{number})",
        }

    def sequence(self, parts: Any) -> str:  # noqa: ANN401 - the parser's own types
        """Return a sequence of operations."""
        return "".join(self._writers[operation](given) for operation, given in parts)

    def _literal(self, code: int) -> str:
        other = chr(code).swapcase()
        if self._both_cases and len(other) == 1 and other != chr(code):
            return f"[{_member(code)}{_member(ord(other))}]"
        return _character(code)

    def _any_of(self, parts: Any) -> str:  # noqa: ANN401
        has_others = (codes.CATEGORY, codes.CATEGORY_NOT_WORD) in parts
        rest = [part for part in parts if part != (codes.CATEGORY, codes.CATEGORY_NOT_WORD)]
        negated = parts[0][0] is codes.NEGATE
        written = "".join(map(self._member, rest[1:] if negated and has_others else rest))
        if not has_others:
            return f"[{written}]"
        if negated:
            return f"(?:{f'(?![{written}])' if written else ''}[{_WORD}])"
        return f"(?:{f'[{written}]|' if written else ''}[^{_WORD}])"

    def _member(self, part: tuple[Any, Any]) -> str:
        operation, given = part
        if operation is codes.NEGATE:
            return "^"
        if operation is codes.LITERAL:
            other = chr(given).swapcase()
            return _member(given) + (_member(ord(other)) if self._both_cases and len(other) == 1 else "")
        if operation is codes.RANGE:
            first, last = given
            upper = [chr(first).swapcase(), chr(last).swapcase()] if self._both_cases else []
            more = f"{upper[0]}-{upper[1]}" if all(one.isalpha() for one in upper) and upper else ""
            return f"{_member(first)}-{_member(last)}{more}"
        return _CATEGORIES[given]

    def _group(self, given: Any) -> str:  # noqa: ANN401
        number, added, _, parts = given
        inner = _Writer(self._flags | added, both_cases=self._both_cases or bool(added & re.IGNORECASE))
        return f"({'' if number is not None else '?:'}{inner.sequence(parts)})"

    def _repeat(self, given: Any) -> str:  # noqa: ANN401
        least, most, parts = given
        limit = "" if most is codes.MAXREPEAT else str(int(most))
        often = f"{{{least}}}" if limit == str(least) else f"{{{least},{limit}}}"
        short = {"{0,}": "*", "{1,}": "+", "{0,1}": "?"}.get(often, often)
        inner = self.sequence(parts)
        alone = len(parts) == 1 and parts[0][0] in _ATOMS and not inner.startswith("(?:")
        return f"{inner if alone else f'(?:{inner})'}{short}"

    def _place(self, place: Any) -> str:  # noqa: ANN401
        lines = self._flags & re.MULTILINE
        if place is codes.AT_BEGINNING:
            return r"(?<![^\n])" if lines else r"(?<![\s\S])"
        if place is codes.AT_END:
            return r"(?![^\n])" if lines else r"(?!\n?[\s\S])"
        return _PLACES[place]

    def _look(self, given: Any, operator: str) -> str:  # noqa: ANN401
        direction, parts = given
        return f"(?{'<' if direction < 0 else ''}{operator}{self.sequence(parts)})"


def _member(code: int) -> str:
    """Return a character as it is written inside brackets."""
    return r"\-" if chr(code) == "-" else _character(code)


def _character(code: int) -> str:
    if chr(code) in _SPECIAL:
        return f"\\{chr(code)}"
    if chr(code).isalnum() or 0x20 <= code < 0x7F:  # noqa: PLR2004 - printable ASCII
        return chr(code)
    return f"\\u{{{code:X}}}" if code > _UNNAMED else f"\\u{code:04X}"
