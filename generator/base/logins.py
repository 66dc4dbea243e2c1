"""Personal logins: names of mailboxes and pages that are made from a person's name.

The form on the site uses the same two patterns, so they are limited to what old browsers support.
"""

import re

from generator.base.late_patterns import compile_late

_FIRST_NAMES = (
    "a(?:le(?:ks|x)(?:andra?|e[iy])|l(?:ina|la)|n(?:astasi?y?a|drei|drey|na|ton|zhela)|rt[eyj]om|rtem)|boris"
    "|da(?:ri?y?a|niil)|denis|dmitr(?:iy|y|i|ii)|e(?:katerina|lena|lizaveta|vgeni(?:y|ya|a|i)|vgeny)|f[ey]+dor"
    "|g(?:alina|eorgiy|rigori[iy])|i(?:gor|lya|nna|rina|van)|k(?:arina|irill|onstantin|ristina|seni?y?a)"
    "|l(?:arisa|idi?y?a|y?ubov|y?udmila)|ma(?:ks|x)im|mar(?:garita|ina|i?ya|ia)|mi(?:kh|h)ail|na(?:dezh?da|tali?y?a)"
    "|ni(?:kita|kola[iy]|na)|o(?:ksana|leg|lga)|p(?:avel|[ey]otr|etr|olina)|rom(?:an)|s(?:erge[iy]|vetlana|ofi?y?a"
    "|tanislav|tepan)|ta(?:mara|t[iy]?y?ana)|timofe[iy]|ul[iy]?ana|v(?:alentina?|aleri[iy]a?|asili[iy]|era|eronika"
    "|i(?:k|c)tor(?:i?y?a)?|itali[iy]|ladimir|ladislav)|y(?:ana|aroslav|uli?y?a|uri[iy]?)|j(?:ulia|anna)|zhanna"
)
_PART, _END = r"(?:^|[._\d-])", r"(?:$|[._\d-])"
_SURE = "(?:ov|ova|ev|eva|yova|enko)"
_LIKELY = "(?:in|ina|yn|yna|skiy|skii|skij|sky|skaya|skaia|uk|yuk|chuk|yan|dze|shvili)"
PERSON_LOGIN = (
    rf"^[78]?9[0-9]{{9}}$|{_PART}(?:{_FIRST_NAMES}){_END}|{_PART}[a-z]{{3,}}{_SURE}{_END}"
    rf"|{_PART}[a-z]{{1,2}}[._-]?[._-][a-z]{{3,}}{_LIKELY}{_END}|{_PART}[a-z]{{3,}}{_LIKELY}[._-][a-z]{{1,2}}{_END}"
)
"""A personal login contains a first name or a surname, or is a mobile number."""
BODY_LOGIN = (
    r"s[ckh]*ool|shkol|skola|sosh|oosh|gimna|gymna|lice|licey|lyce|m[bak]?ou|d[os]u|detsad|sad\d|sad[ik._-]|ds[._\d-]"
    r"|cent[er]r|metod|mmc|imc|ddt|cdt|cdo|obraz|edu|press|info|priem|office|kuban|mus?z?ey|museum|bibl|kl?ub|college"
    r"|kolled|tehn|techn|iro[._\d-]|tms|[rsgm]h?mo[._\d-]|kafedr|otdel|uprav|admin|rostov|saratov|tambov|sovet"
)
"""Marks an organisation's login, whatever else it contains."""
_PERSON, _BODY = compile_late(PERSON_LOGIN, re.IGNORECASE), compile_late(BODY_LOGIN, re.IGNORECASE)
_LATIN_FIRST_NAME = compile_late(_FIRST_NAMES, re.IGNORECASE)
_LATIN_SURNAME = compile_late(rf"[a-z]{{3,}}(?:{_SURE[3:-1]}|{_LIKELY[3:-1]})", re.IGNORECASE)


def is_person_login(login: str) -> bool:
    """Return whether a login is made from a person's name and not from an organisation's."""
    return _PERSON.search(login) is not None and _BODY.search(login) is None


def is_latin_name(words: str) -> bool:
    """Return whether words in Latin letters name a person: a surname with initials or with a first name."""
    parts = [part for part in re.split(r"[ .]+", words) if part]
    long = [part for part in parts if len(part) > 1]
    if len(long) == 1:
        return len(parts) > 1 and _LATIN_SURNAME.fullmatch(long[0]) is not None
    return any(
        _LATIN_FIRST_NAME.fullmatch(one) and _LATIN_SURNAME.fullmatch(other)
        for one, other in (long, long[::-1])
    )
