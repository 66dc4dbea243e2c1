"""What text rules say of one text, as of one that stands in a field."""

from __future__ import annotations

from generator.check.rules.base import TEXT_RULES
from generator.check.rules.prefilter import Texts
from generator.model.annotations import AnnotatedValue
from generator.model.findings import Pointer, Problem

_RULE = {rule.code: rule for rule in TEXT_RULES}


def problems_of_text(code: str, text: str, kind: str = "plain", pointer: Pointer = ()) -> list[Problem]:
    """Return what a rule says of a text; its prefilter has to let pass whatever breaks it."""
    rule = _RULE[code]
    assert kind in rule.texts
    problems = list(rule.check(AnnotatedValue(pointer=pointer, kind=kind, value=text)))
    assert not problems or rule.prefilter(Texts.of([text])), (
        "a sign must stand in every text that breaks the rule"
    )
    return problems


def fragments_of(code: str, text: str, kind: str = "plain") -> list[str]:
    """Return the fragments that a rule names in a text, or what it says where it names none."""
    return [problem.fragment or problem.what for problem in problems_of_text(code, text, kind)]
