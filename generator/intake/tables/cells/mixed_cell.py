"""Splits a cell with several fields of a section: «Петрова О. И., методист, 8 (861) 222-33-44».

Personal names are removed: a record gives posts and departments, and a name only with consent.
"""

import re
from collections.abc import Iterator, Sequence

from generator.base.person_names import find_names
from generator.intake.tables.cells.tidy_cells import FINDERS, tidy_title
from generator.intake.tables.layout import TITLE, Column, Way
from generator.intake.tables.questions.replacements import NOT_TAKEN, ReplacementLog

_UNIT: Way = ("contact", "unit")
_ROLE = "role"
_NAMES = "имена людей"
_EDGES = " \t\n,;:.–—-()/"
_LABELS = re.compile(
    r"(?:\b(?:тел(?:ефон)?|моб(?:ильный)?|факс|e-?mail|эл(?:ектронная)?\.? ?почта|почта|сайт"
    r"|(?-i:т)(?=\.?\s*[\s;,:]))\b\.?\s*:?)",
    re.IGNORECASE,
)
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_TWO_INITIALS = re.compile(
    rf"\b{_NAME}\s+[А-ЯЁ]\.\s?[А-ЯЁ]\b\.?(?!\s?{_NAME})|\b[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?{_NAME}"
)
"""A surname that is also a word: «Мельник Т. А.» after a post is a person."""
_LONE_INITIALS = re.compile(r"(?<![\w-])[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?(?![\w])")


def part_cell(
    columns: Sequence[Column], text: str, log: ReplacementLog | None
) -> Iterator[tuple[Column, str]]:
    """Yield the columns that a mixed cell fills, each with its text."""
    left = text
    for column in columns:
        finder = FINDERS.get(column.text)
        found = list(finder.finditer(left)) if finder else []
        if found:
            yield column, found[0][0].strip()
            left = finder.sub(" ", left) if finder else left
    free = next((one for one in columns if one.text not in FINDERS), None)
    said = _LABELS.sub(" ", left)
    post = leave_names_out(said) if free is None else tidy_post(free, said, log)
    if free is not None and post:
        yield free, post


def is_post(column: Column) -> bool:
    """Return whether tables usually have personal names in a column beside the posts."""
    return column.way == _UNIT or column.way[-1] == _ROLE


def tidy_cell(column: Column, cell: str, log: ReplacementLog | None) -> str:
    """Return a cell without what tables add to a title or a post and records do not have.

    The log records titles that were in capitals: only a person knows which of their words are names.
    """
    if column.way != TITLE:
        return tidy_post(column, cell, log) if is_post(column) else cell
    title = tidy_title(cell)
    if log is not None and cell.isupper() and not title.isupper():
        log.pass_over(cell, column.label, title)
    return title


def tidy_post(column: Column, text: str, log: ReplacementLog | None) -> str:
    """Return the text of a column of posts without personal names, whose cells the log counts."""
    post = leave_names_out(text)
    if log is not None and len(re.findall(r"\w", post)) < len(re.findall(r"\w", text)):
        log.pass_over(_NAMES, column.label, NOT_TAKEN)
    return post


def leave_names_out(text: str) -> str:
    """Return a text without personal names and the punctuation around them."""
    left = " ".join(text.split())
    for name in dict.fromkeys(find_names(left)):
        left = left.replace(name, " ")
    left = _TWO_INITIALS.sub(" ", left)
    left = _LONE_INITIALS.sub(" ", left) if left != " ".join(text.split()) else left
    parts = [part.strip(_EDGES) for part in re.split(r"[,;\n]", left)]
    return " ".join(", ".join(part for part in parts if part).split())
