from __future__ import annotations

import pytest

from generator.model.records.practice import Result
from generator.site.views.practice_parts import grades, main_results, measure, results_table


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((5,), "5\u00a0класс"),
        ((8, 9), "8–9\u00a0классы"),
        ((4, 2, 3, 7, 7), "2–4, 7\u00a0классы"),
        ((1, 3), "1, 3\u00a0классы"),
    ],
)
def test_grades_are_joined_into_runs(numbers: tuple[int, ...], expected: str) -> None:
    assert [item.title for item in grades(numbers)] == [expected]


def test_no_grades_give_nothing() -> None:
    assert grades(()) == ()


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(45, "%", "45\u00a0%"), (4.5, "балла из 5", "4,5 балла из 5"), (12000, None, "12\u00a0000")],
)
def test_measure(value: float, unit: str | None, expected: str) -> None:
    assert measure(value, unit) == expected


@pytest.mark.parametrize(
    ("before", "after", "unit", "lengths"),
    [
        (0, 0, None, (0, 0)),
        (-5, 10, "°C", (50, 100)),
        (20, 40, "%", (20, 40)),
        (120, 60, "%", (100, 50)),
        (None, 7, "школ", (None, 100)),
    ],
)
def test_bars(before: float | None, after: float, unit: str | None, lengths: tuple[int | None, int]) -> None:
    (row,) = results_table([Result(indicator="Показатель", before=before, after=after, unit=unit)])
    assert (row.before.length if row.before else None, row.after.length) == lengths


def test_long_unit_stands_beside_the_indicator() -> None:
    (row,) = results_table([Result(indicator="Охват", after=4, unit="организаций муниципалитета")])
    assert (row.unit, row.after.value) == ("организаций муниципалитета", "4")


def test_panel_names_the_first_two_results() -> None:
    results = [Result(indicator=name, before=1, after=2, unit="%") for name in ("А", "Б", "В")]
    assert [row[0].title for row in main_results(results)] == ["А: 1 → 2\u00a0%", "Б: 1 → 2\u00a0%"]
