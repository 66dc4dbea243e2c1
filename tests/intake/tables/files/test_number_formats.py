"""A number is read as shown to a person, whatever its format and the language of the format."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.intake.tables.files.grids import ShownDate
from generator.intake.tables.files.number_formats import UNREADABLE, NumberFormat, number_format

DAY = 45170
MONTH = ShownDate(text="2023-09", day=dt.date(2023, 9, 1))
NOON = dt.datetime(2023, 9, 1, 12)  # noqa: DTZ001 - workbooks know no zones
NUMBERS = [
    ("General", 0.1 + 0.2, 0.3),
    ("General", 79181234567, 79181234567),
    ("General", 1e15, "1,00000E+15"),
    ("0", 123456789012345678, "1,23456789012346E+17"),
    ("@", 5.0, 5),
    ("0%", 0.38, "38%"),
    ("0.0%", 0.1234, "12,3%"),
    ("0.0", 12.3456, 12.3),
    ("0", 12.5, 13),
    ("0.##", 12.0, 12),
    ("000000", 123, "000123"),
    ('0" чел."', 27, "27 чел."),
    ('General" шт"', 27, "27 шт"),
    ("#,##0", 1234567, "1 234 567"),
    ('#,##0.00\\ "₽"', 1234.5, "1 234,50 ₽"),
    ("_-* #,##0.00\\ _₽_-;\\-* #,##0.00\\ _₽_-", 1234.5, "1 234,50"),
    ('0,"тыс."', 12000, "12тыс."),
    ("[Red]0.0;[Blue]-0.0", -1.25, -1.3),
    ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 9181234567, "(918) 123-4567"),
    ("# ?/?", 0.5, "1/2"),
    ("0.00E+00", 123456, "1,23E+05"),
    (";;;", 5, ""),
]
MOMENTS = [
    *((code, DAY, dt.date(2023, 9, 1)) for code in ("dd.mm.yyyy", "ДД.ММ.ГГГГ", "TT.MM.JJJJ", "d/m/yy;@")),
    ("[$-FC19]dd\\ mmmm\\ yyyy\\ \\г\\.;@", DAY, dt.date(2023, 9, 1)),
    *(
        (code, DAY, MONTH)
        for code in ("mmm.yy", "[$-419]mmmm\\ yyyy;@", "МММ ГГГГ", "mm/yyyy", 'mmmm yyyy "г."')
    ),
    ("yyyy", DAY, ShownDate(text="2023", day=dt.date(2023, 9, 1))),
    *((code, DAY, ShownDate(text="", day=dt.date(2023, 9, 1))) for code in ("d-mmm", "dddd", "mmmm")),
    ("dd.mm.yyyy hh:mm", DAY + 0.5, NOON),
    ("h:mm", 0.5, dt.time(12)),
    ("mm:ss", 0.5, dt.time(12)),
    ("[h]:mm:ss", 1.5, dt.timedelta(days=1, hours=12)),
    ("dd.mm.yyyy", -1, UNREADABLE),
    ("dd.mm.yyyy", 1, dt.date(1900, 1, 1)),
]


@pytest.mark.parametrize(("code", "value", "seen"), [*NUMBERS, *MOMENTS])
def test_a_cell_is_read_as_it_is_shown(code: str, value: float, seen: object) -> None:
    assert NumberFormat(code=code).show(value) == seen


@pytest.mark.parametrize(("style", "seen"), [(9, "38%"), (0, 0.38), (14, dt.time(9, 7, 12)), (2, 0.38)])
def test_formats_that_have_only_a_number_are_known(style: int, seen: object) -> None:
    assert number_format(style, {}, from_1904=False).show(0.38) == seen


def test_days_of_old_macs_count_from_1904() -> None:
    assert number_format(14, {}, from_1904=True).show(DAY - 1462) == dt.date(2023, 9, 1)
