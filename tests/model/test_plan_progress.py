"""What is shown to be done, what is due and what is past without evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import pytest

from generator.model.plan_progress import item_progress, shown_year
from generator.model.records.document import Document, DocumentItem

DAY = dt.date(2026, 9, 10)
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
    progress = item_progress(given, evidence, 2026, DAY)
    assert (progress.months, progress.state) == (months, whole)


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({}, 2026),
        ({"date": "2019-02-26"}, 2026),
        ({"valid_from": "2027-01-01"}, 2027),
        ({"date": "2019-02-26", "valid_to": "2021-12-31"}, 2021),
        ({"stages": [{"title": "Первый", "starts": "2019", "ends": "2021-08"}]}, 2021),
    ],
)
def test_a_plan_is_shown_in_its_year_nearest_to_the_day(fields: dict[str, object], year: int) -> None:
    document = msgspec.convert({"id": "plan", "title": "План", **fields}, Document)
    assert shown_year(document, DAY) == year
