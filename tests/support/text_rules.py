"""The problems that text rules find in one text, as if it were in a field."""

from __future__ import annotations

from generator.check.rules.base import TEXT_RULES, TextRule
from generator.check.rules.prefilter import Texts
from generator.model.annotations import AnnotatedValue
from generator.model.findings import Pointer, Problem

_RULE = {rule.code: rule for rule in TEXT_RULES}


def problems_of_text(code: str, text: str, kind: str = "plain", pointer: Pointer = ()) -> list[Problem]:
    """Return the problems of a rule in a text; its prefilter must not miss any."""
    rule = _RULE[code]
    assert kind in rule.texts
    judged = AnnotatedValue(pointer=pointer, kind=kind, value=text)
    problems = list(rule.check(judged))
    assert not problems or is_looked_at(rule, judged), "a sign must stand in every text that breaks the rule"
    return problems


def is_looked_at(rule: TextRule, judged: AnnotatedValue) -> bool:
    """Return whether the prefilter of a rule finds a text, alone as well as among others of a record."""
    line = AnnotatedValue(pointer=(), kind="line", value="Начало")
    address = AnnotatedValue(pointer=(), kind="address", value="https://example.org/a_(b)")
    lines = AnnotatedValue(pointer=(), kind="markdown", value="а\n\n- б")
    records = [Texts(one) for one in ([judged], [line, judged, line], [line, address, lines, judged, lines])]
    return all(
        rule.prefilter.glance(texts) and rule.prefilter.search(texts.only(rule.texts)) for texts in records
    )


def fragments_of(code: str, text: str, kind: str = "plain") -> list[str]:
    """Return the fragments that a rule reports in a text, or its messages if it reports none."""
    return [problem.fragment or problem.what for problem in problems_of_text(code, text, kind)]
