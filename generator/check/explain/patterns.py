"""Explains texts that do not fit a pattern: phones, mailboxes, ids, tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from generator.base.russian import quote, shorten
from generator.check.explain import shared_wording
from generator.model.addresses import slug
from generator.model.findings import Pointer, Problem
from generator.source.fields import Fields
from generator.source.schema_patterns import matches

_LONGEST = 200
"""Longer texts are no misspelt ids, mailboxes or numbers."""
_AT = re.compile(r"\s*[\[({]\s*(?:at|собака|эт)\s*[\])}]\s*", re.IGNORECASE)
"""How people hide the sign «@» from robots."""
_NO_PHONE = re.compile(r"[^0-9+() -]")
_NO_FIGURES = re.compile(r"\([^()\d]*\)")
_EXTENSION = re.compile(r"[,;\s]*\(?\s*(?:доб|внутр|вн|ext)\w*\.?.*\Z|\s*#.*\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;/\n]\s*|\s+(?=#)|\s+и(?:ли)?\s+|\s+(?=\+7|8[ (])")
_ONE_ADDRESS = frozenset({"phone", "email"})
_MANY = "здесь нужно одно значение, а записано несколько"
_SHORT = "в номере не хватает цифр или кода города"
_WHOLE = "Впишите номер целиком: +7 или 8, код города и номер — 11 цифр."
_EACH = "Запишите каждое значение своим пунктом."
_ONE = "Оставьте одно, остальные назовите в тексте записи."


def pattern_problem(fields: Fields, whole: str, pointer: Pointer) -> Problem:
    """Return the problem of a text that does not fit the pattern of its field."""
    field = fields.at(pointer)
    is_item = bool(field.schema.get("x-form-split"))
    several = _EACH if is_item else _ONE
    of_many = (is_item or field.schema.get("x-text") in _ONE_ADDRESS) and _suggest_each(whole, field.schema)
    wrong = _MANY if of_many else shared_wording.PATTERN.what
    short = field.schema.get("x-text") == "phone" and not of_many and _is_short_phone(whole)
    return Problem(
        code="bad-pattern",
        what=f"{fields.place(pointer)}: {_SHORT if short else wrong} — {quote(shorten(whole))}",
        pointer=pointer,
        allowed=field.form,
        action=_WHOLE if short else several if of_many else shared_wording.PATTERN.action,
        suggestions=of_many or _suggest_correction(whole, field.schema),
    )


def _is_short_phone(text: str) -> bool:
    """Return whether a text holds some figures of a phone, but not all."""
    return 2 < sum(sign.isdecimal() for sign in text) < 10  # noqa: PLR2004 - a code and a number are ten figures


def _suggest_each(text: str, schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the phones or mailboxes of a text that holds several; nothing if it holds one."""
    parts = [part.strip() for part in _BETWEEN.split(text[:_LONGEST]) if part.strip()]
    found = [one for part in parts for one in _suggest_correction(part, schema) or _if_fits(part, schema)]
    return tuple(dict.fromkeys(found)) if len(parts) > 1 and len(found) == len(parts) else ()


def _if_fits(text: str, schema: Mapping[str, Any]) -> tuple[str, ...]:
    return (text,) if matches(schema["pattern"], text) else ()


def _suggest_correction(text: str, schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return at most one correction of a text: another one, and one that fits the schema.

    Which record a reference means is for the rules to say, which know the records.
    """
    if len(text) > _LONGEST or "x-reference" in schema:
        return ()
    if schema.get("x-text") == "phone":
        figures = _NO_PHONE.sub("", _EXTENSION.sub("", _NO_FIGURES.sub("", text)))
        candidates: tuple[str, ...] = (figures.strip(" -"),)
    else:
        tag_or_id = text.lstrip("#").strip() if "x-text" in schema else slug(text)
        candidates = ("".join(_AT.sub("@", text).split()).removeprefix("mailto:"), tag_or_id)
    low, high = schema.get("minLength", 1), schema.get("maxLength", _LONGEST)
    fitting = (
        one
        for one in candidates
        if one != text and low <= len(one) <= high and matches(schema["pattern"], one)
    )
    return tuple(islice(fitting, 1))
