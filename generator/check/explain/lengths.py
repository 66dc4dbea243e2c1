"""Explains texts, lists and numbers outside their limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from jsonschema import ValidationError

from generator.base.russian import count, format_number, plural
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field

SIGNS = ("знак", "знака", "знаков")
_SIGNS_OF = ("знака", "знаков", "знаков")
ITEMS = ("пункт", "пункта", "пунктов")
_ITEMS_OF = ("пункта", "пунктов", "пунктов")
UnitForms = tuple[str, str, str]


# keyword → code, what is wrong, forms of the unit (none for plain numbers), what to do
LENGTHS: Mapping[str, tuple[str, str, UnitForms | tuple[()], str]] = {
    "minLength": ("too-short", "текст слишком короткий", SIGNS, "Допишите текст."),
    "maxLength": ("too-long", "текст слишком длинный", SIGNS, "Сократите текст."),
    "minItems": ("too-few-items", "в списке слишком мало значений", ITEMS, "Дополните список."),
    "maxItems": ("too-many-items", "в списке слишком много значений", ITEMS, "Сократите список."),
    "minimum": ("too-small", "число слишком маленькое", (), "Проверьте число."),
    "exclusiveMinimum": ("too-small", "число слишком маленькое", (), "Проверьте число."),
    "maximum": ("too-large", "число слишком большое", (), "Проверьте число."),
    "exclusiveMaximum": ("too-large", "число слишком большое", (), "Проверьте число."),
}


def length_problem(place: str, field: Field, error: ValidationError, pointer: Pointer) -> Problem:
    """Return the problem of a value outside a limit.

    `place` is in words, `error` is jsonschema's of one of the keywords of `LENGTHS`.
    """
    code, what, unit, action = LENGTHS[str(error.validator)]
    value = cast("Any", error.instance)
    size = count(len(value), *unit) if unit else format_number(value)
    return Problem(
        code=code,
        what=f"{place}: {what} — {size}",
        pointer=pointer,
        allowed=describe_limits(field.schema),
        action=action,
    )


def describe_limits(schema: Mapping[str, Any]) -> str:
    """Return the limits of a field in words: «80–400 знаков»; empty without limits."""
    if "minLength" in schema or "maxLength" in schema:
        return _describe_range(schema.get("minLength"), schema.get("maxLength"), SIGNS, _SIGNS_OF)
    if "minItems" in schema or "maxItems" in schema:
        return _describe_range(schema.get("minItems"), schema.get("maxItems"), ITEMS, _ITEMS_OF)
    if "exclusiveMinimum" in schema:
        return f"Число больше {format_number(schema['exclusiveMinimum'])}."
    low, high = schema.get("minimum"), schema.get("maximum")
    bounds = [
        f"{word} {format_number(bound)}" for word, bound in (("от", low), ("до", high)) if bound is not None
    ]
    return f"Число {' '.join(bounds)}." if bounds else ""


def _describe_range(low: int | None, high: int | None, words: UnitForms, words_of: UnitForms) -> str:
    if low and low == high:
        return f"Ровно {count(high, *words)}."
    if low and low > 1 and high:
        return f"{format_number(low)}–{format_number(high)} {plural(high, *words)}."
    if high:
        return f"До {count(high, *words_of)}."
    return f"Не меньше {count(low or 1, *words_of)}."
