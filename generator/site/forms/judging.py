"""Data for the checks of the form: patterns, words, messages and properties of terms, as the check has them.

The scripts in `theme/judge/` repeat the rules about a single record; what they look for is defined here once,
and passed to them in the data of the page.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from babel.dates import get_month_names
from msgspec.structs import asdict

from generator.base.alphabets import latin_twin, russian_twin
from generator.base.logins import BODY_LOGIN, PERSON_LOGIN
from generator.base.person_names import FAMOUS_OF_TALES, NAME_PATTERNS
from generator.base.personal_data import PERSONAL_PATTERNS
from generator.base.placeholders import LONGEST, PLACEHOLDER_EDGES, PLACEHOLDER_FORMS
from generator.base.russian import LOCALE
from generator.base.units import PERCENT
from generator.check.explain import shared_wording
from generator.check.explain.lengths import LENGTHS
from generator.check.rules.base import DATED_RULES, NEW_RECORD_RULES, RECORD_RULES, TEXT_RULES
from generator.check.rules.common import TITLE_PATTERNS
from generator.check.rules.date_order import ORDERS, ROWS
from generator.check.rules.hygiene import HYGIENE_PATTERNS
from generator.check.rules.indicator import TOTAL
from generator.check.rules.links import LINK_PATTERNS
from generator.check.rules.markdown_form import MARKUP_PATTERNS
from generator.check.rules.personal import NOT_A_MAILBOX, NOT_A_MOBILE
from generator.check.rules.placeholders import PLACEHOLDER_FIELDS, PLACEHOLDER_INSIDE
from generator.check.rules.quotes import QUOTE_PATTERNS
from generator.check.rules.stray_signs import STRAY_PATTERNS, STRAY_WORDS
from generator.check.rules.structure import STRUCTURE_PATTERNS
from generator.model.addresses import RESERVED_IDS
from generator.model.annotations import REFERENCE, TEXT, VOCABULARY, Annotations, compile_annotations
from generator.model.findings import Severity
from generator.model.kinds import KIND_BY_NAME, KINDS, Kind
from generator.model.settings import Settings, Term, Vocabulary
from generator.site.forms.patterns import browser_pattern
from generator.source.fields import Fields

_PATTERNS = {
    **HYGIENE_PATTERNS,
    **QUOTE_PATTERNS,
    **LINK_PATTERNS,
    **MARKUP_PATTERNS,
    **STRUCTURE_PATTERNS,
    **STRAY_PATTERNS,
    **TITLE_PATTERNS,
    **PERSONAL_PATTERNS,
    **NAME_PATTERNS,
    **PLACEHOLDER_FORMS,
    "unfinished": PLACEHOLDER_INSIDE,
    "total": TOTAL,
    "percent": PERCENT,
}
_MARKS = (
    *("rank", "first_grade", "last_grade", "positive", "holders", "network_for", "requires_award"),
    *("crosses_municipalities", "signed_by", "follows"),
)
"""Properties of terms that rules of the form read, besides public stages and the procedure of a status."""
_NAMED = frozenset({"organisation_kinds", "award_stages"})
"""Vocabularies whose terms have no such properties but are named by terms of others."""
_OF_OTHERS = frozenset({"network_scopes"})
"""Vocabularies of other kinds, whose terms matter where their records are named."""
_OF_ONE = (*RECORD_RULES, *DATED_RULES, *NEW_RECORD_RULES)
_SAID = frozenset({
    "about", "additive", "after", "award", "before", "better", "column", "columns", "consent",
    "denominator", "education_levels", "expertise", "follows", "grades", "id", "kind", "level",
    "materials", "method", "municipality", "network", "number", "numerator", "parent", "parties",
    "replaced_by", "replications", "results", "sample", "source", "stage", "tags", "valid_to",
})  # fmt: skip
"""Fields that the messages of the rules mention."""


def judging_data(settings: Settings, kind: Kind, fields: Fields) -> Mapping[str, Any]:
    """Return what the form's checks need to know about a kind, as JSON; `fields` are those of its schema."""
    own = settings.record_fields[kind.name]
    references = compile_annotations(fields.tree, REFERENCE)
    named = [settings.record_fields[mark] for _, mark in references.fields() if mark in KIND_BY_NAME]
    of_others = {vocabulary for other in named for vocabulary, _ in other.terms} & _OF_OTHERS
    used = {*_vocabularies(fields.tree), *of_others, kind.kind_vocabulary, kind.stage_vocabulary}
    return {
        "kind": kind.name,
        "folder": kind.folder,
        "folders": {one.name: one.folder for one in KINDS if settings.atlas.kinds[one.name].enabled},
        "kindTerms": kind.kind_vocabulary,
        "stageTerms": kind.stage_vocabulary,
        "texts": _tree(compile_annotations(fields.tree, TEXT)),
        "references": _tree(references),
        "past": own.past,
        "people": own.people,
        "awarding": own.awarding,
        "distinct": own.distinct,
        "orders": [one for one in ORDERS if _is_in(one.earlier, fields) and _is_in(one.later, fields)],
        "rows": [one for one in ROWS if _is_in(one[0], fields)],
        "terms": {
            name: _terms(settings.vocabularies[name]) for name in sorted(used) if _is_ruled(name, settings)
        },
        "names": dict(_names(fields.tree)),
        "rulesOfOthers": sorted(rule.code for rule in _OF_ONE if kind not in rule.kinds),
        "region": settings.atlas.region.whole_title,
        "reserved": sorted(RESERVED_IDS),
        **_rules_data(),
    }


