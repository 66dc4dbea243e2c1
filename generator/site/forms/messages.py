"""What the form says of mistakes: the words of the findings, given to its script."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict

from generator.check.explain import shared_wording
from generator.check.explain.lengths import LENGTHS
from generator.check.rules.logins import BODY_LOGIN, PERSON_LOGIN
from generator.check.rules.personal import FREE_MAIL, NOT_A_MAILBOX, NOT_A_MOBILE


def messages() -> dict[str, Any]:
    """Return what is wrong and what to do, by the names that the script knows."""
    limits = {
        keyword: {"what": what, "action": action, "unit": unit}
        for keyword, (_, what, unit, action) in LENGTHS.items()
    }
    numbers = {
        "number": {"what": shared_wording.NUMBER, "action": "Запишите его цифрами, без слов."},
        "integer": {"what": shared_wording.INTEGER, "action": "Запишите его цифрами, без слов."},
    }
    rules = {
        "address": {
            "what": "Адрес не откроется",
            "action": "Откройте страницу в браузере и скопируйте адрес целиком: он начинается с https:// или http://.",
        },
        "mobile": {
            "what": "Это мобильный номер, а личные телефоны не публикуются",
            "action": NOT_A_MOBILE,
        },
        "freeMail": {
            "what": "Этот ящик назван по человеку, а личные адреса не публикуются",
            "action": NOT_A_MAILBOX,
            "hosts": sorted(FREE_MAIL),
            "person": PERSON_LOGIN,
            "body": BODY_LOGIN,
        },
    }
    fixed = {
        "required": shared_wording.REQUIRED,
        "oneOf": shared_wording.ONE_OF,
        "pattern": shared_wording.PATTERN,
        "dateForm": shared_wording.DATE_FORM,
        "noSuchDate": shared_wording.NO_SUCH_DATE,
        "repeated": shared_wording.REPEATED,
    }
    return {**limits, **numbers, **rules, **{name: asdict(one) for name, one in fixed.items()}}
