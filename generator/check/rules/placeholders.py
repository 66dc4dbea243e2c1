"""Placeholders: what people write where they have no value yet; such a field is better left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.placeholders import holds_no_answer, is_placeholder
from generator.base.russian import shorten
from generator.check.explain.values import placeholder_problem
from generator.check.rules.base import text_rule
from generator.check.rules.prefilter import Texts
from generator.model.annotations import EVERYTHING, AnnotatedValue
from generator.model.findings import Problem

_MAY_BE_NONE = frozenset({"limits", "risks", "staff", "materials", "conditions"})
"""What is needed and what hinders: «нет» is an answer there."""
_LONGEST = 40
_WORDS = (
    r"(?:указать|вставить|вписать|уточнить|заполнить|дописать|добавить|название|ФИО|фамилия|текст|дата|номер|"
    r"адрес|сумма|предмет|класс|todo)"
)
_INSIDE = re.compile(
    r"\b(?:TODO|FIXME|TBD)\b|\b(?:todo|ToDo)\s*:|(?i:\blorem\s+ipsum\b|\bdolor\s+sit\s+amet\b)"
    rf"|\[\s*{_WORDS}\b[^\]\n]{{0,40}}\](?![(\[])|<\s*{_WORDS}\b[^>\n]{{0,40}}>|\{{\s*{_WORDS}\b[^}}\n]{{0,40}}\}}"
    r"|\(\s*(?:уточнить|заполнить|дописать|вписать|вставить|н/д|todo)\s*\)"
    r"|№\s*(?:[_*?…]+|\.\.\.|[xXхХ]{2,}|N{2,})(?!\w)|(?<![_\w])_{3,}(?![_\w])(?=[^\n]*\w)|(?<=\w )_{3,}"
)
_MAY_STAND_INSIDE = re.compile(
    rf"[TtFfLlDd\[<{{(№_](?i:odo|bd|ixme|orem\s|olor\s|\s*(?:{_WORDS}|н/д)|\s*(?:[_*?…xхn]|\.\.\.))"
)
"""Finds more than what it stands for, ten times sooner: the engine jumps from one first sign to the next."""


def may_hold_placeholder(texts: Texts) -> bool:
    """Return whether some text is a placeholder or holds one: short texts are looked at one by one."""
    if any(len(text) <= _LONGEST and is_placeholder(text) for text in texts.values):
        return True
    return _MAY_STAND_INSIDE.search(texts.whole) is not None and _INSIDE.search(texts.whole) is not None


@text_rule("placeholder", texts=EVERYTHING, prefilter=may_hold_placeholder)
def placeholder(text: AnnotatedValue) -> Iterator[Problem]:
    """A text that is a placeholder, or holds one."""
    if is_placeholder(text.value):
        if not (holds_no_answer(text.value) and _MAY_BE_NONE.intersection(text.pointer)):
            yield placeholder_problem(text.value, text.pointer)
        return
    found = _INSIDE.search(text.value)
    if found:
        yield Problem(
            what=f"В тексте осталась заготовка: «{shorten(found[0])}»",
            allowed="готовый текст, в котором нечего дописывать",
            action="Допишите это место или уберите его.",
            fragment=found[0],
        )
