"""The name of a region in the grammatical cases that pages need, where its form determines them."""

import re
from collections.abc import Sequence

_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_FORMS: Sequence[tuple[re.Pattern[str], tuple[str, str, str]]] = (
    (re.compile(r"(.+)[иы]й край"), ("{}ого края", "{}ому краю", "{}ом крае")),
    (re.compile(r"(.+)ая область"), ("{}ой области", "{}ой области", "{}ой области")),
    (re.compile(r"Республика (.+)"), ("Республики {}", "Республике {}", "Республике {}")),
    (re.compile(rf"город (\S+[{_CONSONANTS}])"), ("города {}а", "городу {}у", "городе {}е")),
    (re.compile(rf"(\S+[{_CONSONANTS}])"), ("{}а", "{}у", "{}е")),
)
"""Official names: «Республики Татарстан» leaves the name uninflected, a city's name is inflected."""


_WHOLE = {
    "край": "Весь край",
    "область": "Вся область",
    "республика": "Вся республика",
    "округ": "Весь округ",
    "город": "Весь город",
}


def decline_region(name: str) -> tuple[str, str, str] | None:
    """Return the genitive, dative and prepositional of a region's name; None if they cannot be derived."""
    for form, endings in _FORMS:
        found = form.fullmatch(name)
        if found:
            genitive, dative, prepositional = (ending.format(found[1]) for ending in endings)
            return genitive, dative, prepositional
    return None


def whole_title(name: str) -> str | None:
    """Return the name for the whole of a region: «Весь край»; None if its name has no such word."""
    words = (word for word in name.casefold().split() if word in _WHOLE)
    return next((_WHOLE[word] for word in words), None)


def region_prefix(oktmo: str) -> str:
    """Return the digits that begin every code of a region's municipalities."""
    return oktmo.rstrip("0").ljust(2, "0")


def region_code(codes: Sequence[str]) -> str:
    """Return the code of the region that most municipalities belong to; a single one is itself the region."""
    if len(codes) == 1:
        return codes[0]
    starts = [code[:2] for code in codes]
    return max(sorted(set(starts)), key=starts.count) + "000000" if starts else "00000000"
