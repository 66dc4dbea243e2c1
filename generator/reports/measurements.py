"""The measurements of an indicator as a table, with totals where they mean something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.base.russian import format_partial_day, join_words, quote_all
from generator.model.catalogue import Entry
from generator.model.records.indicator import Indicator, IndicatorColumn, Measurement, MeasurementRow
from generator.reports.ledger import Ledger
from generator.reports.tables import FEW, Cell, ReportTable, count_persons, share_of, sum_column

PERSONS = frozenset({"человек", "чел.", "чел", "человека"})
"""Units in which persons are counted: of those a small number is not told."""
HIDDEN = "—"
_SHARE = ("Числитель", "Знаменатель", "Доля, %")


def has_no_total(record: Indicator) -> bool:
    """Return whether an indicator has columns whose sum means nothing."""
    return any(not column.additive for column in record.columns)


def measurement_table(one: Entry[Any], measured: Sequence[Measurement], ledger: Ledger) -> ReportTable:
    """Return the measurements of an indicator, each followed by its totals."""
    record: Indicator = one.record
    every = [row for part in measured for row in part.rows]
    shares = any(row.numerator is not None for row in every)
    values = any(row.value is not None for row in every)
    rows: list[Sequence[Cell]] = []
    for part in measured:
        place = part.municipality or record.municipality
        head = (format_partial_day(part.date), ledger.place(place) if place else None)
        lines = [
            [*_cells(row, record), *_share(row, shares=shares), *([row.value] if values else [])]
            for row in part.rows
        ]
        rows += [(*head, row.group, *line) for row, line in zip(part.rows, lines, strict=True)]
        if len(part.rows) > 1 and record.columns:
            empty = [None] * (len(_SHARE) * shares + values)
            rows.append((*head, "Всего", *_totals(record.columns, lines), *empty))
    return ReportTable(
        title=record.title,
        columns=(
            *("Когда", "Муниципалитет", "Группа"),
            *(_head(column, record) for column in record.columns),
            *(_SHARE if shares else ()),
            *(("Значение",) if values else ()),
        ),
        rows=rows,
        notes=tuple(_notes(record)),
    )


def _notes(record: Indicator) -> Iterator[str]:
    loose = [column.title for column in record.columns if not column.additive]
    if loose:
        yield f"Итога нет, потому что его смысла нет: {join_words(quote_all(loose))}. Участия — не люди."
    if record.of:
        yield f"Кого считают: {record.of}."


def _head(column: IndicatorColumn, record: Indicator) -> str:
    unit = column.unit or record.unit
    return f"{column.title}, {unit}" if unit and unit.lower() not in column.title.lower() else column.title


def _cells(row: MeasurementRow, record: Indicator) -> list[Cell]:
    values = {one.column: one.value for one in row.values}
    return [
        None if (value := values.get(column.id)) is None else _show_value(value, column, record)
        for column in record.columns
    ]


def _show_value(value: float, column: IndicatorColumn, record: Indicator) -> Cell:
    return count_persons(value) if (column.unit or record.unit or "").lower() in PERSONS else value


def _totals(columns: Sequence[IndicatorColumn], lines: Sequence[Sequence[Cell]]) -> list[Cell]:
    return [
        sum_column(line[index] for line in lines) if column.additive else None
        for index, column in enumerate(columns)
    ]


def _share(row: MeasurementRow, *, shares: bool) -> list[Cell]:
    if not shares:
        return []
    if row.numerator is None or row.denominator is None:
        return [row.numerator, row.denominator, None]
    share = shown_share(row)
    return [FEW if share == HIDDEN else row.numerator, row.denominator, share]


def shown_share(row: MeasurementRow) -> Cell:
    """Return the share of a row; «—» where the numerator is too small to be told."""
    if row.numerator is None or row.denominator is None:
        return None
    hidden = count_persons(row.numerator) == FEW
    return HIDDEN if hidden else share_of(row.numerator, row.denominator)
