"""`statuses`: holders of statuses, the documents that give them and their terms (S0:17; S3:61-76)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from generator.base.russian import format_short_day
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, ReportPart, ReportTable
from generator.model.catalogue import Entry
from generator.model.kinds import RESOURCE_CENTRE

_SOON = 90
"""Days before its end from which a status is reported as ending."""


def report_statuses(ledger: Ledger) -> ReportPart:
    """Return the register of statuses, and the number of each kind in force."""
    found = ledger.open_records(RESOURCE_CENTRE)
    held = Counter(one.record.kind for one in found if term_of_status(one, ledger) not in {_OVER, _UNKNOWN})
    every = Counter(one.record.kind for one in found)
    kinds = ledger.settings.vocabularies["centre_kinds"].terms
    return ReportPart(
        tables=[
            ReportTable(
                title="По видам",
                columns=("Статус", "Записей", "Действует"),
                rows=[(term.title, every[term.id], held[term.id]) for term in kinds if every[term.id]],
            ),
            ReportTable(
                title="Реестр",
                columns=(
                    "Центр",
                    "Статус",
                    "Муниципалитет",
                    "Документ",
                    "Присвоен",
                    "Действует до",
                    "Состояние",
                ),
                rows=[_row(one, ledger) for one in found],
            ),
        ]
    )


_OVER, _UNKNOWN, _LASTS = "срок вышел", "документ не указан", "действует"


def term_of_status(one: Entry[Any], ledger: Ledger) -> str:
    """Describe whether the status of a centre is in force on the day of the report."""
    award = one.record.award
    if award is None:
        return _UNKNOWN
    if award.valid_from and award.valid_from > ledger.as_of:
        return f"начнётся {format_short_day(award.valid_from)}"
    if award.valid_to is None:
        return f"{_LASTS}, срок не указан"
    left = (award.valid_to - ledger.as_of).days
    if left < 0:
        return _OVER
    return f"кончается через {left} дн." if left <= _SOON else _LASTS


def _row(one: Entry[Any], ledger: Ledger) -> Sequence[Cell]:
    award = one.record.award
    number = f" № {award.number}" if award and award.number else ""
    return (
        ledger.link(one),
        ledger.title_of("centre_kinds", one.record.kind),
        ledger.place(one.record.municipality),
        f"{award.document}{number}" if award else None,
        format_short_day(award.date) if award else None,
        format_short_day(award.valid_to) if award and award.valid_to else None,
        term_of_status(one, ledger),
    )
