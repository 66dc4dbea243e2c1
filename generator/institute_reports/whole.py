"""A complete report: its tables, and the day, place and records it covers."""

from collections.abc import Sequence
from importlib import import_module

import msgspec

from generator.base.russian import count, format_day, plural
from generator.institute_reports import REPORTS
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import ReportPart, ReportTable


class WholeReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report ready for delivery. `notes` say what it covers; `site` is the address of the site."""

    name: str
    title: str
    notes: Sequence[str]
    tables: Sequence[ReportTable]
    site: str
    language: str
    source: str
    """The title of the atlas."""


def make_report(name: str, ledger: Ledger) -> WholeReport:
    """Make a report by its name.

    Raises:
        KeyError: there is no report with that name.
    """
    kind, part, settings = REPORTS[name], make_part(name, ledger), ledger.settings
    return WholeReport(
        name=name,
        title=kind.title,
        notes=[*_about(ledger), *part.notes],
        tables=part.tables,
        site=settings.atlas.site_address.rstrip("/"),
        language=settings.atlas.language,
        source=settings.atlas.title,
    )


def make_part(name: str, ledger: Ledger) -> ReportPart:
    """Return the own contents of a report, from the function of its name in the module of its name."""
    module = name.replace("-", "_")
    found = import_module(f"{__package__}.{module}")
    part: ReportPart = getattr(found, f"report_{module}")(ledger)
    return part


def _about(ledger: Ledger) -> list[str]:
    wish = ledger.wish
    notes = [f"На {format_day(wish.as_of)}."]
    if wish.municipality:
        notes.append(f"Только муниципалитет {ledger.place(wish.municipality)}.")
    if wish.since:
        notes.append(f"С {format_day(wish.since)}.")
    if wish.samples:
        notes.append("Учебные примеры учтены: это придуманные записи.")
    elif ledger.left_out:
        left = count(ledger.left_out, "учебный пример", "учебных примера", "учебных примеров")
        notes.append(f"Не {plural(ledger.left_out, 'учтён', 'учтены', 'учтено')} {left}.")
    else:
        notes.append("Учебных примеров среди записей нет.")
    return notes
