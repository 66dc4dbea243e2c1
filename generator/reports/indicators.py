"""`indicators`: what is measured or computed, beside what is to be reached (S3:40; S2:82-97)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.base.partial_dates import last_day
from generator.base.russian import format_number, format_partial_day
from generator.model.catalogue import Entry
from generator.model.kinds import INDICATOR
from generator.model.records.indicator import Indicator, Measurement, MeasurementRow
from generator.reports.computed import MEASURED, NUMERATORS
from generator.reports.ledger import Ledger
from generator.reports.measurements import has_no_total, measurement_table, shown_share
from generator.reports.tables import FEW, Cell, ReportPart, ReportTable, Share, share_of

_HEADS = ("Показатель", "Кого считают", "Цель", "Значение", "Из чего", "Когда", "Цель достигнута", "Откуда")


def report_indicators(ledger: Ledger) -> ReportPart:
    """Return each indicator with its target and what was last found, then the measurements of each."""
    found = ledger.open_records(INDICATOR)
    every = [one for one in ledger.known.get(INDICATOR.name, ()) if ledger.is_published(one)]
    shown = [
        one for one in every if one in found or one.record.computed or list(_measurements(one.record, ledger))
    ]
    tables = [
        measurement_table(one, list(_measurements(one.record, ledger)), ledger)
        for one in shown
        if any(True for _ in _measurements(one.record, ledger))
    ]
    notes = (
        ["Столбцы, где считают участия, не складывают."]
        if any(has_no_total(one.record) for one in shown)
        else []
    )
    return ReportPart(
        notes=notes,
        tables=[
            ReportTable(title="Показатели и цели", columns=_HEADS, rows=[_row(one, ledger) for one in shown]),
            *tables,
        ],
    )


def _measurements(record: Indicator, ledger: Ledger) -> Iterator[Measurement]:
    """Yield the measurements up to the day of the report, of the wished municipality if there is one."""
    for one in record.measurements:
        day = last_day(one.date)
        early = ledger.wish.since is not None and day < ledger.wish.since
        place = one.municipality or record.municipality
        begun = one.date <= ledger.as_of.isoformat()
        if begun and not early and ledger.is_wished_place(place):
            yield one


def _row(one: Entry[Any], ledger: Ledger) -> Sequence[Cell]:
    record: Indicator = one.record
    value, parts, day, source = _value(record, ledger)
    return (
        ledger.link(one),
        record.of,
        _target(record, ledger),
        value,
        parts,
        day,
        _verdict(record, value),
        source,
    )


def _value(record: Indicator, ledger: Ledger) -> tuple[Cell, str | None, str | None, str]:
    """Return the present value, of what it is a share, when that was, and how it was come by."""
    if record.computed:
        return _compute_value(record, record.computed, ledger)
    last = max(_measurements(record, ledger), key=lambda one: one.date, default=None)
    if last is None:
        return None, None, None, MEASURED
    day = format_partial_day(last.date)
    rows = [row for row in last.rows if row.numerator is not None or row.value is not None]
    if len(last.rows) != 1 or not rows:
        return "см. таблицу ниже", None, day, last.source or MEASURED
    return (*_single(rows[0]), day, last.source or MEASURED)


def _single(row: MeasurementRow) -> tuple[Cell, str | None]:
    if row.numerator is None:
        return row.value, None
    share = shown_share(row)
    parts = (
        f"{FEW if share == '—' else format_number(row.numerator)} из {format_number(row.denominator or 0)}"
    )
    return share, parts


def _compute_value(record: Indicator, term: str, ledger: Ledger) -> tuple[Cell, str | None, str | None, str]:
    count = NUMERATORS.get(term)
    how = ledger.title_of("computed_indicators", term)
    if count is None:
        return None, None, None, f"Атлас не умеет вычислять «{how}»."
    found = count(ledger)
    if record.denominator is None:
        return None, str(found), None, "Не вычислено: в записи не указан знаменатель (denominator)."
    parts = f"{found} из {format_number(record.denominator)}"
    return share_of(found, record.denominator), parts, None, f"Вычислено атласом: {how.lower()}."


def _target(record: Indicator, ledger: Ledger) -> str | None:
    target = record.target
    if target is None:
        return None
    sense = ledger.title_of("target_senses", target.sense)
    unit = f" {record.unit}" if record.unit else ""
    until = f" (срок: {format_partial_day(target.until)})" if target.until else ""
    return f"{sense.lower()} {format_number(target.value)}{unit}{until}"


def _verdict(record: Indicator, value: Cell) -> str | None:
    if record.target is None:
        return None
    if not isinstance(value, Share | int | float):
        return "неизвестно"
    return "да" if value >= record.target.value else "нет"
