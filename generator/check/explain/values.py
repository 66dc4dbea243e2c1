"""Explains values of the wrong type, and describes missing ones as they are written in a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from generator.base.russian import join_words, quote_all
from generator.check.explain.lengths import describe_limits
from generator.check.explain.shared_wording import INTEGER, NUMBER, REQUIRED
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field, Fields, find_alternatives
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
_QUOTES = "Возьмите значение в кавычки."
_ONE_TEXT = "Запишите одно значение; если в тексте есть двоеточие или «-», возьмите его в кавычки."
_DASH = "Поставьте после дефиса обычный пробел: «- значение»."
_BULLET = "Начните пункт с дефиса и пробела, а не с другого знака: «- значение»."
_ACTION: Mapping[str, str] = MappingProxyType(
    {
        "integer": "Запишите только целое число, без кавычек и слов.",
        "number": "Запишите только число, без кавычек и слов; дробную часть отделите точкой.",
        "boolean": "Напишите true или false без кавычек.",
        "array": "Запишите каждое значение на своей строке под ключом: «- значение».",
        "object": "Запишите ключи раздела на строках под этим ключом, с отступом.",
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
        return Problem(
            code="wrong-type",
            what=f"{place}: нужны ключи со значениями",
            allowed=field.description,
            action="Запишите каждое поле со своим ключом: «title: …».",
        )
    needed = str(field.schema.get("type", ""))
    written = _WRITTEN.get(type(value), "значения нет")
    return Problem(
        code="wrong-type",
        what=f"{place}: {_NEEDED.get(needed, 'нужно другое значение')}, а {written}",
        pointer=pointer,
        allowed=_form(field),
        action=_action(needed, value) + _example(needed, field),
        suggestions=_suggest(needed, value),
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
    if needed == "string" and type(value) in _WRITTEN:
        return _ONE_TEXT if isinstance(value, list | dict) else _QUOTES
    return _ACTION.get(needed, "Исправьте значение по описанию поля.")


def _example(needed: str, field: Field) -> str:
    """Return the first key of a section as an example; «» for other fields."""
    required = field.schema.get("required") if needed == "object" else None
    return f" Например: «{required[0]}: …»." if required else ""


def _suggest(needed: str, value: object) -> tuple[str, ...]:
    """Return a number or a yes or no that people have written as a text."""
    if not isinstance(value, str):
        return ()
    if needed == "boolean":
        meant = _YES_AND_NO.get(value.strip().casefold())
        return (meant,) if meant else ()
    found = _AS_PEOPLE_WRITE.match(value) if needed in {"integer", "number"} else None
    return ("".join(found[1].split()) + (found[2] or "").replace(",", "."),) if found else ()


def describe_field(fields: Fields, pointer: Pointer) -> str:
    """Return what a field looks like in a file: a line, a section or a list."""
    field = fields.at(pointer)
    if field.schema.get("type") == "object":
        return f"раздел «{field.key}:» и под ним с отступом {_describe_lines(fields, pointer)}"
    if field.schema.get("type") == "array":
        return f"список «{field.key}:» и под ним с отступом {_describe_lines(fields, (*pointer, 0), '- ')}"
    return f"строку «{field.key}: …»"


def _describe_lines(fields: Fields, pointer: Pointer, dash: str = "") -> str:
    """Return the required lines of a section or an item; of alternatives, the first."""
    schema = fields.at(pointer).schema
    either = find_alternatives(schema)[:1]
    lines = [f"{key}: …" for key in (*schema.get("required", []), *either)] or ["значение"]
    return join_words(quote_all([f"{dash}{lines[0]}", *lines[1:]]))
