"""Words for keys that a schema does not know: misspelt, in letters that only look right, or misplaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from generator.base.russian import join_words, quote_all, shorten
from generator.base.suggestions import near_misses
from generator.check.explain.choices import list_values
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field, Fields
from generator.source.yaml.reader import Json

_RUSSIAN = "асеорухкмтнв"
_LATIN = dict(zip(_RUSSIAN, "aceopyxkmthb", strict=True))
"""Russian letters that look like Latin ones in a key."""


def unknown_keys(fields: Fields, present: Mapping[str, Json], pointer: Pointer, most: int) -> list[Problem]:
    """Return the problems of the keys of a mapping that the schema does not know, at most some of them."""
    known = fields.below(pointer)
    keys = {field.key for field in known}
    missing = [field for field in known if field.key not in present]
    top = {field.key for field in fields.below(())} if pointer else set()
    found = islice((key for key in present if key not in keys), most)
    return [_unknown_key(fields, key, pointer, missing, top) for key in found]


def _unknown_key(
    fields: Fields, key: str, pointer: Pointer, missing: Sequence[Field], top: set[str]
) -> Problem:
    place = fields.inside(pointer)
    problem = Problem(
        code="unknown-key",
        what=f"Неизвестный ключ «{shorten(key)}»{place}",
        pointer=(*pointer, key),
        allowed=list_values("Ещё можно заполнить", [field.name for field in missing]),
        action="Исправьте ключ или удалите его вместе со значением.",
        on_key=True,
    )
    twin = "".join(_LATIN.get(letter, letter) for letter in key)
    if twin != key and twin in {field.key for field in missing}:
        russian = list(dict.fromkeys(letter for letter in key if letter in _LATIN))
        letters = f"{'буквы' if len(russian) > 1 else 'буква'} {join_words(quote_all(russian))}"
        return replace(
            problem,
            what=f"Неизвестный ключ «{shorten(key)}»{place}: русская {letters}"
            if len(russian) == 1
            else f"Неизвестный ключ «{shorten(key)}»{place}: русские {letters}",
            action="Наберите ключ латинскими буквами.",
            suggestions=(twin,),
            spoils=((*pointer, twin),),
        )
    candidates = [(text, field.key) for field in missing for text in (field.key, field.title)]
    near = near_misses(key, candidates)
    if not near and key in top:
        return replace(
            problem,
            what=f"Ключ «{key}» стоит не на месте:{place}",
            action=f"Перенесите «{key}» вместе со значением на верхний уровень: туда, где «title».",
            spoils=((key,),),
        )
    return replace(problem, suggestions=near, spoils=tuple((*pointer, one) for one in near[:1]))


def join_unindented(fields: Fields, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems in which the lines of a section that stand without an indent are one mistake."""
    unknown = {one.pointer: one for one in problems if one.code == "unknown-key"}
    joined: list[Problem] = []
    dropped: set[Pointer] = set()
    for one in problems:
        inner = {field.key for field in fields.below(one.pointer)} if one.code == "empty-value" else set()
        own = [place for place in unknown if place[:-1] == one.pointer[:-1] and place[-1] in inner]
        dropped.update(own)
        lines = join_words(quote_all(str(place[-1]) for place in own))
        action = f"Сдвиньте строки этого раздела ({lines}) вправо на два пробела."
        joined.append(replace(one, action=action) if own else one)
    return [one for one in joined if one.pointer not in dropped]
