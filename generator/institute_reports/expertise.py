"""`expertise`: the analytical note on expert reviews of practices (S4:254)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

from generator.base.russian import count, format_short_day
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, ReportPart, ReportTable, Share
from generator.model.catalogue import Entry
from generator.model.kinds import PRACTICE
from generator.model.records.practice import Expertise

_MOST = 20
_UNNAMED = "не указано"


class Conclusion(NamedTuple):
    """What experts concluded about a practice."""

    practice: Entry[Any]
    expertise: Expertise


def report_expertise(ledger: Ledger) -> ReportPart:
    """Return decisions by direction and level, scores, recommendations, durations and the queue.

    Unpublished practices are included if they are known; the queue is only reported then.
    """
    practices = ledger.records(PRACTICE)
    found = [
        Conclusion(one, expertise)
        for one in practices
        for expertise in one.record.expertise
        if (ledger.wish.since or dt.date.min) <= expertise.date <= ledger.as_of
    ]
    decisions = Counter(one.expertise.decision for one in found)
    counts = "; ".join(
        f"{term.title.lower()} — {decisions[term.id]}" for term in _decisions(ledger) if decisions[term.id]
    )
    notes = [f"Заключений: {len(found)}" + (f": {counts}." if counts else ".")]
    if not ledger.whole:
        notes.append("Здесь только опубликованные практики.")
    return ReportPart(
        notes=notes,
        tables=[
            _by(found, ledger, ("По направлениям", "Направление"), _directions),
            _by(found, ledger, ("По уровням экспертизы", "Уровень"), _level),
            _criteria(found),
            _recommendations(found),
            _days(practices, ledger),
            *([_queue(practices, ledger)] if ledger.whole else []),
        ],
    )


def _decisions(ledger: Ledger) -> Sequence[Any]:
    return ledger.settings.vocabularies["expertise_decisions"].terms


def _directions(one: Conclusion, ledger: Ledger) -> list[str]:
    named = [ledger.title_of("directions", term) for term in one.practice.record.directions]
    return named or [_UNNAMED]


def _level(one: Conclusion, ledger: Ledger) -> list[str]:
    return [ledger.title_of("expertise_levels", one.expertise.level, _UNNAMED)]


def _by(
    found: Sequence[Conclusion],
    ledger: Ledger,
    titles: tuple[str, str],
    names: Callable[[Conclusion, Ledger], Sequence[str]],
) -> ReportTable:
    """Count decisions of each kind, by the names that each conclusion falls under."""
    title, heading = titles
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    several = 0
    for one in found:
        named = names(one, ledger)
        several += len(named) > 1
        for name in named:
            counted[name][one.expertise.decision] += 1
    terms = _decisions(ledger)
    several_told = "У практики бывает несколько направлений: сумма строк больше числа заключений."
    return ReportTable(
        title=title,
        columns=(heading, *(term.title for term in terms), "Всего"),
        rows=[
            (name, *(numbers[term.id] for term in terms), numbers.total())
            for name, numbers in sorted(counted.items(), key=lambda pair: (-pair[1].total(), pair[0]))
        ],
        notes=(several_told,) if several else (),
    )


def _criteria(found: Sequence[Conclusion]) -> ReportTable:
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for one in found:
        for criterion in one.expertise.criteria:
            if criterion.maximum:
                shares[criterion.title].append(criterion.score / criterion.maximum)
    return ReportTable(
        title="Критерии",
        columns=("Критерий", "Оценок", "В среднем от высшего балла, %"),
        rows=[
            (title, len(values), Share(round(100 * sum(values) / len(values), 1)))
            for title, values in sorted(shares.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ],
    )


def _recommendations(found: Sequence[Conclusion]) -> ReportTable:
    counted = Counter(text for one in found for text in one.expertise.recommendations)
    rows = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    left = len(rows) - _MOST
    return ReportTable(
        title="Частые рекомендации",
        columns=("Рекомендация", "Сколько раз"),
        rows=rows[:_MOST],
        notes=(f"И ещё {count(left, 'рекомендация', 'рекомендации', 'рекомендаций')}.",) if left > 0 else (),
    )


def _days(practices: Sequence[Entry[Any]], ledger: Ledger) -> ReportTable:
    since = ledger.wish.since or dt.date.min
    days = [
        (first - one.record.submitted).days
        for one in practices
        if one.record.submitted and (first := _answer(one)) and since <= first <= ledger.as_of
    ]
    return ReportTable(
        title="Дней от подачи до решения",
        columns=("Практик с решением", "Меньше всего", "Посередине (медиана)", "Больше всего"),
        rows=[(len(days), min(days), median(days), max(days))] if days else [],
        empty="Ни у одной практики с решением не указан день подачи (submitted).",
    )


def _answer(one: Entry[Any]) -> dt.date | None:
    """Return the day of the first decision after a practice was submitted."""
    submitted = one.record.submitted
    return min(
        (part.date for part in one.record.expertise if not submitted or part.date >= submitted), default=None
    )


def _queue(practices: Sequence[Entry[Any]], ledger: Ledger) -> ReportTable:
    rows = [_queue_row(one, ledger) for one in practices if _waits(one, ledger)]
    return ReportTable(
        title="Очередь на экспертизу",
        columns=("Практика", "Муниципалитет", "Подана", "Ждёт дней", "Прежнее решение"),
        rows=rows,
        empty="Никто не ждёт.",
    )


def _waits(one: Entry[Any], ledger: Ledger) -> bool:
    """Return whether a practice awaits experts: it is just before publication and has no decision yet."""
    stages = ledger.settings.vocabularies["practice_stages"]
    first_public = min((term.rank for term in stages.terms if term.public), default=0)
    review = max((term.rank for term in stages.terms if term.rank < first_public), default=0)
    stage, submitted = stages.by_id.get(one.record.stage), one.record.submitted
    if stage is None or stage.rank >= first_public or (submitted and submitted > ledger.as_of):
        return False
    if submitted:
        return _answer(one) is None
    return stage.rank == review


def _queue_row(one: Entry[Any], ledger: Ledger) -> Sequence[Cell]:
    submitted = one.record.submitted
    last = max(one.record.expertise, key=lambda part: part.date, default=None)
    return (
        ledger.link(one),
        ledger.place(one.record.municipality),
        format_short_day(submitted) if submitted else _UNNAMED,
        (ledger.as_of - submitted).days if submitted else None,
        ledger.title_of("expertise_decisions", last.decision) if last else None,
    )
