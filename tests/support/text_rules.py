"""The problems that text rules find in one text, as if it were in a field."""

from __future__ import annotations

from generator.check.rules.base import TEXT_RULES
from generator.check.rules.prefilter import Texts
from generator.model.annotations import AnnotatedValue
from generator.model.findings import Pointer, Problem

_RULE = {rule.code: rule for rule in TEXT_RULES}


def problems_of_text(code: str, text: str, kind: str = "plain", pointer: Pointer = ()) -> list[Problem]:
    """Return the problems of a rule in a text; its prefilter must not miss any."""
    rule = _RULE[code]
    assert kind in rule.texts
    problems = list(rule.check(AnnotatedValue(pointer=pointer, kind=kind, value=text)))
    assert not problems or rule.prefilter(Texts.of([text])), (
        "a sign must stand in every text that breaks the rule"
    )
    return problems


def fragments_of(code: str, text: str, kind: str = "plain") -> list[str]:
    """Return the fragments that a rule reports in a text, or its messages if it reports none."""
    return [problem.fragment or problem.what for problem in problems_of_text(code, text, kind)]
