"""`contests`: contests, and the practices that were recognised there (S4:242, 344; S3:81-84)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from generator.base.partial_dates import first_day
from generator.base.russian import format_span
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import ReportPart, ReportTable
from generator.model.catalogue import Entry
from generator.model.kinds import EVENT, PRACTICE

CONTEST = "contest"
"""The term of `event_kinds` for contests; an event that a practice came from is one in any case."""


def report_contests(ledger: Ledger) -> ReportPart:
    """Return the contests with the number of practices from each, and those practices."""
    came: defaultdict[str, list[Entry[Any]]] = defaultdict(list)
    for one in ledger.open_records(PRACTICE):
        if one.record.contest:
            came[one.record.contest.event].append(one)
    events = [
        one
        for one in ledger.published_everywhere(EVENT)
        if (
            one.id in came or (one.record.kind == CONTEST and ledger.is_wished_place(one.record.municipality))
        )
        and (ledger.wish.since is None or first_day(one.record.starts) >= ledger.wish.since)
    ]
    return ReportPart(
        tables=[
            ReportTable(
                title="Конкурсы",
                columns=("Конкурс", "Когда", "Этапы", "Практик в атласе"),
                rows=[
                    (
                        ledger.link(one),
                        format_span(one.record.starts, one.record.ends or one.record.starts),
                        "; ".join(stage.title for stage in one.record.stages),
                        len(came[one.id]),
                    )
                    for one in events
                ],
            ),
            _practices(events, came, ledger),
        ]
    )


def _practices(
    events: Sequence[Entry[Any]], came: Mapping[str, Sequence[Entry[Any]]], ledger: Ledger
) -> ReportTable:
    return ReportTable(
        title="Практики с конкурсов",
        columns=("Конкурс", "Практика", "Муниципалитет", "Что получилось"),
        rows=[
            (
                ledger.link(event),
                ledger.link(one),
                ledger.place(one.record.municipality),
                one.record.contest.result,
            )
            for event in events
            for one in came.get(event.id, ())
        ],
    )
