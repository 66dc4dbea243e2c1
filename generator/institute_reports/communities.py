"""`communities`: communities by kind, level and municipality, with their counted participations."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from generator.base.partial_dates import first_day, last_day
from generator.base.russian import format_partial_day, format_short_day
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, ReportPart, ReportTable, share_of
from generator.model.catalogue import Entry
from generator.model.kinds import COMMUNITY

_NOT_PERSONS = (
    "Участия — не люди: один человек бывает в нескольких сообществах, поэтому итога по участиям нет."
)


def report_communities(ledger: Ledger) -> ReportPart:
    """Return the communities by kind and basis, by level, by municipality, and the newly founded ones."""
    found = [one for one in ledger.open_records(COMMUNITY) if not _is_over(one, ledger)]
    new = [one for one in found if one.record.founded and _is_new(one.record.founded, ledger)]
    return ReportPart(
        tables=[
            _by_kind(found, ledger),
            _count_table("По уровням", "Уровень", _terms(found, ledger, "community_levels", "level")),
            _count_table(
                "По муниципалитетам",
                "Муниципалитет",
                (ledger.place(one.record.municipality) for one in found),
            ),
            ReportTable(
                title=f"Созданы с {format_short_day(ledger.since)} по {format_short_day(ledger.as_of)}",
                columns=("Сообщество", "Создано"),
                rows=[(ledger.link(one), format_partial_day(one.record.founded)) for one in new],
                empty="За это время сообществ не создано, или день их создания не указан.",
            ),
        ]
    )


def _is_new(founded: str, ledger: Ledger) -> bool:
    return last_day(founded) >= ledger.since and first_day(founded) <= ledger.as_of


def _is_over(one: Entry[Any], ledger: Ledger) -> bool:
    return one.record.last_day is not None and one.record.last_day < ledger.as_of


def _terms(found: Iterable[Entry[Any]], ledger: Ledger, vocabulary: str, field: str) -> Iterable[str]:
    return (ledger.title_of(vocabulary, getattr(one.record, field)) for one in found)


def _count_table(title: str, heading: str, values: Iterable[str]) -> ReportTable:
    counted = Counter(values)
    whole = counted.total()
    rows: list[Sequence[Cell]] = [
        (value, number, share_of(number, whole)) for value, number in counted.most_common()
    ]
    return ReportTable(
        title=title, columns=(heading, "Сообществ", "Доля, %"), rows=[*rows, ("Всего", whole, None)]
    )


def _by_kind(found: Sequence[Entry[Any]], ledger: Ledger) -> ReportTable:
    groups: dict[tuple[str, str], list[Entry[Any]]] = {}
    for one in found:
        groups.setdefault((one.record.kind or "", one.record.basis or ""), []).append(one)
    kinds, bases = (
        {term: place for place, term in enumerate(ledger.settings.vocabularies[name].by_id)}
        for name in ("community_kinds", "community_bases")
    )
    rows: list[Sequence[Cell]] = []
    last = len(kinds) + len(bases)
    for kind, basis in sorted(groups, key=lambda key: (kinds.get(key[0], last), bases.get(key[1], last))):
        group = groups[kind, basis]
        counted = [one.record.members.count for one in group if one.record.members]
        rows.append(
            (
                ledger.title_of("community_kinds", kind),
                ledger.title_of("community_bases", basis, "—"),
                len(group),
                share_of(len(group), len(found)),
                sum(counted) if counted else None,
                len(counted),
            )
        )
    return ReportTable(
        title="По видам",
        columns=("Вид", "Основание", "Сообществ", "Доля, %", "Участий", "Сообществ, где их посчитали"),
        rows=[*rows, ("Всего", None, len(found), None, None, None)],
        notes=(_NOT_PERSONS,),
    )
