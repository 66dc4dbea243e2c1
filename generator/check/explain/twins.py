"""Reports invisible mistakes in Latin values: Russian look-alike letters."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from generator.base.alphabets import latin_twin, name_russian_letters
from generator.base.russian import shorten
from generator.model.findings import Problem
from generator.source.schema_patterns import matches

_LATIN = re.compile(r"[A-Za-z]")
_NEEDS_LATIN = frozenset({"not-in-vocabulary", "not-allowed", "bad-pattern", "wrong-type"})
_LONGEST = 200
_ACTION = "Наберите значение заново латинскими буквами."


def name_twins(problem: Problem, value: str, fits: Callable[[str], bool]) -> Problem:
    """Return a problem that names the Russian letters of a value, if replacing them would make it valid.

    `fits` says whether another value is valid. A word in all Russian letters counts only if its Latin twin is
    one of the allowed values.
    """
    if problem.code not in _NEEDS_LATIN or problem.on_key or len(value) > _LONGEST:
        return problem
    twin = latin_twin(value)
    fitting = next((one for one in (twin, twin.casefold()) if one and fits(one)), "")
    if not fitting or not (_LATIN.search(value) or problem.code == "not-in-vocabulary"):
        return problem
    place = problem.what.partition(": ")[0]
    return replace(
        problem,
        what=f"{place}: в значении «{shorten(value)}» {name_russian_letters(value)}",
        action=_ACTION,
        suggestions=(fitting,),
    )


def fits_alone(schema: Mapping[str, Any], value: str) -> bool:
    """Return whether a text is an allowed value, matches the pattern, or is the required boolean."""
    if "enum" in schema:
        return value in schema["enum"]
    if schema.get("type") == "boolean":
        return value in {"true", "false"}
    return schema.get("type") == "string" and matches(schema.get("pattern", "(?!)"), value)
