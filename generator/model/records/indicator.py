"""An indicator and its parts."""

from generator.model.records.common import Part, Record

Number = int | float


class IndicatorTarget(Part, frozen=True, kw_only=True):
    """The value to be reached, in the unit of the indicator."""

    value: Number
    sense: str
    until: str | None = None


class IndicatorColumn(Part, frozen=True, kw_only=True):
    """One quantity of a measurement. Totals are meaningless unless it is `additive`."""

    id: str
    title: str
    unit: str | None = None
    additive: bool = True


class ColumnValue(Part, frozen=True, kw_only=True):
    """The number in one column of a row."""

    column: str
    value: Number


class MeasurementRow(Part, frozen=True, kw_only=True):
    """The result for one group: numbers by column, a share as numerator and denominator, or a value."""

    group: str | None = None
    values: tuple[ColumnValue, ...] = ()
    numerator: Number | None = None
    denominator: Number | None = None
    value: Number | None = None


class Measurement(Part, frozen=True, kw_only=True):
    """What was measured for one day, month or year."""

    date: str
    municipality: str | None = None
    rows: tuple[MeasurementRow, ...] = ()
    method: str | None = None
    source: str | None = None


class Indicator(Record, frozen=True, kw_only=True):
    """What is measured in the system, its target and the results."""

    unit: str | None = None
    of: str | None = None
    target: IndicatorTarget | None = None
    document: str | None = None
    computed: str | None = None
    denominator: Number | None = None
    columns: tuple[IndicatorColumn, ...] = ()
    measurements: tuple[Measurement, ...] = ()
