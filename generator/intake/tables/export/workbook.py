"""Writes workbooks sheet by sheet and row by row, so that a large atlas needs little memory.

Texts are written as text, never as formulas, into cells with the format «text»: what begins with «=» stays
text even if somebody edits the cell. No timestamp goes in, so the same atlas gives the same bytes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from generator.intake.tables.files.grids import LinkedCell, OutputCell
from generator.intake.tables.layout import HeaderCell

HEADING_ROWS = 2
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed timestamp; workbooks have no time zones
_TALL, _LOW, _LINE, _TALLEST = 36, 48, 15, 400
"""Heights of rows in points."""
_FORMATS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DCE6F1", "bottom": 1},
    "needed": {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#FCE4D6", "bottom": 1},
    "key": {"font_color": "#808080", "font_size": 8, "bg_color": "#F2F2F2", "bottom": 1},
    "text": {"text_wrap": True, "valign": "top", "num_format": "@"},
    "number": {"valign": "top"},
    "link": {"text_wrap": True, "valign": "top", "font_color": "#0563C1", "underline": 1},
}


class CellChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Data validation of a column: a prompt and offered values, from a range, listed, or none.

    Only a `strict` one refuses other values.
    """

    column: int
    source: str | Sequence[str]
    prompt: str
    strict: bool


class OutputSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet to be written; its rows are generated when needed. Without heads it is plain text."""

    name: str
    heads: Sequence[HeaderCell]
    rows: Iterable[Sequence[OutputCell | LinkedCell]]
    choices: Sequence[CellChoice] = ()
    fitted: bool = False
    """Whether row heights follow the content: not every program computes that by itself."""
    low: bool = False
    """Whether all rows have one height: a record's text would fill the screen."""
    keyed: bool = True
    """Whether the second row has the keys of the columns."""


def write_workbook(file: Path, title: str, sheets: Iterable[OutputSheet]) -> None:
    """Write a workbook; `title` goes into its properties.

    Raises:
        OSError: the file cannot be written.
    """
    # Rows are buffered in files next to the workbook, where writing is known to be possible.
    options = {"constant_memory": True, "tmpdir": str(file.parent), "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(file), options)
    book.set_properties({"title": title, "created": _CREATED})
    writer = _WorkbookWriter(
        book=book, formats={name: book.add_format(look) for name, look in _FORMATS.items()}
    )
    for sheet in sheets:
        writer.write(sheet)
    try:
        book.close()
    except FileCreateError as error:  # it hides the system's error
        raise (error.args[0] if isinstance(error.args[0], OSError) else error) from error


class _WorkbookWriter(msgspec.Struct, frozen=True, kw_only=True):
    book: Any
    formats: Mapping[str, Any]

    def write(self, sheet: OutputSheet) -> None:
        page = self.book.add_worksheet(sheet.name)
        for index, head in enumerate(sheet.heads):
            page.set_column(index, index, head.width, self.formats["number" if head.numbers else "text"])
        self._write_head(page, sheet)
        start = HEADING_ROWS if sheet.keyed else 1
        for choice in sheet.choices:
            page.data_validation(start, choice.column, _LAST_CHOICE, choice.column, _validation(choice))
        for row, cells in enumerate(sheet.rows, start=start):
            if sheet.fitted:
                page.set_row(row, _height(cells, sheet.heads))
            for column, cell in enumerate(cells):
                self._write_cell(page, (row, column), cell)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        if sheet.low:
            page.set_default_row(_LOW)

    def _write_cell(self, page: Any, place: tuple[int, int], cell: OutputCell | LinkedCell) -> None:  # noqa: ANN401 - as below
        shown, look = _read_value(cell), "link" if isinstance(cell, LinkedCell) else ""
        if isinstance(cell, LinkedCell):  # the text of the cell is written after it, as a text or a number
            page.write_url(*place, cell.address, self.formats[look], "")
        if isinstance(shown, str):
            page.write_string(*place, shown, self.formats[look or "text"])
        elif shown is not None:
            page.write_number(*place, shown, self.formats[look or "number"])

    def _write_head(self, page: Any, sheet: OutputSheet) -> None:  # noqa: ANN401 - the library has no types
        page.freeze_panes(HEADING_ROWS if sheet.keyed else 1, 1)
        page.set_row(0, _TALL)
        page.set_row(1, _LINE if sheet.keyed else None)
        for index, head in enumerate(sheet.heads):
            page.write_string(0, index, head.title, self.formats["needed" if head.needed else "title"])
        for index, head in enumerate(sheet.heads if sheet.keyed else ()):
            page.write_string(1, index, head.key, self.formats["key"])


def _height(cells: Sequence[OutputCell | LinkedCell], heads: Sequence[HeaderCell]) -> int:
    """Return the height of a row in points: that of its longest cell."""
    lines = (
        sum(len(line) // head.width + 1 for line in str(_read_value(cell)).split("\n"))
        for cell, head in zip(cells, heads, strict=False)
        if cell is not None
    )
    return min(max(lines, default=1) * _LINE, _TALLEST)


def _read_value(cell: OutputCell | LinkedCell) -> OutputCell:
    return cell.value if isinstance(cell, LinkedCell) else cell


_LAST_CHOICE = 5000
"""Rows that offer values; further ones are filled in by hand."""
_MOST_PROMPT = 255


def _validation(choice: CellChoice) -> dict[str, object]:
    return {
        **({"validate": "list", "source": choice.source} if choice.source else {"validate": "any"}),
        "show_error": choice.strict,
        "error_title": "Нет такого значения",
        "error_message": "Выберите значение из списка.",
        "input_message": choice.prompt[:_MOST_PROMPT],
    }
