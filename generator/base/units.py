"""Units of measure in agreement with a number: «1 балл», «3 балла», «3,1 балла», «5 баллов»."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from generator.base.morphology import open_dictionary
from generator.base.russian import plural

PERCENT = re.compile(r"\s*(?:%|процент(?:а|ы|ов)?)\s*", re.IGNORECASE)
"""Per cent as people write it as a unit."""
_UNITS = 1024
_SHORTEST = 3
_WORD = re.compile(r"[а-яё-]+")
_COUNTS = frozenset({"количество", "число", "численность", "доля"})
"""Nouns that precede what is counted."""
_LEARNERS = ("учащ", "обучающ")
"""People whom the dictionary knows as participles."""
_COUNTED = frozenset({("nomn", "sing"), ("gent", "sing"), ("gent", "plur")})
"""The forms in which people write what they count: «балл», «балла», «баллов»."""
_MANY = {"человек": "человек", "год": "лет"}
"""Nouns whose counting form differs from their plural."""
_NOUN: Mapping[str, frozenset[str]] = {
    "one": frozenset({"nomn", "sing"}),
    "few": frozenset({"gent", "sing"}),
    "part": frozenset({"gent", "sing"}),
    "many": frozenset({"gent", "plur"}),
}
_ADJECTIVE: Mapping[str, frozenset[str]] = {**_NOUN, "few": frozenset({"gent", "plur"})}
"""Forms of nouns and of adjectives: with 1, with 2, with a fraction such as 0,5, and with 5."""


def is_percent(unit: str | None) -> bool:
    """Return whether a unit is per cent, as a sign or a word."""
    return PERCENT.fullmatch(unit or "") is not None


@lru_cache(maxsize=_UNITS)
def are_persons(words: str) -> bool:
    """Return whether a unit, or what is counted, is people: «человек», «число молодых педагогов».

    «участия» do not count as people: one may take part several times.
    """
    for word in _WORD.findall(words.lower()):
        if word.startswith(_LEARNERS):
            return True
        noun = next((one.tag for one in open_dictionary().parse(word) if one.tag.POS == "NOUN"), None)
        if noun is not None and word not in _COUNTS:
            return "anim" in noun
    return False


def agree(unit: str, number: float) -> str:
    """Return a unit in the form that agrees with a number.

    Its first noun and the adjectives before it are declined: «верных ответов из 10» gives «2 верных ответа из
    10». Anything but such a phrase («%», «мин», «за смену») stays as it is.
    """
    form = plural(number, "one", "few", "many") if number == int(number) else "part"
    return _decline(unit, form)


@lru_cache(maxsize=_UNITS)
def _decline(unit: str, form: str) -> str:
    words = unit.split(" ")
    parsed: list[Any] = []
    for word in words:
        found = _parse(word)
        if found is None:
            return unit
        parsed.append(found)
        if found.tag.POS == "NOUN":
            break
    if not parsed or parsed[-1].tag.POS != "NOUN":
        return unit
    *adjectives, noun = parsed
    declined = [*(_inflect_adjective(one, form, noun) for one in adjectives), _inflect_noun(noun, form)]
    return " ".join([*declined, *words[len(parsed) :]]) if all(declined) else unit


def _inflect_noun(noun: Any, form: str) -> str:  # noqa: ANN401 - as `_parse`
    if form == "many" and noun.normal_form in _MANY:
        return _MANY[noun.normal_form]
    found = noun.inflect(_NOUN[form])
    return found.word if found else ""


def _inflect_adjective(adjective: Any, form: str, noun: Any) -> str:  # noqa: ANN401 - as `_parse`
    wanted = _ADJECTIVE[form]
    found = adjective.inflect(wanted | {noun.tag.gender} if "sing" in wanted else wanted)
    return found.word if found else ""


def _parse(word: str) -> Any:  # noqa: ANN401 - the library has no types
    """Parse a word as a counted noun or an adjective before it; None for other words and abbreviations."""
    if not word.isalpha() or not word.islower() or len(word) < _SHORTEST:
        return None
    found: Sequence[Any] = open_dictionary().parse(word)
    if any("Abbr" in one.tag for one in found):
        return None
    nouns = [one for one in found if one.tag.POS == "NOUN" and (one.tag.case, one.tag.number) in _COUNTED]
    adjectives = [
        one for one in found if one.tag.POS == "ADJF" and (one.tag.case, one.tag.number) in _COUNTED
    ]
    return next(iter(nouns or adjectives), None)
