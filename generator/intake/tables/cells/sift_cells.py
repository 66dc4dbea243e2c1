"""Removes what registers contain and records do not: «нет», a mobile number, «постоянно».

The log records what was removed.
"""

import re

from generator.base.personal_data import find_mobiles
from generator.base.russian import is_partial_date
from generator.check.rules.placeholders import says_nothing
from generator.intake.tables.columns.column_meaning import ColumnMeaning
from generator.intake.tables.questions.replacements import ReplacementLog
from generator.intake.tables.rows.table_record import LOOSE_SECTIONS, RecordNode, public_keys

_PHONE, _MOBILE = "phone", "мобильный номер"
"""Reported instead of a mobile number, which is personal."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_ALWAYS = re.compile(
    r"постоянн|бессрочн|ежегодн|ежемесячн|еженедельн|ежедневн|регулярн|систематич|в течение|всегда|\bвесь\b"
    r"|настоящее|до сих пор|не ограничен|действу|\b(?:перв|втор|трет|четв[её]рт|пят)\w+ год\b|\bлет\b",
    re.IGNORECASE,
)
"""Words for something without an end date."""
_LETTER = re.compile(r"[^\W\d_]")


def sift_cell(slot: ColumnMeaning, cell: str, log: ReplacementLog) -> str:
    """Return a cell without mobile numbers; empty if it is a placeholder and the field is optional."""
    column, table = slot.column, slot.table
    if slot.mixed or (column is not None and column.text == "phone"):
        cell = leave_mobiles_out(cell, log)
    if column is not None:
        # if an item lacks a figure, it is moved into the text
        plain = not column.value.vocabulary and column.value.schema.get("type") != "boolean"
        free = plain and (not column.required or None in column.way)
        title, field = column.label, ".".join(step for step in column.way if step)
    elif table is not None:
        free, title, field = True, table.label, ""  # «нет» is not an item
    else:
        return cell
    if free and not re.search(r"[0-9]", cell) and says_nothing(cell.strip(), field):
        log.pass_over(cell.strip(), title)
        return ""
    return cell


def leave_mobiles_out(text: str, log: ReplacementLog) -> str:
    """Return a text without mobile numbers if another phone or a mailbox remains."""
    numbers = [*find_mobiles(text)]
    left = text
    for number in numbers:
        left = left.replace(number, " ")
    if not numbers or not re.search(r"[0-9]{2}|@", left):
        return text
    log.pass_over(_MOBILE, "")
    return left


def leave_mobile_out(node: RecordNode, log: ReplacementLog) -> None:
    """Remove a mobile number from a record with another way to contact the organisation."""
    for section in node.values():
        if isinstance(section, RecordNode) and _PHONE in section:
            ways = public_keys(section)
            if _PHONE not in ways and not ways.isdisjoint(LOOSE_SECTIONS["contact"]):
                del section[_PHONE]
                log.pass_over(_MOBILE, "")


def sift_date(text: str, title: str, log: ReplacementLog) -> str:
    """Return a date unchanged, or the year in a text; empty for «постоянно»."""
    if is_partial_date(text) or not _LETTER.search(text):
        return text
    years = _YEAR.findall(text)
    if not years and not _ALWAYS.search(text):
        return text
    log.pass_over(text, title, *years[:1])
    return years[0] if years else ""
