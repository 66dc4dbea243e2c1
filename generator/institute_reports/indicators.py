"""`indicators`: measured or computed values next to their targets (S3:40; S2:82-97)."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from generator.base.partial_dates import last_day
from generator.base.russian import format_number, format_partial_day, uncapitalise
from generator.institute_reports.computed import COUNTED, MEASURED
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.measurements import has_no_total, measurement_table, show_value, shown_share
from generator.institute_reports.tables import FEW, HIDDEN, Cell, ReportPart, ReportTable, Share, share_of
from generator.model.catalogue import Entry
from generator.model.kinds import INDICATOR
from generator.model.records.indicator import Indicator, Measurement, MeasurementRow
from generator.model.settings import Settings

_HEADS = ("Показатель", "Кого считают", "Цель", "Значение", "Из чего", "Когда", "Цель достигнута", "Откуда")


def report_indicators(ledger: Ledger) -> ReportPart:
    """Return each indicator with its target and latest value, then the measurements of each."""
    found = ledger.open_records(INDICATOR)
    known = ledger.published_everywhere(INDICATOR)
    every = [(one, list(_measurements(one.record, ledger))) for one in known]
    shown = [(one, own) for one, own in every if one in found or one.record.computed or own]
    tables = [measurement_table(one.record, own, ledger.settings) for one, own in shown if own]
    loose = any(has_no_total(one.record) for one, _ in shown)
    notes = ["Столбцы, где считают участия, не складывают."] if loose else []
    return ReportPart(
        notes=notes,
        tables=[
            ReportTable(
                title="Показатели и цели", columns=_HEADS, rows=[_row(one, ledger) for one, _ in shown]
            ),
            *tables,
        ],
    )


def _measurements(record: Indicator, ledger: Ledger) -> Iterator[Measurement]:
    """Yield the measurements up to the day of the report, of the requested municipality if there is one."""
    for one in record.measurements:
        day = last_day(one.date)
        early = ledger.wish.since is not None and day < ledger.wish.since
        place = one.municipality or record.municipality
        begun = one.date <= ledger.as_of.isoformat()
        if begun and not early and ledger.is_wished_place(place):
            yield one


def _row(one: Entry[Any], ledger: Ledger) -> Sequence[Cell]:
    record: Indicator = one.record
    found = find_value(record, ledger)
    return (
        ledger.link(one),
        record.of,
        describe_target(record, ledger.settings),
        found.value,
        found.parts,
        found.day,
        describe_verdict(record, found.value),
        found.source,
    )


class IndicatorValue(msgspec.Struct, frozen=True, kw_only=True):
    """The current value of an indicator: as a share of what, when and how it was obtained."""

    value: Cell = None
    parts: str | None = None
    day: str | None = None
    source: str


def find_value(record: Indicator, ledger: Ledger) -> IndicatorValue:
    """Return what was last measured or can be computed; if there is nothing, why."""
    if record.computed:
        return _compute_value(record, record.computed, ledger)
    last = max(_measurements(record, ledger), key=lambda one: one.date, default=None)
    if last is None:
        return IndicatorValue(source=MEASURED)
    day, source = format_partial_day(last.date), last.source or MEASURED
    rows = [row for row in last.rows if row.numerator is not None or row.value is not None]
    if len(last.rows) != 1 or not rows:
        return IndicatorValue(value="см. таблицу ниже", day=day, source=source)
    value, parts = _single(rows[0], record)
    return IndicatorValue(value=value, parts=parts, day=day, source=source)


def _single(row: MeasurementRow, record: Indicator) -> tuple[Cell, str | None]:
    if row.numerator is None:
        return show_value(row.value, record.unit), None
    share = shown_share(row)
    parts = (
        f"{FEW if share == HIDDEN else format_number(row.numerator)} из {format_number(row.denominator or 0)}"
    )
    return share, parts


def _compute_value(record: Indicator, term: str, ledger: Ledger) -> IndicatorValue:
    how = ledger.title_of("computed_indicators", term)
    if term not in COUNTED:
        return IndicatorValue(source=f"Атлас не умеет вычислять «{how}».")
    found = len(COUNTED[term](ledger))
    if record.denominator is None:
        source = "Не вычислено: в записи не указан знаменатель (denominator)."
        return IndicatorValue(parts=str(found), source=source)
    return IndicatorValue(
        value=share_of(found, record.denominator),
        parts=f"{found} из {format_number(record.denominator)}",
        source=f"Вычислено атласом: {uncapitalise(how)}.",
    )


def describe_target(record: Indicator, settings: Settings) -> str | None:
    """Return a target in words: «не менее 70 % (срок: 2021 год)»; None if there is none."""
    target = record.target
    if target is None:
        return None
    sense = settings.term("target_senses", target.sense).title
    unit = f"\u00a0{record.unit}" if record.unit else ""
    until = f" (срок: {format_partial_day(target.until)})" if target.until else ""
    return f"{sense.lower()} {format_number(target.value)}{unit}{until}"


def describe_verdict(record: Indicator, value: Cell) -> str | None:
    """Return whether a value reaches the target; None without a target."""
    if record.target is None:
        return None
    if not isinstance(value, Share | int | float):
        return "неизвестно"
    return "да" if value >= record.target.value else "нет"
