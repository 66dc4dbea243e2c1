"""`experts`: the private pool of experts in numbers, never who they are."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, ReportPart, ReportTable, count_persons
from generator.private_data.pool import Expert


def report_experts(ledger: Ledger) -> ReportPart:
    """Return the numbers of experts by field, location and workload."""
    if ledger.private.experts is None:
        return ReportPart(tables=[], notes=["В папке --private нет реестра: experts.csv или experts.xlsx."])
    every = [one for one in ledger.private.experts if ledger.is_wished_place(one.municipality)]
    now = [one for one in every if one.until and one.until >= ledger.as_of]
    titles = ledger.title_of

    def table(title: str, heading: str, names: Callable[[Expert], Iterable[str]]) -> ReportTable:
        counted = Counter(name for one in now for name in names(one))
        rows: list[Sequence[Cell]] = [
            (name, count_persons(number))
            for name, number in sorted(counted.items(), key=lambda p: (-p[1], p[0]))
        ]
        empty = "Ни у кого не указано." if now else "Экспертов с действующим согласием нет."
        return ReportTable(title=title, columns=(heading, "Экспертов"), rows=rows, empty=empty)

    return ReportPart(
        notes=[
            f"В реестре: {_describe_count(len(every))}; согласие действует: {_describe_count(len(now))}.",
            "Эксперт нескольких предметов или направлений стоит в каждой их строке.",
        ],
        tables=[
            table("По предметам", "Предмет", lambda one: (titles("subjects", term) for term in one.subjects)),
            table(
                "По направлениям",
                "Направление",
                lambda one: (titles("directions", term) for term in one.directions),
            ),
            table(
                "По уровням образования",
                "Уровень",
                lambda one: (titles("education_levels", term) for term in one.levels),
            ),
            table("По муниципалитетам", "Муниципалитет", lambda one: [ledger.place(one.municipality)]),
            table("По нагрузке", "Практик сейчас", lambda one: [str(one.load)]),
        ],
    )


def _describe_count(number: int) -> str:
    return str(count_persons(number))
