"""The error messages of the form: the wording of the findings, for its script."""

from typing import Any

from msgspec.structs import asdict

from generator.check.explain import shared_wording
from generator.check.explain.lengths import LENGTHS


def messages() -> dict[str, Any]:
    """Return what is wrong and what to do, by the keys that the script uses."""
    limits = {
        keyword: {"what": what, "action": action, "unit": unit}
        for keyword, (_, what, unit, action) in LENGTHS.items()
    }
    numbers = {
        "number": {"what": shared_wording.NUMBER, "action": "Запишите его цифрами, без слов."},
        "integer": {"what": shared_wording.INTEGER, "action": "Запишите его цифрами, без слов."},
    }
    fixed = {
        "required": shared_wording.REQUIRED,
        "oneOf": shared_wording.ONE_OF,
        "pattern": shared_wording.PATTERN,
        "dateForm": shared_wording.DATE_FORM,
        "noSuchDate": shared_wording.NO_SUCH_DATE,
        "repeated": shared_wording.REPEATED,
    }
    return {**limits, **numbers, **{name: asdict(one) for name, one in fixed.items()}}
