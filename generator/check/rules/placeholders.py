"""Placeholders: what people write where they have no value yet; such a field is better left out."""

import re
from collections.abc import Iterator, Mapping

from generator.base.late_patterns import compile_late
from generator.base.outlines import encode
from generator.base.placeholders import (
    LONGEST,
    PLACEHOLDER_SORTS,
    Placeholder,
    find_placeholder,
    may_begin_placeholder,
)
from generator.base.russian import shorten
from generator.check.explain.values import placeholder_problem
from generator.check.rules.base import text_rule
from generator.check.rules.prefilter import Prefilter, Texts, holds_any
from generator.model.annotations import EVERYTHING, AnnotatedValue
from generator.model.findings import Problem

_ANSWERS: Mapping[Placeholder, frozenset[str]] = {
    Placeholder.NONE: frozenset({"limits", "risks", "staff", "materials", "conditions"}),
    Placeholder.BY_AGREEMENT: frozenset(
        {
            *("limits", "conditions", "hours", "how_to_get", "joining", "duration"),
            *("note", "when", "rhythm", "prepare", "first_result", "terms"),
        }
    ),
    Placeholder.ELSEWHERE: frozenset(
        {"hours", "how_to_get", "joining", "materials", "items", "number", "place", "note"}
    ),
    Placeholder.TASK: frozenset(
        {"steps", "recommendations", "plan", "stages", "items", "services", "criteria", "response"}
    ),
}
"""Fields in which a placeholder of a given kind is an answer: «нет» where something may hinder or be
needed."""
_NAMES_OF_TERM = "also"
"""Other names of a vocabulary term: «в работе» is a state, «выше» a direction."""
_OF_THE_WHOLE = frozenset({"title", "short_title", "summary", "problem", "goal", "description"})
"""What a record says about itself: a «test» there is one of the form, elsewhere perhaps one of pupils."""
_WORDED = _OF_THE_WHOLE | {"risk", "response", "indicator", "role", "text", "name", "method", "conclusion"}
"""Fields in which digits alone say nothing."""
UNFILLED_WORDS = (
    r"(?:указать|вставить|вписать|уточнить|заполнить|дописать|добавить|название|ФИО|фамилия|текст|дата|номер|"
    r"адрес|сумма|предмет|класс|todo)"
)
UNFILLED = compile_late(rf"(?i:[\[<{{]+\s*{UNFILLED_WORDS}\b)")
"""Beginning of a blank that a template leaves to be filled in."""
_INSIDE = compile_late(
    r"\b(?:TODO|FIXME|TBD)\b|\b(?:todo|ToDo)\s*:|(?i:\blorem\s+ipsum\b|\bdolor\s+sit\s+amet\b)"
    rf"|\[\s*{UNFILLED_WORDS}\b[^\]\n]{{0,40}}\](?![(\[])|<\s*{UNFILLED_WORDS}\b[^>\n]{{0,40}}>|\{{\s*{UNFILLED_WORDS}\b[^}}\n]{{0,40}}\}}"
    r"|\(\s*(?:уточнить|заполнить|дописать|вписать|вставить|н/д|todo)\s*\)"
    r"|№\s*(?:[_*?…]+|\.\.\.|[xXхХ]{2,}|N{2,})(?!\w)|(?<![_\w])_{3,}(?![_\w])(?=[^\n]*\w)|(?<=\w )_{3,}"
)
_MAY_STAND_INSIDE = compile_late(
    rf"[TtFfLlDd\[<{{(№_](?i:odo|bd|ixme|orem\s|olor\s|\s*(?:{UNFILLED_WORDS}|н/д)|\s*(?:[_*?…xхn]|\.\.\.))"
)
"""Finds more than `_INSIDE` does, ten times faster: the engine jumps between first characters."""
_HAS_BRACKET, _NUMBER_SIGN = holds_any("[<{(_"), re.compile(encode("№") + rb"(?!\s?\d)")
_WORDS = (b"todo", b"tbd", b"fixme", b"lorem", b"dolor")
"""One of these is in the outline of every match: a bracket, a number without figures, a word."""


PLACEHOLDER_INSIDE = _INSIDE
PLACEHOLDER_FIELDS = {
    "answers": {sort.name: sorted(fields) for sort, fields in _ANSWERS.items()},
    "ofTheWhole": sorted(_OF_THE_WHOLE),
    "worded": sorted(_WORDED),
    "sorts": [sort.name for sort in PLACEHOLDER_SORTS],
}
"""Used by the form on the site too."""


def may_hold_placeholder(texts: Texts) -> bool:
    """Return whether some text is a placeholder or may contain one: short texts are examined one by one."""
    for one in texts.values:  # without a call for each: most begin as no placeholder does
        text = one.value
        may_be = len(text) <= LONGEST and may_begin_placeholder(text[:3])
        if may_be and find_placeholder(text) and says_nothing(text, one.field):
            return True
    return _may_stand_inside(texts) and _INSIDE.search(texts.whole) is not None


def _may_stand_inside(texts: Texts) -> bool:
    data = texts.outline.data
    if data is not None and not _HAS_BRACKET(texts) and not _NUMBER_SIGN.search(data):
        lower = data.lower()
        if not any(word in lower for word in _WORDS):
            return False
    return _MAY_STAND_INSIDE.search(texts.whole) is not None


@text_rule("placeholder", texts=EVERYTHING, prefilter=Prefilter(may_hold_placeholder))
def placeholder(text: AnnotatedValue) -> Iterator[Problem]:
    """A text that is a placeholder, or contains one."""
    if find_placeholder(text.value) and says_nothing(text.value, text.field):
        yield placeholder_problem(text.value, text.pointer)
        return
    found = _MAY_STAND_INSIDE.search(text.value) and _INSIDE.search(text.value)
    if found:
        yield Problem(
            what=f"В тексте осталась заготовка: «{shorten(found[0])}»",
            allowed="готовый текст, в котором нечего дописывать",
            action="Допишите это место или уберите его.",
            fragment=found[0],
        )


def says_nothing(text: str, field: str) -> bool:
    """Return whether a whole text is a placeholder in a field, given by its keys: `steps.duration`."""
    said = find_placeholder(text)
    if said is None:
        return False
    steps = field.split(".")
    if said is Placeholder.TRIAL:
        return steps[0] in _OF_THE_WHOLE
    if said is Placeholder.FIGURES:
        return steps[-1] in _WORDED
    if steps[-1] == _NAMES_OF_TERM:
        return False
    if said is Placeholder.TASK and steps[-1] == "duration":
        return True
    return _ANSWERS.get(said, frozenset()).isdisjoint(steps)
