"""Which records need attention: by date, by their terms, by their links."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.upkeep.stale import add_months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-10", 24, "2028-03-10"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, later: str) -> None:
    assert add_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 120), st.integers(1, 120))
def test_more_months_are_never_sooner(day: dt.date, one: int, more: int) -> None:
    assert day < add_months(day, one) < add_months(day, one + more)
