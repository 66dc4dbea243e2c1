"""`verticals`: communities of a subject from the region down to the school (S0:8, 10)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, ReportPart, ReportTable
from generator.model.catalogue import Entry
from generator.model.kinds import COMMUNITY, PRACTICE


def report_verticals(ledger: Ledger) -> ReportPart:
    """Return for each subject the number of communities on each level, and their hierarchy."""
    levels = sorted(ledger.settings.vocabularies["community_levels"].terms, key=lambda term: term.rank)
    subjects = ledger.settings.vocabularies["subjects"].terms
    found = ledger.open_records(COMMUNITY)
    standing = Counter((subject, one.record.level) for one in found for subject in one.record.subjects)
    practices = Counter(subject for one in ledger.open_records(PRACTICE) for subject in one.record.subjects)
    used = [
        term for term in subjects if practices[term.id] or any(standing[term.id, one.id] for one in levels)
    ]
    return ReportPart(
        tables=[
            ReportTable(
                title="Предметы и уровни",
                columns=("Предмет", *(term.title for term in levels), "Нет сообществ на уровне", "Практик"),
                rows=[
                    (
                        term.title,
                        *(standing[term.id, one.id] for one in levels),
                        "; ".join(one.title.lower() for one in levels if not standing[term.id, one.id]),
                        practices[term.id],
                    )
                    for term in used
                ],
                notes=("Сообщество нескольких предметов стоит в строке каждого.",),
            ),
            ReportTable(
                title="Кто над кем",
                columns=("Предмет", "Сообщество", "Уровень", "Муниципалитет", "Входит в"),
                rows=[row for term in used for row in _rows(term.id, term.title, found, ledger)],
            ),
        ]
    )


def _rows(subject: str, title: str, found: Sequence[Entry[Any]], ledger: Ledger) -> Iterator[Sequence[Cell]]:
    ranks = ledger.settings.vocabularies["community_levels"].by_id
    own = [one for one in found if subject in one.record.subjects]
    for one in sorted(own, key=lambda one: ranks[one.record.level].rank if one.record.level in ranks else 0):
        parent = ledger.find(f"{COMMUNITY.name}/{one.record.parent}") if one.record.parent else None
        yield (
            title,
            ledger.link(one),
            ledger.title_of("community_levels", one.record.level),
            ledger.place(one.record.municipality),
            ledger.link(parent) if parent else None,
        )
