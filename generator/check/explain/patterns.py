"""Explains texts that do not match a pattern: phones, mailboxes, ids, tags."""

import re
from itertools import islice

from generator.base.alphabets import figures_of
from generator.base.phone_extensions import join_phone, part_phone
from generator.base.russian import quote, shorten
from generator.check.explain import shared_wording
from generator.model.addresses import slug
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field, Fields
from generator.source.schema_patterns import matches

_LONGEST = 200
"""Longer texts are not misspelt ids, mailboxes or numbers."""
_AT = re.compile(r"\s*[\[({]\s*(?:at|собака|эт)\s*[\])}]\s*", re.IGNORECASE)
"""How people hide «@» from robots."""
_NO_PHONE = re.compile(r"[^0-9+() -]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_GLUED_LETTER = re.compile(r"(?<=\d)[^\W\d_]|[^\W\d_](?=\d)")
_MAILBOX = re.compile(
    r"(?:(?:e-?mail|эл\w*\.?|почт\w*|адрес|mailto)[\s.:—–-]*){0,3}[\s<(\"«]*([^\s@<>()\[\],;:\"«»]+@[^\s@<>()\[\],;:\"«»]+\.[^\W\d_]{2,})[\s>)\"».,;]*\Z",
    re.IGNORECASE,
)
"""A mailbox with the words that people put around it."""
_SIGNS = re.compile(r"\s*(@)@*\s*|\s+(\.)\s*")
_PLUS_EIGHT = re.compile(r"\A\s*\+\s*(?=8)")
_COMMA_IN_HOST = re.compile(r"(?<=\w),(?=[a-z]{2,6}\W*\Z)")
_NO_FIGURES = re.compile(r"\([^()\d]*\)")
_BETWEEN = re.compile(r"\s*[,;/\n]\s*|\s+(?=#)|\s+и(?:ли)?\s+|\s+(?=\+7|8[ (])")
_ONE_ADDRESS = frozenset({"phone", "email"})
_MANY = "здесь нужно одно значение, а записано несколько"
_SHORT = "в номере не хватает цифр или кода города"
_LONG = "в номере лишние цифры"
_FEWEST, _WHOLE_NUMBER = 2, 11
"""Digits of what is not a phone yet, and of a whole number: seven or eight, the area code and the number."""
_WHOLE = "Впишите номер целиком: +7 или 8, код города и номер — 11 цифр."
_EACH = "Запишите каждое значение своим пунктом."
_ONE = "Оставьте одно, остальные назовите в тексте записи."


def pattern_problem(fields: Fields, whole: str, pointer: Pointer) -> Problem:
    """Return the problem of a text that does not match the pattern of its field."""
    field = fields.at(pointer)
    is_item = bool(field.schema.get("x-form-split"))
    several = _EACH if is_item else _ONE
    of_many = (is_item or field.schema.get("x-text") in _ONE_ADDRESS) and _suggest_each(whole, field)
    wrong = _MANY if of_many else shared_wording.PATTERN.what
    wrong_size = "" if of_many else _judge_size(whole, field)
    return Problem(
        code="bad-pattern",
        what=f"{fields.place(pointer)}: {wrong_size or wrong} — {quote(shorten(whole))}",
        pointer=pointer,
        allowed=field.form,
        action=_WHOLE if wrong_size else several if of_many else shared_wording.PATTERN.action,
        suggestions=of_many or _suggest_correction(whole, field),
    )


def _judge_size(text: str, field: Field) -> str:
    """Return what is wrong with the number of digits of a phone; «» if the mistake is another."""
    if field.schema.get("x-text") != "phone" or _suggest_correction(text, field):
        return ""
    figures = sum(sign.isdecimal() for sign in part_phone(text)[0])
    if figures > _WHOLE_NUMBER:
        return _LONG
    return _SHORT if _FEWEST < figures < _WHOLE_NUMBER else ""


def _suggest_each(text: str, field: Field) -> tuple[str, ...]:
    """Return the phones or mailboxes of a text that has several; empty if it has one."""
    parts = [part.strip() for part in _BETWEEN.split(text[:_LONGEST]) if part.strip()]
    found = [one for part in parts for one in _suggest_correction(part, field) or _if_fits(part, field)]
    return tuple(dict.fromkeys(found)) if len(parts) > 1 and len(found) == len(parts) else ()


def _if_fits(text: str, field: Field) -> tuple[str, ...]:
    return (text,) if matches(field.schema["pattern"], text) else ()


def _suggest_correction(text: str, field: Field) -> tuple[str, ...]:
    """Return at most one correction of a text, which differs from it and fits the schema.

    References are left to the rules, which know the records.
    """
    schema = field.schema
    if len(text) > _LONGEST or "x-reference" in schema:
        return ()
    candidates = _candidates(text, field)
    low, high = schema.get("minLength", 1), schema.get("maxLength", _LONGEST)
    fitting = (
        one
        for one in candidates
        if one != text and low <= len(one) <= high and matches(schema["pattern"], one)
    )
    return tuple(islice(fitting, 1))


def _candidates(text: str, field: Field) -> tuple[str, ...]:
    """Return possible corrections of a text, the surest first."""
    sort = field.schema.get("x-text")
    if sort == "phone":
        number, extension = part_phone(_NO_FIGURES.sub("", text))
        dashed = _DASHES.sub("-", number)
        dashed = _GLUED_LETTER.sub(lambda letter: figures_of(f"0{letter[0]}")[1:], dashed)
        # a letter among the digits stands for one of them, and nobody knows which
        plain = _PLUS_EIGHT.sub("", _NO_PHONE.sub("", dashed))
        return () if _GLUED_LETTER.search(dashed) else (join_phone(plain.strip(" -"), extension),)
    if sort == "email":
        whole = _SIGNS.sub(r"\1\2", _COMMA_IN_HOST.sub(".", _AT.sub("@", text.strip())))
        found = _MAILBOX.match(whole)
        return (found[1],) if found else ()
    if sort:
        return (text.lstrip("#").strip(),)
    # a new name may consist of any words; the name of something that exists is only tidied
    name, tidied = slug(text), text.strip(" @#").casefold()
    return (
        name if field.key == "id" or name == tidied.replace("_", "-") else tidied,
        f"{tidied.strip('/')}/",  # an address inside the site
    )
