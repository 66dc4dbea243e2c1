"""The public reports of an institute: an index, and a page and a CSV file for each report."""

from collections.abc import Iterator
from functools import partial

import msgspec

from generator.base.russian import capitalise
from generator.institute_reports import REPORTS
from generator.institute_reports.formats import cell_text
from generator.institute_reports.tables import Cell, PageLink, ReportTable
from generator.model import addresses
from generator.site.pages import Draft, Heading, Link, Page
from generator.site.views.items import Item, Section, SectionsView, ShownTable
from generator.site.views.site import Site

TITLE, SECTION = "Отчёты", "reports"
LEAD = "Что атлас отвечает министерству, службам и сообществам: таблицы на странице и файл CSV."
CSV_WAY = "Скачать таблицей (CSV)"
MOST_TABLES, MOST_ROWS = 100, 200
"""Maximum number of tables, and of rows per table: in a large region a report may have thousands."""
MOST_OPEN = 12
"""Maximum number of expanded tables; if there are more, readers see their titles first."""
_IN_FILE = " — в файле CSV."
_LINK = Link(TITLE, addresses.REPORTS)


def report_names() -> tuple[str, ...]:
    """Return the names of the reports with a page: those based only on what the site shows anyway."""
    return tuple(name for name, kind in REPORTS.items() if not kind.private)


def report_drafts() -> Iterator[Draft]:
    """Yield the drafts of the index of reports and of the page of each public one."""
    yield Draft(addresses.REPORTS, SECTION, _index)
    for name in report_names():
        yield Draft(addresses.report(name), SECTION, partial(_page, name=name), reads_all=True)


def _index(site: Site) -> Page:
    items = tuple(
        Item(REPORTS[name].title, addresses.report(name), note=REPORTS[name].description)
        for name in report_names()
    )
    return Page(
        address=addresses.REPORTS,
        section=SECTION,
        title=TITLE,
        description=LEAD,
        template="sections_page.html.j2",
        view=SectionsView(lead=LEAD, sections=(Section("reports", "Какие есть", "items", items),)),
        breadcrumbs=(site.home(), _LINK),
    )


def _page(site: Site, name: str) -> Page:
    report, description = site.report(name), REPORTS[name].description
    sections = tuple(
        Section(table.anchor or f"table-{number}", table.title, "tables", (_show_part(table),))
        for number, table in enumerate(report.tables[:MOST_TABLES], start=1)
    )
    more = len(report.tables) - len(sections)
    left_out = [f"Показано таблиц: {MOST_TABLES}, ещё {more}{_IN_FILE}"] if more else []
    return Page(
        address=addresses.report(name),
        section=SECTION,
        title=f"{report.title} — отчёт",  # a catalogue may have the same title
        description=f"{report.title}: {description}.",
        template="sections_page.html.j2",
        view=SectionsView(
            lead=f"{capitalise(description)}.",
            ways=(Item(CSV_WAY, addresses.report_csv(name)),),
            notes=[*report.notes, *left_out],
            sections=sections,
            is_long=len(sections) > MOST_OPEN,
        ),
        breadcrumbs=(site.home(), _LINK, Link(report.title, addresses.report(name))),
        contents=tuple(Heading(section.title, section.anchor) for section in sections),
    )


def _show_part(table: ReportTable) -> ShownTable:
    """Return a table, or its first rows with a note on the others."""
    more = len(table.rows) - MOST_ROWS
    if more <= 0:
        return show_table(table)
    notes = (f"Показано строк: {MOST_ROWS}, ещё {more}{_IN_FILE}", *table.notes)
    return show_table(msgspec.structs.replace(table, rows=table.rows[:MOST_ROWS], notes=notes))


def show_table(table: ReportTable) -> ShownTable:
    """Return a table of a report for a page."""
    return ShownTable(
        title=table.title,
        columns=table.columns,
        rows=tuple(tuple((_cell(cell),) for cell in row) for row in table.rows),
        notes=table.notes if table.rows else (table.empty, *table.notes),
    )


def _cell(cell: Cell) -> Item:
    return Item(cell_text(cell), cell.address if isinstance(cell, PageLink) else "")
