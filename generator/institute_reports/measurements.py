"""The measurements of an indicator as a table, with totals where they are meaningful."""

from collections.abc import Iterator, Sequence

from generator.base.russian import format_partial_day, join_words, quote
from generator.base.units import are_persons, is_percent
from generator.institute_reports.tables import (
    FEW,
    HIDDEN,
    NO_TOTAL,
    Cell,
    ReportTable,
    count_persons,
    share_of,
    sum_column,
)
from generator.model.records.indicator import Indicator, IndicatorColumn, Measurement, MeasurementRow
from generator.model.settings import Settings

_SHARE = ("Числитель", "Знаменатель", "Доля, %")


def has_no_total(record: Indicator) -> bool:
    """Return whether an indicator has columns whose sum is meaningless."""
    return any(not column.additive for column in record.columns)


def measurement_table(record: Indicator, measured: Sequence[Measurement], settings: Settings) -> ReportTable:
    """Return the measurements of an indicator, each followed by its totals."""
    every = [row for part in measured for row in part.rows]
    shares = any(row.numerator is not None for row in every)
    values = any(row.value is not None for row in every)
    placed = any(part.municipality or record.municipality for part in measured)
    rows: list[Sequence[Cell]] = []
    for part in measured:
        place = settings.municipality_by_id.get(part.municipality or record.municipality or "")
        head: list[Cell] = [
            format_partial_day(part.date),
            *([place.title if place else None] if placed else []),
        ]
        lines = [
            [
                *_cells(row, record),
                *_share(row, shares=shares),
                *([show_value(row.value, record.unit)] if values else []),
            ]
            for row in part.rows
        ]
        rows += [(*head, row.group or record.of, *line) for row, line in zip(part.rows, lines, strict=True)]
        if len(part.rows) > 1 and any(column.additive for column in record.columns):
            empty = [None] * (len(_SHARE) * shares + values)
            rows.append((*head, "Всего", *_totals(record.columns, lines), *empty))
    return ReportTable(
        title=record.title,
        columns=(
            "Когда",
            *(("Муниципалитет",) if placed else ()),
            "Кого считали",
            *(_head(column, record) for column in record.columns),
            *(_SHARE if shares else ()),
            *((f"Значение, {record.unit}" if record.unit else "Значение",) if values else ()),
        ),
        rows=rows,
        notes=tuple(_notes(record, measured)),
    )


def _notes(record: Indicator, measured: Sequence[Measurement]) -> Iterator[str]:
    loose = [column.title for column in record.columns if not column.additive]
    if loose:
        yield (
            f"По {'столбцам' if len(loose) > 1 else 'столбцу'} {join_words([*map(quote, loose)])} итога нет: "
            "одного и того же человека могли посчитать несколько раз."
        )
    for part in measured:
        day = format_partial_day(part.date)
        if part.method:
            yield f"Как измеряли ({day}): {part.method}"
        if part.source:
            yield f"Источник ({day}): {part.source}"


def _head(column: IndicatorColumn, record: Indicator) -> str:
    unit = _unit(column, record)
    return f"{column.title}, {unit}" if unit and unit.lower() not in column.title.lower() else column.title


def _unit(column: IndicatorColumn, record: Indicator) -> str | None:
    """Return the unit of a column: its indicator's by default, unless that is a share of what is counted."""
    return column.unit or (None if is_percent(record.unit) else record.unit)


def _cells(row: MeasurementRow, record: Indicator) -> list[Cell]:
    values = {one.column: one.value for one in row.values}
    # what the numbers of a column count is its unit, or its title if it has none
    counted = [(column, _unit(column, record) or column.title) for column in record.columns]
    return [show_value(values.get(column.id), unit) for column, unit in counted]


def show_value(value: float | None, unit: str | None) -> Cell:
    """Return a value for display: a small number of people is withheld."""
    return count_persons(value) if value is not None and are_persons(unit or "") else value


def _totals(columns: Sequence[IndicatorColumn], lines: Sequence[Sequence[Cell]]) -> list[Cell]:
    return [
        sum_column(line[index] for line in lines) if column.additive else NO_TOTAL
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
    """Return the share of a row; «—» if the numerator is too small to be shown."""
    if row.numerator is None or row.denominator is None:
        return None
    hidden = count_persons(row.numerator) == FEW
    return HIDDEN if hidden else share_of(row.numerator, row.denominator)
