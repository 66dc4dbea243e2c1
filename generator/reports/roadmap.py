"""`roadmap`: what plans want to be done and when, and what is shown to be done (S3:49-89)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from generator.base.russian import capitalise, count, format_months
from generator.model.catalogue import Entry
from generator.model.kinds import DOCUMENT
from generator.model.plan_progress import ItemProgress, State, item_progress, shown_year
from generator.model.records.document import Document, DocumentItem
from generator.model.when import YEARLY, describe_when
from generator.reports.ledger import Ledger
from generator.reports.tables import Cell, ReportPart, ReportTable

STATES: Mapping[State, str] = MappingProxyType(
    {
        "done": "подтверждён",
        "due": "срок впереди",
        "overdue": "просрочен: срок прошёл, подтверждения нет",
        "open": "без срока",
        "cancelled": "отменён",
    }
)
_MONTHS = range(1, 13)


def report_roadmap(ledger: Ledger) -> ReportPart:
    """Return for each plan how often things are done, in which months, and how far each is."""
    plans = [one for one in ledger.open_records(DOCUMENT) if one.record.items]
    overdue = 0
    tables: list[ReportTable] = []
    for one in plans:
        progress = [_progress(one.record, item, ledger) for item in one.record.items]
        overdue += sum(part.state == "overdue" for part in progress)
        tables += [_repeats(one, ledger), _months(one), _items(one, progress, ledger)]
    items = sum(len(one.record.items) for one in plans)
    told = (
        f"{count(len(plans), 'план', 'плана', 'планов')}, {count(items, 'пункт', 'пункта', 'пунктов')}, "
        f"просрочено {overdue}."
    )
    none = ReportTable(title="Планы", columns=("План",), rows=[], empty="Документов с пунктами нет.")
    return ReportPart(notes=[told], tables=tables or [none])


def _progress(document: Document, item: DocumentItem, ledger: Ledger) -> ItemProgress:
    evidence = [found.record for name in item.evidence if (found := ledger.find(name))]
    spans = [record.span for record in evidence]
    return item_progress(item, spans, shown_year(document, ledger.as_of), ledger.as_of)


def _repeats(one: Entry[Any], ledger: Ledger) -> ReportTable:
    counted = Counter(item.when.repeat for item in one.record.items)
    terms = ledger.settings.vocabularies["repeats"].terms
    rows: list[Sequence[Cell]] = [(term.title, counted[term.id]) for term in terms]
    return ReportTable(
        title=f"{one.title}: как часто",
        columns=("Как часто", "Пунктов"),
        rows=[*rows, ("Всего", counted.total())],
    )


def _months(one: Entry[Any]) -> ReportTable:
    yearly = [item for item in one.record.items if item.when.repeat == YEARLY]
    counted = Counter(month for item in yearly for month in item.when.months)
    return ReportTable(
        title=f"{one.title}: ежегодное по месяцам",
        columns=("Месяц", "Пунктов", "Номера"),
        rows=[
            (
                capitalise(format_months([month])),
                counted[month],
                ", ".join(item.number for item in yearly if month in item.when.months),
            )
            for month in _MONTHS
        ],
        notes=("Пункт на два месяца стоит в обоих: сумма больше числа пунктов.",),
    )


def _items(one: Entry[Any], progress: Sequence[ItemProgress], ledger: Ledger) -> ReportTable:
    return ReportTable(
        title=f"{one.title}: пункты",
        columns=("№", "Что", "Когда", "Ответственные", "Состояние", "Чем подтверждено"),
        rows=[
            (
                part.item.number,
                part.item.title,
                describe_when(part.item.when, ledger.settings),
                "; ".join(part.item.responsible),
                STATES[part.state],
                ledger.links(found for name in part.item.evidence if (found := ledger.find(name))),
            )
            for part in progress
        ],
        notes=(f"Состояние — за {shown_year(one.record, ledger.as_of)} год.",),
    )
