"""What is proved to be done, what is due, and what is past without evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import pytest

from generator.model.plan_progress import PlanYear, item_progress, shown_year
from generator.model.records.document import Document, DocumentItem

DAY = dt.date(2026, 9, 10)
YEAR = PlanYear(first_month=2026 * 12)
SCHOOL_YEAR = {"valid_from": "2026-09-01", "valid_to": "2027-08-31"}
MAY, SEPTEMBER = ("2026-05", "2026-05"), ("2026-09-20", "2026-09-20")


def item(
    repeat: str, months: Sequence[int] = (), year: int | None = None, state: str | None = None
) -> DocumentItem:
    when = {"repeat": repeat, "months": list(months), "year": year}
    return msgspec.convert({"number": "1", "title": "Дело", "when": when, "state": state}, DocumentItem)


@pytest.mark.parametrize(
    ("given", "evidence", "months", "whole"),
    [
        (item("yearly", [3, 9]), [], {3: "overdue", 9: "due"}, "overdue"),
        (item("yearly", [3, 10]), [MAY], {3: "done", 10: "due"}, "due"),
        (item("yearly", [8, 9]), [], {8: "due", 9: "due"}, "due"),
        (item("yearly", [4, 5]), [MAY], {4: "done", 5: "done"}, "done"),
        (item("yearly", [9]), [SEPTEMBER], {9: "due"}, "due"),
        (item("yearly", [3]), [("2025-03", "2025-03")], {3: "overdue"}, "overdue"),
        (item("yearly", [3]), [None], {3: "overdue"}, "overdue"),
        (item("once", [2], 2019), [], {}, "overdue"),
        (item("once", [2], 2019), [None], {}, "done"),
        (item("once", [6], 2026, "cancelled"), [], {6: "cancelled"}, "cancelled"),
        (item("once", [6], 2026, "done"), [], {6: "done"}, "done"),
        (item("always"), [], {}, "open"),
        (item("by-schedule"), [MAY], {}, "done"),
    ],
)
def test_evidence_of_the_time_decides_what_an_item_is(
    given: DocumentItem, evidence: list[tuple[str, str] | None], months: dict[int, str], whole: str
) -> None:
    progress = item_progress(given, evidence, YEAR, DAY)
    assert (progress.months, progress.state) == (months, whole)


def document(**fields: object) -> Document:
    return msgspec.convert({"id": "plan", "title": "План", **fields}, Document)


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({}, "2026 год"),
        ({"date": "2019-02-26"}, "2026 год"),
        ({"valid_from": "2027-01-01"}, "2027 год"),
        ({"date": "2019-02-26", "valid_to": "2021-12-31"}, "2021 год"),
        ({"stages": [{"title": "Первый", "starts": "2019", "ends": "2021-08"}]}, "2021 год"),
        (SCHOOL_YEAR, "сентябрь 2026 — август 2027 года"),
        ({"valid_from": "2026-01-12", "valid_to": "2026-12-20"}, "2026 год"),
    ],
)
def test_a_plan_is_shown_in_its_year_nearest_to_the_day(fields: dict[str, object], year: str) -> None:
    assert shown_year(document(**fields), DAY).words.replace("\u00a0", " ") == year


def test_months_of_a_school_year_stand_in_its_order_and_belong_to_two_years() -> None:
    year = shown_year(document(**SCHOOL_YEAR), DAY)
    assert year.months == (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
    over_new_year = item_progress(
        item("yearly", [11, 12, 1]), [("2027-01-15",) * 2], year, dt.date(2027, 2, 1)
    )
    assert over_new_year.months == {11: "done", 12: "done", 1: "done"}
    spring = item_progress(item("yearly", [4]), [("2026-04-10",) * 2], year, DAY)
    assert (spring.months, spring.state) == ({4: "due"}, "due")
    assert item_progress(item("yearly", [4]), [], year, dt.date(2027, 5, 1)).state == "overdue"


def test_months_in_which_a_plan_has_not_begun_or_has_ended_ask_for_nothing() -> None:
    begun = shown_year(document(valid_from="2026-05-01"), DAY)
    assert item_progress(item("yearly", [3, 6]), [], begun, DAY).months == {6: "overdue"}
    assert item_progress(item("yearly", [3]), [], begun, DAY).state == "due"
    over = shown_year(document(date="2024-02-01", valid_to="2026-03-31"), DAY)
    assert (over.is_over, begun.is_over) == (True, False)
    assert item_progress(item("yearly", [9]), [], over, DAY).state == "open"
