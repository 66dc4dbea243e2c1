"""Scans the parts of a workbook: its shared strings, the cells of a sheet and their visibility."""

import datetime as dt
import re
from collections.abc import Sequence

from generator.base.limits import MAX_CELL_NOTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from generator.intake.tables.files.grids import CellAddress, CellRange, CellValue, Grid, GridRow, RefusedError
from generator.intake.tables.files.number_formats import NumberFormat
from generator.intake.tables.files.zip_guard import (
    DAMAGED,
    TOO_LARGE,
    Attributes,
    PartReader,
    read_number,
    too_far,
)

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENDS = re.compile(r"\r(?=\n|\Z)")
_TRUE = frozenset({"1", "true"})


class TextScanner(PartReader):
    """Collects a text from its runs, each with its own formatting; phonetic guides are left out."""

    def __init__(self) -> None:
        """Start empty."""
        self._pieces: list[str] = []
        self._aside = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Start a text, or a run of one."""
        del attributes
        if tag in {"si", "is"}:
            self._begin()
        elif tag == "rPh":
            self._aside = True
        elif tag == "t" and not self._aside:
            self.text = self._pieces

    def end(self, tag: str) -> None:
        """End a run."""
        if tag == "t":
            self.text = None
        elif tag == "rPh":
            self._aside = False

    def _begin(self) -> None:
        self._pieces, self.size = [], 0

    def _join_pieces(self) -> str:
        return clean_text("".join(self._pieces))


class StringScanner(TextScanner):
    """Collects the strings shared by the cells of all sheets."""

    def __init__(self) -> None:
        """Start without strings."""
        super().__init__()
        self.strings: list[str] = []

    def end(self, tag: str) -> None:
        """End a run, or a text."""
        super().end(tag)
        if tag == "si":
            self.strings.append(self._join_pieces())


class SheetScanner(TextScanner):
    """Reads the rows of a sheet as displayed."""

    def __init__(self, grid: Grid, strings: Sequence[str], formats: Sequence[NumberFormat]) -> None:
        """Take the grid to fill, the shared strings, the number formats by their index in the styles."""
        super().__init__()
        self.formulas: list[CellAddress] = []
        self.valueless: set[CellAddress] = set()
        """Formulas without a stored result."""
        self.errors: list[CellAddress] = []
        self._grid, self._strings, self._formats = grid, strings, formats
        self._row = self._column = self._places = 0
        self._cells: list[CellValue] = []
        self._cell: Attributes = {}
        self._value = ""
        self._formula = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        if tag == "c":
            self._cell, self._value, self._formula = attributes, "", False
            reference = attributes.get("r")
            self._row, self._column = _cell(reference) if reference else (self._row, self._column + 1)
            self._begin()
        elif tag == "v":
            self._begin()
            self.text = self._pieces
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag in _NOTED:
            _NOTED[tag](self._grid, attributes)
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag == "v":
            self.text = None
            self._value = "".join(self._pieces)
        elif tag == "is":
            self._value = self._join_pieces()
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        else:
            super().end(tag)

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._column, self._cells = 0, []
        low = attributes.get("customHeight", "") in _TRUE and float(attributes.get("ht") or 1) == 0
        if (attributes.get("hidden", "") in _TRUE or low) and len(self._grid.hidden_rows) <= MAX_ROWS:
            self._grid.hidden_rows.add(self._row)

    def _end_row(self) -> None:
        if any(value is not None for value in self._cells) and not self._grid.is_full:
            self._grid.rows.append(GridRow(number=self._row, cells=self._cells))
        self._cells = []

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        if self._formula:
            _note(self.formulas, place)
            if not self._value:
                self.valueless.add(place)
        if not self._value and not self._formula:
            return
        self._check_place()
        if self._cell.get("t") == "e" and not self._formula:
            _note(self.errors, place)
        value = self._read_value()
        self._cells += [None] * (self._column - len(self._cells))
        self._cells[self._column - 1] = value

    def _check_place(self) -> None:
        if not 0 < self._row <= LAST_ROW or not 0 < self._column <= LAST_COLUMN:
            raise RefusedError(DAMAGED)
        self._places += max(0, self._column - len(self._cells))
        if self._column > MAX_COLUMNS or self._places > MAX_CELLS:
            raise RefusedError(too_far(self._row, self._column))

    def _read_value(self) -> CellValue:
        """Return the displayed value of the cell.

        Raises:
            ValueError: it is damaged.
        """
        kind, text = self._cell.get("t", "n"), self._value
        if not text:
            return None
        if kind == "s":
            if (place := int(text)) < 0:
                raise RefusedError(DAMAGED)
            return self._strings[place] or None
        if kind == "b":
            return text.strip() in _TRUE
        if kind == "d":
            return dt.datetime.fromisoformat(text.strip().removesuffix("Z"))
        if kind == "n":
            return self._show_number(text)
        return (text if kind == "inlineStr" else clean_text(text)) or None

    def _show_number(self, text: str) -> CellValue:
        number, style = read_number(text), int(self._cell.get("s", 0))
        shown = self._formats[style].show(number) if self._formats else NumberFormat().show(number)
        return (shown or None) if isinstance(shown, str) else shown


def clean_text(text: str) -> str:
    """Return the text of a cell with its escapes resolved: XML writes control characters as «_x000D_»."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _ENDS.sub("", text).replace("\r", "\n")


def _note_merged(grid: Grid, attributes: Attributes) -> None:
    first, _, last = attributes.get("ref", "").partition(":")
    _note(grid.merged, (_cell(first), _cell(last or first)))


def _note_column(grid: Grid, attributes: Attributes) -> None:
    if attributes.get("hidden", "") in _TRUE or float(attributes.get("width") or 1) == 0:
        _note(grid.hidden_columns, (int(attributes["min"]), int(attributes["max"])))


def _note_filter(grid: Grid, attributes: Attributes) -> None:
    grid.filtered = grid.filtered or attributes.get("filterMode", "") in _TRUE


_NOTED = {"mergeCell": _note_merged, "col": _note_column, "sheetPr": _note_filter}


def _note(noted: list[tuple[int, int]] | list[CellRange], one: CellAddress | CellRange) -> None:
    if len(noted) >= MAX_CELL_NOTES:
        raise RefusedError(TOO_LARGE)
    noted.append(one)  # type: ignore[arg-type]  # as its list


def _cell(reference: str) -> CellAddress:
    found = _REFERENCE.match(reference)
    if found is None:
        raise RefusedError(DAMAGED)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
