"""A whole report: its tables, and of what day, place and records it is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.base.russian import count, format_day, plural
from generator.institute_reports import REPORTS
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import ReportTable


class WholeReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it is handed over. `notes` say of what it is made; `site` is the address of the site."""

    name: str
    title: str
    notes: Sequence[str]
    tables: Sequence[ReportTable]
    site: str
    language: str
    source: str
    """What the atlas is called."""


def make_report(name: str, ledger: Ledger) -> WholeReport:
    """Return a report by its name.

    Raises:
        KeyError: there is no report of the name.
    """
    kind, settings = REPORTS[name], ledger.settings
    part = kind.make(ledger)
    return WholeReport(
        name=name,
        title=kind.title,
        notes=[*_about(ledger), *part.notes],
        tables=part.tables,
        site=settings.atlas.site_address.rstrip("/"),
        language=settings.atlas.language,
        source=settings.atlas.title,
    )


def _about(ledger: Ledger) -> list[str]:
    wish = ledger.wish
    told = [f"На {format_day(wish.as_of)}."]
    if wish.municipality:
        told.append(f"Только муниципалитет {ledger.place(wish.municipality)}.")
    if wish.since:
        told.append(f"С {format_day(wish.since)}.")
    if wish.samples:
        told.append("Учебные примеры учтены: это придуманные записи.")
    elif ledger.left_out:
        left = count(ledger.left_out, "учебный пример", "учебных примера", "учебных примеров")
        told.append(f"Не {plural(ledger.left_out, 'учтён', 'учтены', 'учтено')} {left}.")
    else:
        told.append("Учебных примеров среди записей нет.")
    return told
