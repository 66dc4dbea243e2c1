"""Masks personal data in everything that is posted or stored: names, mobile numbers, mailboxes, pages.

What is left shows where to look: «И… М… П…», «8 9•• •••-••-••», «i…@mail.ru». The value itself is only in the
proposal. See docs/decisions/017-masking.md for what is masked where.
"""

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
"""Looser than the rule that reports them: a number lacking a digit can still be traced to its owner."""
_KEPT_FIGURES = 2
_MAILBOX = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]+(?:\.[\w-]+)+)")
_CAPITALS = re.compile(r"[А-ЯЁ]{3,}")
_WORD = re.compile(r"([^\W\d_])[\w'’-]*\.?")
_QUOTED = re.compile(r"«([^»]+)»")
_HALF = r"(?:(?:[А-ЯЁ][\w.-]*|[+(]?\d[\d()-]*)\s+)"
_CUT = re.compile(r"…(?=»|\Z)")
"""Where a text was cut short."""
_LOST_HALF = re.compile(rf"(?:{_HALF}+[^\s«…]?|{_HALF}*[^\s«…]{{2,}})\Z")
"""What may be the first half of a name, a number or a mailbox before the cut."""
_LONGEST_HALF = 120
"""Characters before a cut that are examined: starting from every character of a long text is slow."""
_NAMING = frozenset({"name-without-consent"})
"""Findings whose first quotation is a name, even if no dictionary knows it."""
_NAME = "name"


def mask_text(text: str) -> str:
    """Mask personal names and contacts in a text; masking twice changes nothing."""
    for page in find_person_pages(text):
        text = text.replace(page, "@…" if page.startswith("@") else f"{page.partition('/')[0]}/…")
    text = _MAILBOX.sub(_mask_mailbox, _MOBILE.sub(_mask_number, text))
    plain = _CAPITALS.sub(lambda found: found[0].capitalize(), russian_twin(text))
    for start, end in reversed(list(locate_names(plain))):  # `plain` keeps every position of the text
        text = text[:start] + mask_name(text[start:end]) + text[end:]
    return text


def mask_name(name: str) -> str:
    """Return the initials of a name, whatever it consists of."""
    return _WORD.sub(r"\1…", name) if _WORD.search(name) else "…"


def mask_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Mask findings; a name that one of them is about is masked throughout the findings of its file."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for one in findings:
        names[one.path].update(find_named(one.code, one.what))
    return tuple(_mask_finding(one, names.get(one.path, ())) for one in findings)


def find_named(code: str, what: str) -> Sequence[str]:
    """Return the names quoted by a finding that is about a name, even if no dictionary knows them."""
    return _QUOTED.findall(what)[:1] if code in _NAMING else ()


def hide_names(text: str, names: Iterable[str]) -> str:
    """Mask a text of a finding, together with given names, whatever they consist of.

    Findings quote long values cut short: half a name before the cut is removed too.
    """
    text = _leave_out_halves(text)
    for name in names:
        words = r"\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"(?<!\w){words}(?!\w)", mask_name(name), text)
    return mask_text(text)


def _leave_out_halves(text: str) -> str:
    """Remove what may be half a name before each cut."""
    *cut, rest = _CUT.split(text)
    return "".join(f"{one[:-_LONGEST_HALF]}{_LOST_HALF.sub('', one[-_LONGEST_HALF:])}…" for one in cut) + rest


def mask_record(value: Json, people: Collection[Path], place: Path = ()) -> Json:
    """Mask the personal data in a record.

    `people` are the paths where the schema has persons, `place` is the path of the value itself. Numbers stay
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
