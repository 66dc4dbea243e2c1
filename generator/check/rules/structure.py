"""Rules about the structure of Markdown: nested too deeply to be shown, too wide to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from generator.check.rules.base import text_rule
from generator.check.rules.markdown_links import blocks
from generator.check.rules.prefilter import Prefilter, Texts, holds_any
from generator.model.annotations import MARKDOWN, AnnotatedValue
from generator.model.findings import Problem

if TYPE_CHECKING:
    from markdown_it.token import Token

MOST_LEVELS = 6
"""Nesting of lists and quotes. From the tenth level of lists on the renderer drops text."""
MOST_COLUMNS = 8
"""Rows may omit cells, so a table of hundreds of columns is a small text and a huge page."""

_DEEP_LINE = re.compile(r"\n(?:[ >*+\-0-9.)]{7}|[ >*+\-0-9.)]*\t)")
_WIDE_LINE = re.compile(r"(?:(?<!-)-++:?[ \t]*+\|[ \t]*+:?){8}")
_MOST_TRIED = 3
_SHOWN = 40


STRUCTURE_PATTERNS = {"deepLine": _DEEP_LINE, "wideLine": _WIDE_LINE}
"""Patterns that the form on the site uses too."""


def has_deep_line(texts: Texts) -> bool:
    """Return whether a line begins like one inside many lists and quotes.

    A pattern that begins with a line end is fast.
    """
    return _DEEP_LINE.search(f"\n{texts.whole}") is not None


@text_rule("deep-nesting", texts=MARKDOWN, prefilter=Prefilter(has_deep_line))
def deep_nesting(text: AnnotatedValue) -> Iterator[Problem]:
    """The first line of Markdown inside too many lists and quotes."""
    found = _DEEP_LINE.search(f"\n{text.value}")
    if found is None:
        return
    # What follows such a line need not be parsed: it could take long.
    until = text.value.find("\n", found.end())
    line = _too_deep_line(text.value[:until]) or _too_deep_line(text.value)
    if line:
        shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
        yield Problem(
            what=f"Списки и цитаты вложены друг в друга слишком глубоко: «{shown}»",
            allowed=f"не больше {MOST_LEVELS} уровней",
            action="Уберите лишние отступы и знаки «>»: более глубокий текст читатели не увидят.",
            fragment=line[:_SHOWN],
        )


def _too_deep_line(value: str) -> str:
    level = 0
    for block in blocks(value):
        level += block.nesting if block.type in _CONTAINERS else 0
        if level > MOST_LEVELS:
            return _line(value, block)
    return ""


def has_wide_line(texts: Texts) -> bool:
    """Return whether some text may have the delimiter row of a wide table."""
    return _WIDE_LINE.search(texts.whole) is not None


@text_rule("wide-table", texts=MARKDOWN, prefilter=Prefilter(has_wide_line, holds_any("|")))
def wide_table(text: AnnotatedValue) -> Iterator[Problem]:
    """The first table of Markdown with too many columns."""
    for found in islice(_WIDE_LINE.finditer(text.value), _MOST_TRIED):
        # The rows below are left out: filling up a thousand of them would take a second.
        tokens = blocks(text.value[: found.end()] + text.value[found.end() :].partition("\n")[0])
        tables = [index for index, token in enumerate(tokens) if token.type == "thead_open"]
        columns = sum(token.type == "th_open" for token in tokens[tables[-1] :]) if tables else 0
        if columns > MOST_COLUMNS:
            yield Problem(
                what=f"В таблице слишком много столбцов: {columns}",
                allowed=f"не больше {MOST_COLUMNS} столбцов",
                action="Разделите таблицу на несколько или перескажите её списком: "
                "с телефона её не прочесть.",
                fragment=_line(text.value, tokens[tables[-1]])[:_SHOWN],
            )
            return


def _line(value: str, token: Token) -> str:
    """Return the first line of a block."""
    return value.split("\n")[(token.map or (0, 0))[0]].strip()


_CONTAINERS = frozenset(
    f"{name}_{end}" for name in ("bullet_list", "ordered_list", "blockquote") for end in ("open", "close")
)
