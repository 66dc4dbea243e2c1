"""Record rules for indicators: shares that contradict their parts, totals that are meaningless."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from generator.base.russian import format_number
from generator.base.suggestions import near_misses
from generator.base.units import is_percent
from generator.check.rules.base import Context, apart, record_rule
from generator.check.rules.practice import WHOLE
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem
from generator.model.kinds import INDICATOR
from generator.model.record_fields import Path, values_at
from generator.model.records.indicator import ColumnValue, Indicator, MeasurementRow, Number
from generator.model.unreadable import read_items

TOTAL = re.compile(
    r"\b(?:всего|итого|итог|сумма|суммарно|совокупно|в (?:целом|сумме|совокупности)|все вместе"
    r"|общ(?:ее|ий|ая) (?:количество|число|итог|охват|сумма))\b",
    re.IGNORECASE,
)
"""Words that mark a row as a total."""
ROWS: Path = ("measurements", None, "rows", None)
SURELY = 2
"""This many numbers of a row are not by chance the sums of the others."""
ROUNDING = 0.5001
"""Most that a rounded number may differ from the true one, in units of its last digit."""


@record_rule("share", kinds=(INDICATOR,))
def share(entry: Entry[Indicator], _context: Context) -> Iterator[Problem]:
    """A share that contradicts its numerator and denominator, or lacks them."""
    in_percent = is_percent(entry.record.unit)
    shares = frozenset(one.id for _, one in read_items(entry.record.columns) if is_percent(one.unit))
    return apart(_share_problems, ((*one, in_percent, shares) for one in values_at(entry.record, ROWS)))


def _share_problems(
    pointer: Pointer,
    row: MeasurementRow,
    in_percent: bool,  # noqa: FBT001 - one of two units
    shares: AbstractSet[str],
) -> Iterator[Problem]:
    found = _share_fault(row, in_percent=in_percent)
    faults: list[tuple[Pointer, str]] = [((found[0],), found[1])] if found else []
    faults += [
        (("values", place, "value"), _unknown_whole(one.value))
        for place, one in enumerate(row.values)
        if one.column in shares
    ]
    for place, what in faults:
        yield Problem(
            what=what,
            allowed="числитель и знаменатель, а значение — их частное, округлённое",
            action="Сверьте числа с источником и впишите `numerator` и `denominator`; "
            "само значение можно не писать: атлас посчитает его.",
            pointer=(*pointer, *place),
        )


def _unknown_whole(value: Number) -> str:
    return f"{format_number(value)} % — неизвестно, от какого числа"


@record_rule("no-such-column", kinds=(INDICATOR,))
def no_such_column(entry: Entry[Indicator], _context: Context) -> Iterator[Problem]:
    """A number for a column that the indicator does not have: no table would show it."""
    known = {one.id: one.title for one in entry.record.columns}
    values = values_at(entry.record, (*ROWS, "values", None))
    return apart(_column_problems, ((*one, known) for one in values))


def _column_problems(pointer: Pointer, value: ColumnValue, known: Mapping[str, str]) -> Iterator[Problem]:
    if value.column not in known:
        names = [(name, one) for one, title in known.items() for name in (one, title)]
        yield Problem(
            what=f"Столбца «{value.column}» у показателя нет",
            allowed=f"один из столбцов: {', '.join(known)}" if known else "столбец из поля `columns`",
            action="Исправьте столбец или добавьте его в поле `columns`.",
            suggestions=near_misses(value.column, names),
            pointer=(*pointer, "column"),
        )


@record_rule("participations-summed", kinds=(INDICATOR,))
def participations_summed(entry: Entry[Indicator], _context: Context) -> Iterator[Problem]:
    """A total in a column that may not be summed: participations are not people."""
    titles = {column.id: column.title for column in entry.record.columns if not column.additive}
    rows = ((*one, titles) for one in values_at(entry.record, ROWS))
    measured = ((*one, titles) for one in values_at(entry.record, ROWS[:-1]))
    return chain(apart(_named_totals, rows), apart(_unnamed_totals, measured))


def _named_totals(pointer: Pointer, row: MeasurementRow, titles: Mapping[str, str]) -> Iterator[Problem]:
    if TOTAL.search(row.group or ""):
        yield from _totals(pointer, row, titles)


def _unnamed_totals(
    pointer: Pointer, rows: Sequence[MeasurementRow], titles: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield problems of rows that are sums of all others without saying so.

    A single number may be so by chance, unless the row names no group.
    """
    sums = Counter[str]()
    for row in rows:
        sums.update({one.column: one.value for one in row.values})
    for index, row in enumerate(rows):
        sure = len(row.values) >= (SURELY if row.group else 1) and not TOTAL.search(row.group or "")
        if sure and len(rows) > SURELY and all(2 * one.value == sums[one.column] > 0 for one in row.values):
            yield from _totals((*pointer, index), row, titles)


def _totals(pointer: Pointer, row: MeasurementRow, titles: Mapping[str, str]) -> Iterator[Problem]:
    for place, value in enumerate(row.values):
        if value.column in titles:
            yield Problem(
                what=f"Итог по столбцу «{titles[value.column]}»: складывать его строки нельзя",
                allowed="итог только по столбцам, которые можно складывать: один человек участвует "
                "и дважды, и трижды",
                action="Уберите число из этой строки; если строки и правда не пересекаются, "
                "поправьте у столбца поле `additive`.",
                pointer=(*pointer, "values", place, "value"),
            )


def _share_fault(row: MeasurementRow, *, in_percent: bool) -> tuple[str, str] | None:
    """Return the offending field and what is wrong with it."""
    if row.numerator is not None and row.denominator is not None:
        return _quotient_fault(row.numerator, row.denominator, row.value, in_percent=in_percent)
    if row.numerator is not None:
        return "numerator", "Числитель есть, а знаменателя нет"
    if row.denominator is not None:
        return "denominator", "Знаменатель есть, а числителя нет"
    if in_percent and row.value is not None:
        return "value", _unknown_whole(row.value)
    return None


def _quotient_fault(
    numerator: Number, denominator: Number, value: Number | None, *, in_percent: bool
) -> tuple[str, str] | None:
    if in_percent and numerator > denominator:
        return "numerator", "Часть больше целого: числитель больше знаменателя"
    true = numerator / denominator * (WHOLE if in_percent else 1)
    if value is not None and abs(value - true) > _unit(value) * ROUNDING:
        said = f"{format_number(numerator)} из {format_number(denominator)}"
        return "value", f"{said} — это {format_number(round(true, 2))}, а записано {format_number(value)}"
    return None


def _unit(value: Number) -> float:
    """Return the unit of the last digit of a number as written: 0.1 for 33.7."""
    return 10.0 ** -len(str(value).partition(".")[2]) if isinstance(value, float) else 1.0
