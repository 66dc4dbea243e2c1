"""`accompaniment`: requests for support with practices, and their outcomes (S4:256)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from generator.base.russian import format_short_day
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import ReportPart, ReportTable
from generator.model.catalogue import Entry
from generator.model.kinds import PRACTICE
from generator.model.records.practice import Accompaniment


def report_accompaniment(ledger: Ledger) -> ReportPart:
    """Return the requests by state, and each with the days it has waited or took."""
    found = [
        (one, request)
        for one in ledger.known.get(PRACTICE.name, ())
        if ledger.whole or ledger.is_published(one)
        for request in one.record.accompaniment
        if _is_wanted(one, request, ledger)
    ]
    states = Counter(request.state for _, request in found)
    asking = Counter(request.by for _, request in found)
    vocabularies = ledger.settings.vocabularies
    return ReportPart(
        tables=[
            ReportTable(
                title="По состоянию",
                columns=("Состояние", "Запросов"),
                rows=[(term.title, states[term.id]) for term in vocabularies["accompaniment_states"].terms],
            ),
            ReportTable(
                title="Кто просил",
                columns=("Кто", "Запросов"),
                rows=[(term.title, asking[term.id]) for term in vocabularies["requester_kinds"].terms],
            ),
            _list(found, ledger),
        ]
    )


def _list(found: Sequence[tuple[Entry[Any], Accompaniment]], ledger: Ledger) -> ReportTable:
    return ReportTable(
        title="Запросы",
        columns=(
            *("Практика", "Запрошено", "Кто", "Муниципалитет", "Состояние", "Ответ", "Дней"),
            *("Кто помогает", "Итог"),
        ),
        rows=[
            (
                ledger.link(one),
                format_short_day(request.asked_on),
                ledger.title_of("requester_kinds", request.by),
                ledger.place(request.municipality) if request.municipality else None,
                ledger.title_of("accompaniment_states", request.state),
                format_short_day(request.answered_on) if request.answered_on else None,
                ((request.answered_on or ledger.as_of) - request.asked_on).days,
                request.helper,
                request.outcome,
            )
            for one, request in sorted(found, key=lambda pair: (pair[1].asked_on, pair[0].id))
        ],
        notes=("Дней — до ответа, а если ответа нет — до дня отчёта.",),
    )


def _is_wanted(one: Entry[Any], request: Accompaniment, ledger: Ledger) -> bool:
    timely = request.asked_on <= ledger.as_of and (
        ledger.wish.since is None or request.asked_on >= ledger.wish.since
    )
    return timely and ledger.is_wished_place(request.municipality or one.record.municipality)
