"""Writes any report as Markdown, HTML, CSV or a workbook. The same report gives the same bytes."""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from generator.base.russian import format_number
from generator.institute_reports.tables import FEW, HIDDEN, NO_TOTAL, Cell, PageLink, ReportTable, Share
from generator.institute_reports.whole import WholeReport
from generator.intake.tables.export.workbook import OutputSheet, write_workbook
from generator.intake.tables.files.csv_file import write_csv
from generator.intake.tables.files.grids import MOST_IN_CELL, LinkedCell, OutputCell
from generator.intake.tables.layout import HeaderCell
from generator.model import addresses
from generator.report.base import escape_invisible
from generator.report.render import render_report

_MARKUP = re.compile(r"[\\`*_\[\]<>|#~]")
_NO_ANCHOR = re.compile(r"[^\w\- ]")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_MOST_IN_NAME = 31
_WIDEST, _NARROWEST = 60, 10
_LONGEST_ADDRESS = 2000
"""Excel's limit for link addresses."""
_NOTES = "О чём"
_UNTOLD = frozenset({FEW, HIDDEN, NO_TOTAL})


def _part(cell: Cell) -> tuple[str | int | float | None, str]:
    """Return the value of a cell and the address of its link, «» without one."""
    return (cell.value, cell.address) if isinstance(cell, PageLink) else (cell, "")


def cell_text(cell: Cell) -> str:
    """Return the displayed text of a cell."""
    value, _ = _part(cell)
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:.1f}\u00a0%".replace(".", ",") if isinstance(value, Share) else format_number(value)


def is_number(cell: Cell) -> bool:
    """Return whether a cell is a number, which is right-aligned."""
    return isinstance(_part(cell)[0], int | float)


def _numeric(table: ReportTable, index: int) -> bool:
    """Return whether a column contains only numbers, or substitutes for withheld ones."""
    cells = [row[index] for row in table.rows if row[index] is not None and row[index] not in _UNTOLD]
    return bool(cells) and all(map(is_number, cells))


def markdown_report(report: WholeReport) -> bytes:
    """Return a report as Markdown."""
    headings = {f"#{table.anchor}": f"#{_heading_anchor(table.title)}" for table in report.tables}

    def show(cell: Cell) -> Markup:
        text, (_, address) = _escape(cell_text(cell)), _part(cell)
        whole = headings.get(address, f"{report.site}/{address}")
        return Markup(f"[{text}]({whole})" if address else text)  # noqa: S704 - escaped as Markdown

    return render_report("tables.md.j2", report=report, show=show, numeric=_numeric).encode()


def _heading_anchor(title: str) -> str:
    """Return the anchor that GitHub, GitLab and editors give to a Markdown heading."""
    return _NO_ANCHOR.sub("", title.lower()).strip().replace(" ", "-")


def _escape(text: str) -> str:
    """Return Markdown that shows a text literally on one line of a table, and is readable as source.

    A report is read in a terminal more often than it is rendered, so only characters with a meaning are
    escaped.
    """
    return _MARKUP.sub(r"\\\g<0>", escape_invisible(" ".join(text.split())))


def html_report(report: WholeReport) -> bytes:
    """Return a report as a self-contained HTML page."""

    def show(cell: Cell) -> Markup:
        text, (_, address) = escape(cell_text(cell)), _part(cell)
        if not address:
            return text
        whole = address if address.startswith("#") else f"{report.site}/{address}"
        return Markup('<a href="{}">{}</a>').format(whole, text)

    return render_report("tables.html.j2", report=report, show=show, is_number=is_number).encode()


def csv_report(report: WholeReport) -> bytes:
    """Return the tables of a report one after another, for Russian Excel; no text becomes a formula."""
    return _through_file(lambda file: write_csv(file, _csv_rows(report)))


def xlsx_report(report: WholeReport) -> bytes:
    """Return a report as a workbook: a sheet about the report, then one for each table."""
    return _through_file(lambda file: write_workbook(file, report.title, _sheets(report)))


FORMATS: Mapping[str, Callable[[WholeReport], bytes]] = {
    "markdown": markdown_report,
    "html": html_report,
    "csv": csv_report,
    "xlsx": xlsx_report,
}


def _through_file(write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        file = Path(folder) / "report"
        write(file)
        return file.read_bytes()


def _value(cell: Cell) -> OutputCell:
    value, _ = _part(cell)
    if isinstance(value, str):
        return value[:MOST_IN_CELL]
    return float(value) if isinstance(value, Share) else value


def _link_value(cell: Cell, report: WholeReport, sheets: Mapping[str, str]) -> OutputCell | LinkedCell:
    """Return a value with its link: to a page, or to the sheet of a table."""
    value, (_, address) = _value(cell), _part(cell)
    if not address or value is None:
        return value
    whole = f"internal:'{sheets[address]}'!A1" if address in sheets else f"{report.site}/{address}"
    return LinkedCell(value, whole) if len(whole) <= _LONGEST_ADDRESS else value


def _csv_rows(report: WholeReport) -> Iterator[Sequence[OutputCell]]:
    yield (report.title,)
    yield from ((note,) for note in report.notes)
    for table in report.tables:
        yield ()
        yield (table.title,)
        linked = [
            index for index in range(len(table.columns)) if any(_part(row[index])[1] for row in table.rows)
        ]
        names = [f"Адрес: {table.columns[index]}" for index in linked]
        yield (*table.columns, *(names if len(names) > 1 else ["Адрес"] * len(names)))
        for row in table.rows:
            yield (*map(_value, row), *(_full_address(row[index], report) for index in linked))
        yield from () if table.rows else ((table.empty,),)
        yield from ((note,) for note in table.notes)


def _full_address(cell: Cell, report: WholeReport) -> str:
    """Return the address of a cell's link: plain values in a file have no links."""
    _, address = _part(cell)
    page = addresses.report(report.name) if address.startswith("#") else ""
    return address and f"{report.site}/{page}{address}"


def _sheets(report: WholeReport) -> Iterator[OutputSheet]:
    of_tables = [f"{table.title}: {note}" for table in report.tables for note in table.notes]
    yield OutputSheet(
        name=_NOTES,
        heads=(HeaderCell(title=report.title, key="", width=_WIDEST * 2),),
        rows=[[note] for note in (*report.notes, *of_tables, report.source)],
        fitted=True,
        keyed=False,
    )
    names = [
        f"{number}. {_FORBIDDEN.sub(' ', table.title)}"[:_MOST_IN_NAME].rstrip()
        for number, table in enumerate(report.tables, start=1)
    ]
    anchors = {f"#{table.anchor}": name for name, table in zip(names, report.tables, strict=True)}
    for name, table in zip(names, report.tables, strict=True):
        rows = [[_link_value(cell, report, anchors) for cell in row] for row in table.rows]
        yield OutputSheet(
            name=name,
            heads=tuple(_heads(table)),
            rows=rows or [[table.empty]],
            fitted=True,
            keyed=False,
        )


def _heads(table: ReportTable) -> Iterator[HeaderCell]:
    for index, title in enumerate(table.columns):
        width = max((len(cell_text(row[index])) for row in table.rows), default=0)
        yield HeaderCell(
            title=title,
            key="",
            width=max(_NARROWEST, min(_WIDEST, max(width, len(title)))),
            numbers=_numeric(table, index),
        )
