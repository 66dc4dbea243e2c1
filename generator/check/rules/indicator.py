"""Record rules for indicators: shares that their parts do not give, totals that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.base.russian import format_number
from generator.check.rules.base import Context, apart, record_rule
from generator.check.rules.practice import PERCENT, WHOLE
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem
from generator.model.kinds import INDICATOR
from generator.model.record_fields import Path, values_at
from generator.model.records.indicator import Indicator, MeasurementRow, Number

TOTAL = re.compile(r"\b(?:всего|итого|итог|сумма|суммарно)\b", re.IGNORECASE)
"""Words by which a row says that it adds up the others."""
ROWS: Path = ("measurements", None, "rows", None)
ROUNDING = 0.5001
"""A rounded number lies so far from the true one at most, in units of its last digit."""


@record_rule("share", kinds=(INDICATOR,))
def share(entry: Entry[Indicator], _context: Context) -> Iterator[Problem]:
    """A share that its numerator and denominator do not give, or of which nobody knows what it is a share."""
    in_percent = entry.record.unit == PERCENT
    return apart(_share_problems, ((*one, in_percent) for one in values_at(entry.record, ROWS)))


def _share_problems(pointer: Pointer, row: MeasurementRow, in_percent: bool) -> Iterator[Problem]:  # noqa: FBT001 - one of two units
    found = _share_fault(row, in_percent=in_percent)
    if found:
        field, what = found
        yield Problem(
            what=what,
            allowed="числитель и знаменатель, а значение — их частное, округлённое",
            action="Сверьте числа с источником и впишите `numerator` и `denominator`; "
            "само значение можно не писать: атлас посчитает его.",
            pointer=(*pointer, field),
        )


@record_rule("participations-summed", kinds=(INDICATOR,))
def participations_summed(entry: Entry[Indicator], _context: Context) -> Iterator[Problem]:
    """A total in a column that may not be added up: participations are not persons."""
    titles = {column.id: column.title for column in entry.record.columns if not column.additive}
    return apart(_summed_problems, ((*one, titles) for one in values_at(entry.record, ROWS)))


def _summed_problems(pointer: Pointer, row: MeasurementRow, titles: Mapping[str, str]) -> Iterator[Problem]:
    for place, value in enumerate(row.values) if TOTAL.search(row.group or "") else ():
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
    """Return the field at fault and what is wrong with it."""
    if row.numerator is not None and row.denominator is not None:
        return _quotient_fault(row.numerator, row.denominator, row.value, in_percent=in_percent)
    if row.numerator is not None:
        return "numerator", "Числитель есть, а знаменателя нет"
    if row.denominator is not None:
        return "denominator", "Знаменатель есть, а числителя нет"
    if in_percent and row.value is not None:
        return "value", f"{format_number(row.value)} % — неизвестно, от какого числа"
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
    """Return the unit of the last digit of a number as it is written: 0.1 of 33.7."""
    return 10.0 ** -len(str(value).partition(".")[2]) if isinstance(value, float) else 1.0
