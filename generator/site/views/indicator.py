"""The page of an indicator: its target, who is counted, what was found; totals where they mean something."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.base.russian import format_number, format_partial_day
from generator.model.records.indicator import Indicator, IndicatorTarget, Measurement, MeasurementRow, Number
from generator.site.pages import Page
from generator.site.views.items import Fact, Item, Section, ShownTable
from generator.site.views.record import record_page
from generator.site.views.schema_page import schema_body
from generator.site.views.site import Site
from generator.site.views.tracked_catalogue import TrackedEntry

MEASUREMENTS, TARGET, COLUMNS = "measurements", "Цель", "columns"
NO_TOTAL = "не складывают"
PERCENT = 100


def indicator_page(site: Site, entry: TrackedEntry[Indicator]) -> Page:
    """Return the page of an indicator: what its schema tells, its measurements as tables."""
    body, indicator = schema_body(site, entry), entry.record
    tables = tuple(_table(site, indicator, one) for one in indicator.measurements)
    sections = (
        Section(MEASUREMENTS, "Что получилось", "tables", tables),
        *(section for section in body.sections if section.anchor not in {MEASUREMENTS, COLUMNS}),
    )
    facts = tuple(
        Fact(TARGET, ((Item(_target(site, indicator.target, indicator.unit)),),))
        if fact.label == TARGET and indicator.target
        else fact
        for fact in body.facts
    )
    return record_page(site, entry, msgspec.structs.replace(body, sections=sections, facts=facts))


def _target(site: Site, target: IndicatorTarget, unit: str | None) -> str:
    """Return a target in words: «не менее 70 % к 2021 году»."""
    sense = site.settings.term("target_senses", target.sense).title.lower()
    until = f", срок: {format_partial_day(target.until)}" if target.until else ""
    return f"{sense} {format_number(target.value)}\u00a0{unit or ''}".strip() + until


def _table(site: Site, indicator: Indicator, measurement: Measurement) -> ShownTable:
    with_shares = any(row.denominator for row in measurement.rows)
    with_values = any(row.value is not None for row in measurement.rows)
    place = site.municipality(measurement.municipality).title if measurement.municipality else ""
    unit = f", {indicator.unit}" if indicator.unit else ""
    columns = (
        "Кого считали",
        *(f"{column.title}, {column.unit}" if column.unit else column.title for column in indicator.columns),
        *(("Сколько из скольких", "Доля, %") if with_shares else ()),
        *((f"Значение{unit}",) if with_values else ()),
    )
    rows = [_row(indicator, row, shares=with_shares, values=with_values) for row in measurement.rows]
    totals = tuple(_totals(indicator, measurement, len(columns)))
    cells = tuple(tuple((Item(text),) for text in row) for row in (*rows, *totals))
    when = format_partial_day(measurement.date)
    return ShownTable(
        title=f"Измерение: {when}",
        caption=", ".join(filter(None, (when, place))),
        columns=columns,
        rows=cells,
        notes=tuple(_notes(indicator, measurement)),
    )


def _row(indicator: Indicator, row: MeasurementRow, *, shares: bool, values: bool) -> tuple[str, ...]:
    by_column = {one.column: one.value for one in row.values}
    share = (
        None if row.numerator is None or not row.denominator else row.numerator / row.denominator * PERCENT
    )
    of_all = f"{_number(row.numerator)} из {_number(row.denominator)}"
    return (
        row.group or indicator.of or "все",
        *(_number(by_column.get(column.id)) for column in indicator.columns),
        *((of_all, _number(share)) if shares else ()),
        *((_number(row.value),) if values else ()),
    )


def _totals(indicator: Indicator, measurement: Measurement, width: int) -> Iterator[tuple[str, ...]]:
    """Yield the row of totals, if any column may be summed: of the others it says that they may not."""
    if len(measurement.rows) < 2 or not any(column.additive for column in indicator.columns):  # noqa: PLR2004 - one row is its own total
        return
    held = [{one.column: one.value for one in row.values} for row in measurement.rows]
    sums = tuple(
        _number(sum(row.get(column.id, 0) for row in held)) if column.additive else NO_TOTAL
        for column in indicator.columns
    )
    yield ("Всего", *sums, *("" for _ in range(width - 1 - len(sums))))


def _notes(indicator: Indicator, measurement: Measurement) -> Iterator[str]:
    summed = [column.title for column in indicator.columns if not column.additive]
    if summed and len(measurement.rows) > 1:
        titles = ", ".join(f"«{title}»" for title in summed)
        yield f"Итога по столбцам {titles} нет: одно и то же могли посчитать несколько раз."
    if measurement.method:
        yield measurement.method
    if measurement.source:
        yield f"Источник: {measurement.source}"


def _number(value: Number | None) -> str:
    """Return a number for a cell, to a tenth; a dash for none."""
    return "—" if value is None else format_number(round(value, 1))
