"""Returns a workbook with marked mistakes: yellow cells, a column «Что исправить», a sheet «Замены».

It is the same workbook, with its own formatting and sheets; a table that openpyxl cannot open, such as a CSV
file, comes back as bare cells.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from generator.base.decode import decode_or
from generator.base.russian import fold_text
from generator.intake.tables.files.grids import CellFinding, TableFile, excerpt
from generator.intake.tables.questions.replacement_sheet import ANSWER, HEADINGS, ReplacementSheet
from generator.intake.tables.questions.replacements import TO_MEND, Replacement
from generator.intake.tables.sheets import CHOICES, REPLACEMENTS

OfBook = Any
"""A book, a page or a cell of openpyxl, which ships no type hints."""
_YELLOW = PatternFill("solid", start_color="FFFFF2A8", end_color="FFFFF2A8")
_NO_FILL = PatternFill(fill_type=None)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_AUTHOR, _NAMELESS = "Атлас", "Таблица"
_WIDTHS = (18, 26, 40, 10, 40, 40)
_NOT_IN_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_TO_MEND_WIDTH, _MOST_NOTE, _MOST_CELL = 60, 1000, 30_000
_INTRO = (
    "Ответьте в жёлтых ячейках столбца «Заменить на»: один раз для всех строк. Можно выбрать из списка, "
    "написать несколько значений через «;», «да» — если верно то, что в столбце «Похоже на», "
    "или «пропустить». Остальное прочитано само: исправьте, если неверно. "
    "Потом сохраните книгу и загрузите её снова."
)


class AnswerBook(msgspec.Struct, frozen=True, kw_only=True):
    """The content of an answer to a workbook: findings, replacements and questions."""

    findings: Sequence[CellFinding]
    replacements: Sequence[Replacement]
    sheet: ReplacementSheet
    starts: Mapping[int, int]
    """The first row below the headings of each sheet that was read, by the sheet's number."""

    def write(self, source: Path, table: TableFile, file: Path) -> None:
        """Write the answer to a table that was read from a file.

        Raises:
            OSError: the file cannot be written.
        """
        book = _open(source, table)
        for grid in table.grids:
            name = grid.name or _NAMELESS
            if name in book.sheetnames and grid.number in self.starts:
                found = [one for one in self.findings if one.place.number == grid.number]
                self._mark_page(book[name], found, self.starts[grid.number])
        for name in (REPLACEMENTS, CHOICES):
            if name in book.sheetnames:
                del book[name]
        self._write_replacements(book)
        book.save(file)

    def _mark_page(self, page: OfBook, findings: Sequence[CellFinding], start: int) -> None:
        column = _clear_page(page)
        rows: dict[int, list[str]] = {}
        for one in findings:
            what = f"{one.problem.what}. {one.problem.action}".strip()
            if one.place.row >= start:
                rows.setdefault(one.place.row, []).append(what)
            if one.place.row and one.place.column:
                cell = page.cell(one.place.row, one.place.column)
                if hasattr(cell, "comment") and not _is_inner(cell):
                    cell.fill = _YELLOW
                    cell.comment = Comment("".join(_printable(what))[:_MOST_NOTE], _AUTHOR)
        if rows:
            head = page.cell(max(start - 1, 1), column)
            head.value, head.font = TO_MEND, Font(bold=True)
            page.column_dimensions[get_column_letter(column)].width = _TO_MEND_WIDTH
        for row, texts in rows.items():
            cell = page.cell(row, column)
            _write(cell, "\n".join(dict.fromkeys(texts)))
            cell.alignment, cell.fill = _WRAPPED, _YELLOW

    def _write_replacements(self, book: OfBook) -> None:
        page, lists = book.create_sheet(REPLACEMENTS), book.create_sheet(CHOICES)
        lists.sheet_state = "hidden"
        page.cell(1, 1).value = _INTRO
        page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
        page.cell(1, 1).alignment = _WRAPPED
        page.row_dimensions[1].height = 64
        for index, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True), start=1):
            page.cell(2, index).value, page.cell(2, index).font = heading, Font(bold=True)
            page.column_dimensions[get_column_letter(index)].width = width
        page.freeze_panes = "A3"
        ranges: dict[tuple[str, ...], str] = {}
        for number, one in enumerate(self.replacements, start=3):
            cells = (one.sort, one.title, one.text, one.times, "; ".join(one.near), one.meant)
            for index, value in enumerate(cells, start=1):
                cell = page.cell(number, index)
                _write(cell, value)
                cell.alignment = _WRAPPED
            if one.open:
                page.cell(number, ANSWER + 1).fill = _YELLOW
            choices = tuple(self.sheet.list_choices(one))
            if choices:
                if choices not in ranges:
                    ranges[choices] = _list_choices(lists, len(ranges) + 1, choices)
                offer = DataValidation(type="list", formula1=ranges[choices], showErrorMessage=False)
                offer.add(page.cell(number, ANSWER + 1))
                page.add_data_validation(offer)


def _open(source: Path, table: TableFile) -> OfBook:
    """Return the workbook of a file, or one made from the cells that were read if it cannot be opened."""
    opened = None
    if table.grids:  # a file that was refused may be too large for openpyxl, too
        opened = decode_or(None, lambda data: load_workbook(BytesIO(data)), source.read_bytes())
    if opened is not None:
        return opened
    book = Workbook()
    book.remove(book.active)
    for grid in table.grids:
        page = book.create_sheet(grid.name or _NAMELESS)
        for row in grid.rows:
            for index, cell in enumerate(row.cells, start=1):
                if cell is not None:
                    is_plain = isinstance(cell, str | int | float) and not isinstance(cell, bool)
                    _write(page.cell(row.number, index), cell if is_plain else excerpt(cell))
    return book


def _clear_page(page: OfBook) -> int:
    """Remove the marks of an earlier answer; return the column for the mistakes."""
    column: int = page.max_column + 1
    for row in page.iter_rows():
        for cell in row:
            if fold_text(str(cell.value or "")) == fold_text(TO_MEND):
                column = cell.column
            if _is_inner(cell):
                continue
            if cell.fill.start_color.rgb == _YELLOW.start_color.rgb and cell.fill.fill_type == "solid":
                cell.fill = _NO_FILL
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment = None
    if column <= page.max_column:
        for number in range(1, page.max_row + 1):
            cell = page.cell(number, column)
            if not _is_inner(cell):
                cell.value = None
    return column


def _is_inner(cell: OfBook) -> bool:
    """Return whether a cell is inside a merged range: it cannot have a value of its own."""
    return type(cell).__name__ == "MergedCell"


def _list_choices(page: OfBook, column: int, choices: Sequence[str]) -> str:
    for number, choice in enumerate(choices, start=1):
        _write(page.cell(number, column), choice)
    letter = get_column_letter(column)
    return f"'{CHOICES}'!${letter}$1:${letter}${len(choices)}"


def _write(cell: OfBook, value: object) -> None:
    """Write a value into a cell: a text stays one even if it looks like a formula."""
    if isinstance(value, str):
        cell.value = "".join(_printable(value))[:_MOST_CELL]
        cell.data_type = "s"
    else:
        cell.value = value


def _printable(text: str) -> Iterator[str]:
    return (char for char in text if char in "\n\t" or (char >= " " and not _NOT_IN_XML.match(char)))