@cache
def _rules_data() -> Mapping[str, Any]:
    """Return what is the same for all kinds."""
    latin, russian = (_alphabet(start, end) for start, end in (("A", "z"), ("А", "ё")))
    return {
        "patterns": {name: browser_pattern(pattern) for name, pattern in _PATTERNS.items()},
        "words": {
            **PLACEHOLDER_FIELDS,
            **STRAY_WORDS,
            "edges": PLACEHOLDER_EDGES,
            "longest": LONGEST,
            "tales": sorted(FAMOUS_OF_TALES),
            "person": PERSON_LOGIN,
            "body": BODY_LOGIN,
            "notMobile": NOT_A_MOBILE,
            "notMailbox": NOT_A_MAILBOX,
            "toRussian": {letter: twin for letter in latin if (twin := russian_twin(letter)) != letter},
            "toLatin": {letter: twin for letter in russian if (twin := latin_twin(letter))},
            "months": list(get_month_names("wide", "stand-alone", LOCALE).values()),
            "monthsOf": list(get_month_names("wide", "format", LOCALE).values()),
        },
        "advice": sorted(rule.code for rule in (*TEXT_RULES, *_OF_ONE) if rule.severity is Severity.WARNING),
    }


def _alphabet(start: str, end: str) -> str:
    return "".join(map(chr, range(ord(start), ord(end) + 1)))


def _tree(marks: Annotations) -> object:
    """Return paths to marks as a tree: a mark, a list of one element for all items, or a mapping."""
    if marks.mark:
        return marks.mark
    if marks.items:
        return [_tree(marks.items)]
    return {name: _tree(part) for name, part in marks.properties}


def _vocabularies(part: object) -> Iterator[str]:
    """Yield the vocabularies of a schema; references to other kinds are not followed."""
    if isinstance(part, dict):
        if isinstance(part.get(VOCABULARY), str):
            yield part[VOCABULARY]
        for one in part.values():
            yield from _vocabularies(one)


def _names(tree: Mapping[str, Any], way: str = "") -> Iterator[tuple[str, str]]:
    """Yield the titles of the fields that messages of rules mention, by their dotted paths."""
    for key, part in tree.get("properties", {}).items():
        if key in _SAID and part.get("title"):
            yield f"{way}{key}", part["title"]
        inner = part.get("items", {}) if part.get("type") == "array" else part
        yield from _names(inner, f"{way}{key}.")


def _is_in(path: tuple[str | None, ...], fields: Fields) -> bool:
    return path[0] in fields.tree.get("properties", {})


def _is_ruled(name: str, settings: Settings) -> bool:
    vocabulary = settings.vocabularies.get(name)
    return vocabulary is not None and (
        name in _NAMED or any(map(_marks, vocabulary.terms)) or _has_stages(vocabulary)
    )


def _has_stages(vocabulary: Vocabulary) -> bool:
    return not all(term.public for term in vocabulary.terms)


def _marks(term: Term) -> Mapping[str, Any]:
    """Return the properties of a term that differ from their defaults."""
    found = {mark: value for mark in _MARKS if (value := getattr(term, mark))}
    procedure = [one.stage for one in term.procedure]
    return {**found, **({"procedure": procedure} if procedure else {})}


def _terms(vocabulary: Vocabulary) -> Mapping[str, Mapping[str, Any]]:
    stages = _has_stages(vocabulary)
    return {
        term.id: {"title": term.title, **({"public": True} if stages and term.public else {}), **_marks(term)}
        for term in vocabulary.terms
    }


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
