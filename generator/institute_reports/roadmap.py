"""`roadmap`: what plans require and when, and what is proved to be done (S3:49-89)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from generator.base.russian import capitalise, count, format_months, format_short_day
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, ReportPart, ReportTable
from generator.model.catalogue import Entry
from generator.model.kinds import DOCUMENT
from generator.model.plan_progress import ItemProgress, PlanYear, State, item_progress, shown_year
from generator.model.when import YEARLY, describe_when

STATES: Mapping[State, str] = {
    "done": "подтверждён",
    "due": "срок впереди",
    "overdue": "просрочен: срок прошёл, подтверждения нет",
    "open": "без срока",
    "cancelled": "отменён",
}
_UNPROVEN = "срок плана истёк, подтверждения нет"
_OVERDUE: State = "overdue"
_MONTHS = range(1, 13)
_TWICE = "Пункт на два месяца стоит в обоих: сумма строки бывает больше числа ежегодных пунктов."


class _Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A plan, the year under consideration, and the progress of its items in it."""

    entry: Entry[Any]
    year: PlanYear
    progress: Sequence[ItemProgress]

    def count_state(self, state: State) -> int:
        return sum(part.state == state for part in self.progress)


def report_roadmap(ledger: Ledger) -> ReportPart:
    """Return the frequency and months of plan items, the progress of each plan, and each item."""
    plans = [_plan(one, ledger) for one in ledger.open_records(DOCUMENT) if one.record.items]
    if not plans:
        none = ReportTable(title="Планы", columns=("План",), rows=[], empty="Документов с пунктами нет.")
        return ReportPart(tables=[none])
    overdue, unproven = (
        sum(one.count_state(_OVERDUE) for one in plans if one.year.is_over is over) for over in (False, True)
    )
    items = sum(len(one.progress) for one in plans)
    note = (
        f"{count(len(plans), 'план', 'плана', 'планов')}, {count(items, 'пункт', 'пункта', 'пунктов')}; "
        f"просрочено {overdue}. В планах, срок которых истёк, без подтверждения осталось {unproven}."
    )
    tables = [_states(plans, ledger), _repeats(plans, ledger), _months(plans, ledger)]
    return ReportPart(notes=[note], tables=[*tables, *(_items(one, ledger) for one in plans)])


def _plan(entry: Entry[Any], ledger: Ledger) -> _Plan:
    year, progress = shown_year(entry.record, ledger.as_of), []
    for item in entry.record.items:
        spans = [found.record.span for name in item.evidence if (found := ledger.find(name))]
        progress.append(item_progress(item, spans, year, ledger.as_of))
    return _Plan(entry=entry, year=year, progress=progress)


def _states(plans: Sequence[_Plan], ledger: Ledger) -> ReportTable:
    states: Sequence[State] = ("done", "due", _OVERDUE, "open", "cancelled")
    return ReportTable(
        title="Состояние планов",
        columns=(
            "План",
            "За какое время",
            "Подтверждено",
            "Срок впереди",
            "Срок прошёл, подтверждения нет",
            "Без срока",
            "Отменено",
            "Срок плана",
        ),
        rows=[
            (
                ledger.link(one.entry),
                one.year.words,
                *(one.count_state(state) for state in states),
                _describe_end(one.year),
            )
            for one in plans
        ],
    )


def _describe_end(year: PlanYear) -> str:
    if year.ends is None:
        return "не указан"
    return f"{'истёк' if year.is_over else 'до'} {format_short_day(year.ends)}"


def _repeats(plans: Sequence[_Plan], ledger: Ledger) -> ReportTable:
    terms = ledger.settings.vocabularies["repeats"].terms
    rows: list[Sequence[Cell]] = []
    for one in plans:
        counted = Counter(part.item.when.repeat for part in one.progress)
        rows.append((ledger.link(one.entry), *(counted[term.id] for term in terms), counted.total()))
    return ReportTable(
        title="Как часто",
        columns=("План", *(term.title for term in terms), "Всего пунктов"),
        rows=rows,
    )


def _months(plans: Sequence[_Plan], ledger: Ledger) -> ReportTable:
    rows: list[Sequence[Cell]] = []
    for one in plans:
        yearly = [part.item.when for part in one.progress if part.item.when.repeat == YEARLY]
        counted = Counter(month for when in yearly for month in when.months)
        rows.append((ledger.link(one.entry), *(counted[month] for month in _MONTHS)))
    return ReportTable(
        title="Ежегодные пункты по месяцам",
        columns=("План", *(capitalise(format_months([month])) for month in _MONTHS)),
        rows=rows,
        notes=(_TWICE,),
    )


def _items(one: _Plan, ledger: Ledger) -> ReportTable:
    return ReportTable(
        title=one.entry.title,
        columns=("№", "Что", "Когда", "Ответственные", "Состояние", "Чем подтверждено"),
        rows=[
            (
                part.item.number,
                part.item.title,
                describe_when(part.item.when, ledger.settings),
                "; ".join(part.item.responsible),
                _UNPROVEN if one.year.is_over and part.state == _OVERDUE else STATES[part.state],
                ledger.links(found for name in part.item.evidence if (found := ledger.find(name))),
            )
            for part in one.progress
        ],
        notes=(f"Состояние — за {one.year.words}.",),
    )
