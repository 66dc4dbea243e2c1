"""Explains values of the wrong type, and shows how missing ones are written in a file."""

import re
from collections.abc import Mapping
from typing import Any

from generator.base.russian import join_words, quote_all, shorten
from generator.check.explain.dates import guess_date
from generator.check.explain.lengths import describe_limits
from generator.check.explain.numbers import (
    find_items,
    find_number,
    find_unit,
    fits_bounds,
    holds_several,
    means_all,
)
from generator.check.explain.shared_wording import ALL_NUMBERS, DATE_FORM, INTEGER, NUMBER, REQUIRED
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field, Fields, find_alternatives
from generator.source.schema_files import vocabulary_file
from generator.source.schema_patterns import matches

_MONTH = re.compile(r"(?:[0-9]{4}\.[0-9]{2}|[0-9]{1,2}\.[0-9]{4})\Z")
_MOST_SUGGESTED, _MOST_NAMED = 3, 2
_LONGEST = 200
_YES_AND_NO: Mapping[str, str] = {
    **dict.fromkeys(("да", "yes", "on", "истина", "+"), "true"),
    **dict.fromkeys(("нет", "no", "off", "ложь", "-"), "false"),
}
_NUMBERS = frozenset({"integer", "number"})
_OTHER_BULLETS = "–—•·*"
_NEEDED: Mapping[str, str] = {
    "string": "нужен текст",
    "integer": INTEGER,
    "number": NUMBER,
    "boolean": "нужно true (да) или false (нет)",
    "array": "нужен список",
    "object": "нужен раздел с ключами",
}
_WRITTEN: Mapping[type, str] = {
    str: "записан текст",
    bool: "записано true или false",
    int: "записано число",
    float: "записано число",
    list: "записан список",
    dict: "записан раздел с ключами",
}
_QUOTES = "Возьмите значение в кавычки."
_ONE_TEXT = "Запишите одно значение; если в тексте есть двоеточие, возьмите его в кавычки."
_NO_LIST = "Запишите одно значение, без скобок и «-»; текст, который с них начинается, возьмите в кавычки."
_EACH_NUMBER = "Запишите каждое число отдельно: {numbers}."
_ONE_NUMBER = (
    "Здесь нужно одно число, а записано несколько: оставьте одно, остальное скажите словами в другом поле."
)
_DASH = "Поставьте после дефиса обычный пробел: «- значение»."
_BULLET = "Начните пункт с дефиса и пробела, а не с другого знака: «- значение»."
_ACTION: Mapping[str, str] = {
    "integer": "Запишите только целое число, без кавычек и слов.",
    "number": "Запишите только число, без кавычек и слов; дробную часть отделите точкой.",
    "boolean": "Напишите true или false без кавычек.",
    "array": "Запишите каждое значение на своей строке под ключом: «- значение».",
    "object": "Запишите ключи раздела на строках под этим ключом, с отступом.",
}


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


def placeholder_problem(value: str, pointer: Pointer) -> Problem:
    """Return the problem of a value that is a placeholder."""
    in_list = bool(pointer) and isinstance(pointer[-1], int)
    return Problem(
        code="placeholder",
        what=f"Вместо значения стоит «{shorten(value).strip('«»')}»: читатель ничего не узнает",
        pointer=pointer,
        allowed="настоящее значение; необязательное поле можно не заполнять",
        action="Впишите значение или удалите пункт."
        if in_list
        else "Впишите значение; если его нет, а поле необязательное, удалите поле вместе с ключом.",
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
            action="Уберите «-» перед ключами верхнего уровня: в файле не список, а ключи со значениями."
            if isinstance(value, list)
            else "Запишите каждое поле со своим ключом: «title: …».",
        )
    needed = str(field.schema.get("type", ""))
    written = _WRITTEN.get(type(value), "значения нет")
    return Problem(
        code="wrong-type",
        what=f"{place}: {_NEEDED.get(needed, 'нужно другое значение')}, а {written}",
        pointer=pointer,
        allowed=(field.form if field.schema.get("x-date") else field.description)
        or describe_limits(field.schema),
        action=DATE_FORM.action
        if field.schema.get("x-date") and isinstance(value, float)
        else _action(field, value, pointer[-1]) + _example(needed, field) + _move_unit(field, value),
        suggestions=_suggest_list(field.schema.get("items", {}), value)
        if needed == "array"
        else _suggest_date(field, value) or _suggest(field, value, pointer[-1]),
    )


def _suggest_date(field: Field, value: object) -> tuple[str, ...]:
    """Return the month that a number means: 2024.09, 9.2024; 2024.1 is ambiguous, it may have been .10."""
    if not field.schema.get("x-date") or not isinstance(value, float) or not _MONTH.match(str(value)):
        return ()
    return tuple(date for date in guess_date(str(value)) if matches(field.schema.get("pattern", ""), date))


def _move_unit(field: Field, value: object) -> str:
    """Return where the word after a number belongs, if a neighbouring field has the units; «» otherwise."""
    found = find_unit(value) if isinstance(value, str) and len(value) <= _LONGEST else ""
    unit = field.schema.get("x-unit")
    return f" Единицу «{shorten(found)}» запишите в поле `{unit}`." if found and unit else ""


