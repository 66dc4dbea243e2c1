"""Words for values that are none of those a field takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.base.russian import quote_all, shorten
from generator.base.suggestions import near_misses
from generator.model.addresses import slug
from generator.model.findings import Pointer, Problem
from generator.model.settings import Vocabulary
from generator.model.term_names import TermNames
from generator.source.schema_files import vocabulary_file

_MOST_LISTED = 12
_MOST_SUGGESTED = 3
_transliterate = lru_cache(maxsize=4096)(slug)
"""Gives a title as people write it who know that ids are Latin: «fizika» for «Физика»."""


def not_allowed(place: str, choices: Sequence[str], value: str, pointer: Pointer) -> Problem:
    """Return the problem of a value that is none of a few; `place` is in words."""
    return Problem(
        code="not-allowed",
        what=f"{place}: значение «{shorten(value)}» не подходит",
        pointer=pointer,
        allowed=list_values("Одно из значений", quote_all(choices)),
        action="Выберите одно из значений.",
        suggestions=near_misses(value, [(item, item) for item in choices]),
    )


def not_in_vocabulary(place: str, name: str, vocabulary: Vocabulary, value: str, pointer: Pointer) -> Problem:
    """Return the problem of a value that is no term of the vocabulary of a name; `place` is in words."""
    names = TermNames(vocabulary)
    return Problem(
        code="not-in-vocabulary",
        what=f"{place}: значения «{shorten(value)}» нет в словаре «{vocabulary.title}»",
        pointer=pointer,
        allowed=describe_vocabulary(name, vocabulary),
        action="Впишите короткое имя значения латиницей, как в словаре.",
        suggestions=names.find_ids(value)[:_MOST_SUGGESTED] or _near_terms(names, value),
    )


def _near_terms(names: TermNames, value: str) -> tuple[str, ...]:
    """Return the ids of the terms that a misspelt text may name."""
    spelt = list(names.names())
    latin = [(_transliterate(name), term_id) for name, term_id in spelt if not name.isascii()]
    return near_misses(value, [*spelt, *latin])


def describe_vocabulary(name: str, vocabulary: Vocabulary) -> str:
    """Return the values that may stand in a field of a vocabulary, or the file that lists many."""
    listed = [f"{term.id} ({term.title})" for term in vocabulary.terms]
    few = f": {', '.join(listed)}" if len(listed) <= _MOST_LISTED else ""
    return f"Значения из «{vocabulary_file(name)}»{few}."


def list_values(lead: str, values: Sequence[str]) -> str:
    """Return values after the words that lead to them, of many the first; empty for none."""
    if not values:
        return ""
    more = len(values) - _MOST_LISTED
    tail = f" и ещё {more}" if more > 0 else ""
    return f"{lead}: {', '.join(values[:_MOST_LISTED])}{tail}."
