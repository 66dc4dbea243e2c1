"""Explains values of the wrong type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.check.explain.lengths import describe_limits
from generator.check.explain.shared_wording import INTEGER, NUMBER, REQUIRED
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field, Fields
from generator.source.schema_files import vocabulary_file

_AS_PEOPLE_WRITE = re.compile(
    r"(-?[0-9]{1,3}(?:[ \u00a0]?[0-9]{3}){0,3}|-?[0-9]{1,12})([.,][0-9]{1,6})?\s*%?\Z"
)
_YES_AND_NO: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("да", "yes", "on", "истина", "+"), "true"),
        **dict.fromkeys(("нет", "no", "off", "ложь", "-"), "false"),
    }
)
_OTHER_BULLETS = "–—•·*"
_NEEDED: Mapping[str, str] = MappingProxyType(
    {
        "string": "нужен текст",
        "integer": INTEGER,
        "number": NUMBER,
        "boolean": "нужно true (да) или false (нет)",
        "array": "нужен список",
        "object": "нужен раздел с ключами",
    }
)
_WRITTEN: Mapping[type, str] = MappingProxyType(
    {
        str: "записан текст",
        bool: "записано true или false",
        int: "записано число",
        float: "записано число",
        list: "записан список",
        dict: "записан раздел с ключами",
    }
)
_INTEGER = "Запишите только целое число, без кавычек и слов."
_NUMBER = "Запишите только число, без кавычек и слов; дробную часть отделите точкой."
_BOOLEAN = "Напишите true или false без кавычек."
_LIST = "Запишите каждое значение на своей строке под ключом: «- значение»."
_DASH = "Поставьте после дефиса обычный пробел: «- значение»."
_BULLET = "Начните пункт с дефиса и пробела, а не с другого знака: «- значение»."
_SECTION = "Запишите ключи раздела на строках под этим ключом, с отступом."
_QUOTES = "Возьмите значение в кавычки."
_ONE_TEXT = "Запишите одно значение; если в тексте есть двоеточие или «-», возьмите его в кавычки."
_ACTION: Mapping[str, Mapping[type, str]] = MappingProxyType(
    {
        "string": {int: _QUOTES, float: _QUOTES, bool: _QUOTES, list: _ONE_TEXT, dict: _ONE_TEXT},
        "integer": dict.fromkeys(_WRITTEN, _INTEGER),
        "number": dict.fromkeys(_WRITTEN, _NUMBER),
        "boolean": dict.fromkeys(_WRITTEN, _BOOLEAN),
        "array": dict.fromkeys(_WRITTEN, _LIST),
        "object": dict.fromkeys(_WRITTEN, _SECTION),
    }
)


def empty_value(fields: Fields, pointer: Pointer) -> Problem:
    """Return the problem of a key or a list item without a value.

    The pointer is not the root.
    """
    field, parent = fields.at(pointer), fields.at(pointer[:-1])
    vocabulary = field.schema.get("x-vocabulary")
    if isinstance(pointer[-1], int):
        action = "Впишите значение или удалите пункт; если он один — вместе с ключом."
    elif pointer[-1] in parent.schema.get("required", []):
        action = REQUIRED.action
    else:
        action = "Заполните поле или удалите его вместе с ключом."
    return Problem(
        code="empty-value",
        what=f"{fields.place(pointer)}: значение не заполнено",
        pointer=pointer,
        allowed=f"Значения из «{vocabulary_file(vocabulary)}»." if vocabulary else field.description,
        action=action,
        on_key=isinstance(pointer[-1], str),
    )


def wrong_type(place: str, field: Field, value: object, pointer: Pointer) -> Problem:
    """Return the problem of a value of the wrong type.

    `place` is in words.
    """
    if not pointer:
        return _not_a_mapping(place, field)
    needed = str(field.schema.get("type", ""))
    written = _WRITTEN.get(type(value), "значения нет")
    return Problem(
        code="wrong-type",
        what=f"{place}: {_NEEDED.get(needed, 'нужно другое значение')}, а {written}",
        pointer=pointer,
        allowed=_form(field),
        action=_action(needed, value) + _example(needed, field),
        suggestions=_NEAR.get(needed, _suggest_nothing)(value),
    )


def _form(field: Field) -> str:
    """Return the form of the field's values; items of a list have no words of their own."""
    return (field.form if field.schema.get("x-date") else field.description) or describe_limits(field.schema)


def _action(needed: str, value: object) -> str:
    if needed == "array":
        begun = next(iter(value), "") if isinstance(value, dict) else value
        if isinstance(begun, str) and begun.startswith("-"):
            return _DASH
        if isinstance(begun, str) and begun.startswith(tuple(_OTHER_BULLETS)):
            return _BULLET
    return _ACTION.get(needed, {}).get(type(value), "Исправьте значение по описанию поля.")


def _example(needed: str, field: Field) -> str:
    """Return the first key of a section as an example; «» for other fields."""
    required = field.schema.get("required") if needed == "object" else None
    return f" Например: «{required[0]}: …»." if required else ""


def _near_number(value: object) -> tuple[str, ...]:
    found = _AS_PEOPLE_WRITE.match(value) if isinstance(value, str) else None
    return ("".join(found[1].split()) + (found[2] or "").replace(",", "."),) if found else ()


def _near_choice(value: object) -> tuple[str, ...]:
    meant = _YES_AND_NO.get(value.strip().casefold()) if isinstance(value, str) else None
    return (meant,) if meant else ()


def _suggest_nothing(_value: object) -> tuple[str, ...]:
    return ()


_NEAR: Mapping[str, Callable[[object], tuple[str, ...]]] = MappingProxyType(
    {"integer": _near_number, "number": _near_number, "boolean": _near_choice}
)


def _not_a_mapping(place: str, field: Field) -> Problem:
    return Problem(
        code="wrong-type",
        what=f"{place}: нужны ключи со значениями",
        allowed=field.description,
        action="Запишите каждое поле со своим ключом: «title: …».",
    )