def _action(field: Field, value: object, key: str | int) -> str:
    needed = str(field.schema.get("type", ""))
    if needed == "array":
        return _ask_for_bullet(value) or _ACTION[needed]
    if needed in _NUMBERS and isinstance(value, str):
        if needed == "integer" and isinstance(key, int):
            return _ask_for_each(value, field)
        several = holds_several(value) and not find_number(value, needed)
        return _ONE_NUMBER if several else _ACTION[needed]
    if needed == "string" and isinstance(value, list):
        return _NO_LIST
    if needed == "string" and type(value) in _WRITTEN:
        return _ONE_TEXT if isinstance(value, dict) else _QUOTES
    return _ACTION.get(needed, "Исправьте значение по описанию поля.")


def _ask_for_bullet(value: object) -> str:
    """Return what to do about a list with wrong bullets or spaces after them; «» if it has none."""
    begun = next(iter(value), "") if isinstance(value, dict) else value
    if not isinstance(begun, str):
        return ""
    if begun.startswith("-"):
        return _DASH
    return _BULLET if begun.startswith(tuple(_OTHER_BULLETS)) else ""


def _ask_for_each(value: str, item: Field) -> str:
    """Return what to do about one item of a list of numbers that may contain several."""
    if means_all(value):
        return ALL_NUMBERS
    numbers = find_items(item.schema, value)
    return _EACH_NUMBER.format(numbers=", ".join(numbers)) if len(numbers) > 1 else _ACTION["integer"]


def _example(needed: str, field: Field) -> str:
    """Return the first key of a section as an example; «» for other fields."""
    required = field.schema.get("required") if needed == "object" else None
    return f" Например: «{required[0]}: …»." if required else ""


def _suggest(field: Field, value: object, key: str | int) -> tuple[str, ...]:
    """Return the number or boolean that was written as text, or the items of a list where a text belongs."""
    needed = field.schema.get("type")
    if needed == "string" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(dict.fromkeys(value))[:_MOST_SUGGESTED]
    if not isinstance(value, str):
        return ()
    if needed == "boolean":
        meant = _YES_AND_NO.get(value.strip().casefold())
        return (meant,) if meant else ()
    if needed == "integer" and isinstance(key, int) and len(value) <= _LONGEST and not means_all(value):
        numbers = find_items(field.schema, value) or find_number(value, needed)
        numbers = numbers if len(numbers) == 1 and numbers != (value,) else ()
    else:
        numbers = find_number(value, needed) if needed in _NUMBERS else ()
    return tuple(number for number in numbers if fits_bounds(field.schema, number))


def _suggest_list(item: Mapping[str, Any], value: object) -> tuple[str, ...]:
    """Return a list as written in a file, made from the value in its place."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _suggest_list(item, f"{value:g}") if item.get("type") == "integer" else (f"[{value}]",)
    if not isinstance(value, str) or len(value) > _LONGEST or item.get("type") == "object":
        return ()
    if item.get("type") == "integer":
        numbers = find_items(item, value)
        return (f"[{', '.join(numbers)}]",) if numbers else ()
    if ("x-vocabulary" not in item and "pattern" not in item) or value.startswith(("-", *_OTHER_BULLETS)):
        return ()
    listed = (part.lstrip("#").strip() for part in re.split(r"[,;\n]|\s(?=#)", value))
    parts = [part for part in listed if part]
    if len(parts) == 1:
        return (f"- {parts[0]}",)
    return (f"[{', '.join(parts)}]",) if parts and not any("[" in part for part in parts) else ()


def describe_field(fields: Fields, pointer: Pointer) -> str:
    """Return what a field looks like in a file: a line, a section or a list."""
    field = fields.at(pointer)
    if field.schema.get("type") == "object":
        return f"раздел «{field.key}:» и под ним с отступом {_describe_lines(fields, pointer)}"
    if field.schema.get("type") == "array":
        return f"список «{field.key}:» и под ним с отступом {_describe_lines(fields, (*pointer, 0), '- ')}"
    return f"строку «{field.key}: …»"


def describe_whole_form(fields: Fields, pointer: Pointer, value: object) -> str:
    """Return what to write where sections belong but a text or section was found; «» for other fields."""
    schema = fields.at(pointer).schema
    begun = next(iter(value), "") if isinstance(value, dict) else ""
    is_section = isinstance(value, dict) and not str(begun).startswith(("-", *_OTHER_BULLETS))
    if isinstance(value, dict | list) and not (is_section and schema.get("type") == "array"):
        return ""
    if schema.get("items", {}).get("type") == "object":
        return f"Запишите {describe_field(fields, pointer)}."
    if schema.get("type") == "object" and isinstance(pointer[-1], int):
        lines = _describe_lines(fields, pointer, "- ")
        return f"Запишите пункт {'строками' if '», «' in lines or '» и «' in lines else 'строкой'} {lines}."
    return f"Запишите {describe_field(fields, pointer)}." if schema.get("type") == "object" else ""


def _describe_lines(fields: Fields, pointer: Pointer, dash: str = "") -> str:
    """Return the required lines of a section or an item; of alternatives, the first."""
    schema = fields.at(pointer).schema
    either = find_alternatives(schema)[:1]
    keys = [*schema.get("required", []), *either] or [*schema.get("properties", {})][:_MOST_NAMED]
    lines = [f"{key}: …" for key in keys] or ["значение"]
    return join_words(quote_all([f"{dash}{lines[0]}", *lines[1:]]))
