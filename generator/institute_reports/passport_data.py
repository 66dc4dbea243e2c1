"""`passport-data`: the counts that паспорт ДПО requires, in the order of its parts in S4:92."""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.base.partial_dates import first_day
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, ReportPart, ReportTable, count_persons
from generator.model.kinds import (
    COMMUNITY,
    DOCUMENT,
    EVENT,
    INDICATOR,
    NETWORK,
    PRACTICE,
    RESOURCE_CENTRE,
    Kind,
)

COURSE = "course"
"""The term of `event_kinds` for courses of further training."""
_ELSEWHERE = "в атласе нет: эти сведения ведут не здесь"
Row = Sequence[Cell]


def report_passport_data(ledger: Ledger) -> ReportPart:
    """Return a table of parts, items and counts, stating what the atlas does not know."""
    return ReportPart(
        notes=["Участия — не люди, их не складывают: числа участников сообществ здесь нет."],
        tables=[
            ReportTable(
                title="Данные для паспорта ДПО",
                columns=("Раздел паспорта", "Что посчитано", "Сколько"),
                rows=[
                    *_staff(ledger),
                    ("Программы ДПО", "курсов за период", _recent_kinds(ledger)[COURSE]),
                    *(("Инфраструктура", *row) for row in _by_kind(RESOURCE_CENTRE, ledger)),
                    ("Инфраструктура", "сетей", len(ledger.open_records(NETWORK))),
                    ("Финансовое обеспечение", _ELSEWHERE, None),
                    *(("Вовлечение педагогов", *row) for row in _by_kind(COMMUNITY, ledger)),
                    *(("Вовлечение педагогов", *row) for row in _events(ledger)),
                    *(("Информационные ресурсы", *row) for row in _resources(ledger)),
                    *(("Результативность", *row) for row in _results(ledger)),
                    ("Корреляция с результатами обучающихся", _ELSEWHERE, None),
                ],
            )
        ],
    )


def _staff(ledger: Ledger) -> Iterator[Row]:
    counted: Counter[str] = Counter()
    for row in ledger.private.staff:
        if ledger.is_wished_place(row["municipality"]):
            counted[row["group"]] += row["count"]
    if not counted:
        missing = "нужна папка --private с файлом staff.csv" if ledger.whole else _ELSEWHERE
        yield "Кадровый состав", missing, None
    for group, number in counted.items():
        yield "Кадровый состав", group, count_persons(number)


def _recent_kinds(ledger: Ledger) -> Counter[str]:
    """Return the number of events of the period by kind."""
    return Counter(
        one.record.kind or ""
        for one in ledger.open_records(EVENT)
        if ledger.since <= first_day(one.record.starts) <= ledger.as_of
    )


def _by_kind(kind: Kind, ledger: Ledger) -> Iterator[Row]:
    counted = Counter(one.record.kind for one in ledger.open_records(kind))
    for term in ledger.settings.vocabularies[kind.kind_vocabulary].terms:
        if counted[term.id]:
            yield term.plural or term.title, counted[term.id]


def _events(ledger: Ledger) -> Iterator[Row]:
    counted = _recent_kinds(ledger)
    kinds = ledger.settings.vocabularies.get("event_kinds")  # may be absent in an atlas without events
    for term in kinds.terms if kinds else ():
        if counted[term.id]:
            yield f"{term.plural or term.title} за период", counted[term.id]


def _resources(ledger: Ledger) -> Iterator[Row]:
    practices = ledger.open_records(PRACTICE)
    yield "опубликованных практик", len(practices)
    yield "материалов к ним", sum(len(one.record.materials) for one in practices)
    yield "документов", len(ledger.open_records(DOCUMENT))


def _results(ledger: Ledger) -> Iterator[Row]:
    indicators = ledger.open_records(INDICATOR)
    yield "показателей", len(indicators)
    yield (
        "из них измерены или вычисляются",
        sum(bool(one.record.measurements or one.record.computed) for one in indicators),
    )
    yield "внедрений практик", sum(len(one.record.replications) for one in ledger.open_records(PRACTICE))
