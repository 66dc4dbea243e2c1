"""Masks persons in everything that is posted or kept: names, mobile numbers, mailboxes, personal pages.

What is left says where to look: «И… М… П…», «8 9•• •••-••-••», «i…@mail.ru». The value itself stands in the
proposal alone. See docs/decisions/017-masking.md for what is masked where.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from generator.base.alphabets import russian_twin
from generator.base.logins import is_person_login
from generator.base.person_names import locate_names
from generator.base.personal_data import FREE_MAIL, find_person_pages
from generator.model.findings import Finding
from generator.model.record_fields import Path
from generator.source.yaml.reader import Json

_GAP = r"[\s().\u2010-\u2015-]*"
_MOBILE = re.compile(
    rf"(?<![\w+])(?:(?:\+\s?7|8|7){_GAP}9\d{{2}}(?:{_GAP}\d){{6,8}}"
    rf"|\(?9\d{{2}}(?:\)|(?=[\s.\u2010-\u2015-]))(?:{_GAP}\d){{7}})(?!\w)"
)
"""Looser than the rule about them: a number with a missing figure leads to its owner too."""
_KEPT_FIGURES = 2
_MAILBOX = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]+(?:\.[\w-]+)+)")
_CAPITALS = re.compile(r"[А-ЯЁ]{3,}")
_WORD = re.compile(r"([^\W\d_])[\w'’-]*\.?")
_QUOTED = re.compile(r"«([^»]+)»")
_HALF = r"(?:(?:[А-ЯЁ][\w.-]*|[+(]?\d[\d()-]*)\s+)"
_CUT = re.compile(r"…(?=»|\Z)")
"""Where a text was shortened."""
_LOST_HALF = re.compile(rf"(?:{_HALF}+[^\s«…]?|{_HALF}*[^\s«…]{{2,}})\Z")
"""What stands before that and may be the first half of a name, a number or a mailbox."""
_LONGEST_HALF = 120
"""Characters before a cut that are examined: starting from every character of a long text is slow."""
_NAMING = frozenset({"name-without-consent"})
"""Findings whose first quotation is a name, even if no dictionary knows it."""
_NAME = "name"


def mask_text(text: str) -> str:
    """Return a text in which nobody is named and nobody can be reached; masking twice changes nothing."""
    for page in find_person_pages(text):
        text = text.replace(page, f"{page.partition('/')[0]}/…")
    text = _MAILBOX.sub(_mask_mailbox, _MOBILE.sub(_mask_number, text))
    plain = _CAPITALS.sub(lambda found: found[0].capitalize(), russian_twin(text))
    for start, end in reversed(list(locate_names(plain))):  # `plain` keeps every position of the text
        text = text[:start] + mask_name(text[start:end]) + text[end:]
    return text


def mask_name(name: str) -> str:
    """Return the initials of a name, whatever it is made of."""
    return _WORD.sub(r"\1…", name) if _WORD.search(name) else "…"


def mask_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings that name nobody; a name that one of them is about is masked in all of its file."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for one in findings:
        names[one.path].update(find_named(one.code, one.what))
    return tuple(_mask_finding(one, names.get(one.path, ())) for one in findings)


def find_named(code: str, what: str) -> Sequence[str]:
    """Return whom the words of a finding name, though no dictionary may know the name."""
    return _QUOTED.findall(what)[:1] if code in _NAMING else ()


def hide_names(text: str, names: Iterable[str]) -> str:
    """Return a masked text of a finding in which some names are masked, whatever they are made of.

    Findings quote long values shortened: half a name that stands at the cut is left out too.
    """
    text = _leave_out_halves(text)
    for name in names:
        words = r"\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"(?<!\w){words}(?!\w)", mask_name(name), text)
    return mask_text(text)


def _leave_out_halves(text: str) -> str:
    """Return a text without what may be half a name before each of its cuts."""
    *cut, rest = _CUT.split(text)
    return "".join(f"{one[:-_LONGEST_HALF]}{_LOST_HALF.sub('', one[-_LONGEST_HALF:])}…" for one in cut) + rest


def mask_record(value: Json, people: Collection[Path], place: Path = ()) -> Json:
    """Return what a record says without whom it names.

    `people` are the places where the schema has persons, `place` is that of the value itself. Numbers stay
    numbers, so that the record still fits its schema.
    """
    if isinstance(value, str):
        is_name = bool(place) and place[-1] == _NAME and place[:-1] in people
        return mask_name(value) if is_name else mask_text(value)
    if isinstance(value, list):
        return [mask_record(item, people, (*place, None)) for item in value]
    if isinstance(value, dict):
        return {key: mask_record(part, people, (*place, key)) for key, part in value.items()}
    return value


def _mask_finding(finding: Finding, names: Iterable[str]) -> Finding:
    return replace(
        finding,
        what=hide_names(finding.what, names),
        allowed=hide_names(finding.allowed, names),
        action=hide_names(finding.action, names),
        near=tuple(hide_names(one, names) for one in finding.near),
        source_line=hide_names(finding.source_line, names),
    )


def _mask_number(found: re.Match[str]) -> str:
    seen = 0
    masked = []
    for character in found[0]:
        seen += character.isdigit()
        masked.append("•" if character.isdigit() and seen > _KEPT_FIGURES else character)
    return "".join(masked)


def _mask_mailbox(found: re.Match[str]) -> str:
    name, host = found[1], found[2]
    personal = host.lower() in FREE_MAIL or is_person_login(name)
    return f"{name[0]}…@{host}" if personal else found[0]
