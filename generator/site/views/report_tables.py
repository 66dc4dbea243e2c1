"""Tables of reports on pages."""

from __future__ import annotations

from generator.institute_reports.formats import cell_text
from generator.institute_reports.tables import Cell, PageLink, ReportTable
from generator.site.views.items import Item, ShownTable


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
