"""Reads spreadsheets of LibreOffice (.ods): their sheets, and cells as displayed."""

import datetime as dt
import re

from generator.base.limits import MAX_CELL_NOTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from generator.intake.tables.files.grids import WHOLE_FILE, CellValue, Grid, GridRow, RefusedError, TableFile
from generator.intake.tables.files.zip_guard import (
    DAMAGED,
    LOCKED,
    TOO_LARGE,
    Attributes,
    PartReader,
    WorkbookArchive,
    read_number,
    too_far,
)

CONTENT, _MANIFEST = "content.xml", "meta-inf/manifest.xml"
_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_ASIDE = frozenset({"annotation", "shapes", "tracked-changes"})
"""Elements with texts that are in no cell."""
_SPACES = {"tab": "\t", "line-break": "\n"}
_TIME = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S\Z")
_HIDDEN = frozenset({"collapse", "filter"})
_TRUE = "true"
_OTHER = WHOLE_FILE.report(
    code="not-a-table",
    what="Это документ LibreOffice, но не таблица",
    action="Сохраните таблицу как .xlsx или .ods: «Файл» → «Сохранить как».",
)


def is_open_document(archive: WorkbookArchive) -> bool:
    """Return whether an archive is a document of LibreOffice."""
    return CONTENT in archive.names and _MANIFEST in archive.names


def read_open_document(archive: WorkbookArchive) -> TableFile:
    """Return the sheets of a document.

    Raises:
        RefusedError: it is no spreadsheet, too large, locked or damaged; else as `WorkbookArchive.read`.
    """
    listed = [*archive.find_elements(_MANIFEST, "encryption-data")]
    if listed:
        raise RefusedError(LOCKED)
    kinds = {_plain(one).get("media-type", "") for one in archive.find_elements(_MANIFEST, "file-entry")}
    if not any(kind.startswith(_KIND) for kind in kinds):
        raise RefusedError(_OTHER)
    scanner = _ContentScanner()
    archive.read(CONTENT, scanner)
    if not scanner.grids:
        raise RefusedError(DAMAGED)
    findings = [one for grid in scanner.grids for one in grid.cut_rows()]
    return TableFile(grids=scanner.grids, findings=findings)


class _ContentScanner(PartReader):
    """Reads the sheets of a document's content."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self._styles: dict[str, bool] = {}
        """Whether sheets of a style are shown."""
        self._style = ""
        self._aside = self._places = self._repeat = self._row = self._column = 0
        self._grid = Grid(name="", number=0)
        self._cells: list[CellValue] = []
        self._cell: Attributes = {}
        self._lines: list[str] = []
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        plain = _plain(attributes)
        if tag in _ASIDE or self._aside:
            self._aside += tag in _ASIDE
        elif tag == "style":
            self._style = plain.get("name", "")
        elif tag == "table-properties":
            self._styles[self._style] = plain.get("display", _TRUE) == _TRUE
        elif tag == "table":
            self._start_sheet(plain)
        elif tag == "table-column":
            self._take_columns(plain)
        elif tag == "table-row":
            self._start_row(plain)
        elif tag in _CELLS:
            self._cell, self._lines = plain, []
        else:
            self._start_text(tag, plain)

    def _start_text(self, tag: str, plain: Attributes) -> None:
        if tag == "p":
            self._pieces, self.size = [], 0
            self.text = self._pieces
        elif tag == "s" and self.text is not None:
            self._pieces.append(" " * min(int(plain.get("c", 1)), MAX_COLUMNS))
        elif tag in _SPACES and self.text is not None:
            self._pieces.append(_SPACES[tag])

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= tag in _ASIDE
        elif tag == "p":
            self.text = None
            self._lines.append("".join(self._pieces))
        elif tag in _CELLS:
            self._end_cell(is_covered=tag != "table-cell")
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            self.grids.append(self._grid)

    def _start_sheet(self, plain: Attributes) -> None:
        self._row = self._column = 0
        hidden = not self._styles.get(plain.get("style-name", ""), True)
        self._grid = Grid(name=plain.get("name", ""), number=len(self.grids) + 1, hidden=hidden)

    def _take_columns(self, plain: Attributes) -> None:
        first = self._column + 1
        self._column += _repeats(plain, "number-columns-repeated")
        if plain.get("visibility") in _HIDDEN and len(self._grid.hidden_columns) < MAX_CELL_NOTES:
            self._grid.hidden_columns.append((first, self._column))

    def _start_row(self, plain: Attributes) -> None:
        self._repeat, self._column, self._cells = _repeats(plain, "number-rows-repeated"), 0, []
        self._row += 1
        visibility = plain.get("visibility")
        if visibility in _HIDDEN and len(self._grid.hidden_rows) <= MAX_ROWS:
            self._grid.hidden_rows.add(self._row)
            self._grid.filtered = self._grid.filtered or visibility == "filter"

    def _end_row(self) -> None:
        """Keep a row; the same row many times over is only read while it has something in it."""
        if any(cell is not None for cell in self._cells):
            for number in range(self._row, self._row + min(self._repeat, MAX_ROWS + 1)):
                if self._grid.is_full:
                    break
                self._count(len(self._cells))
                self._grid.rows.append(GridRow(number=number, cells=self._cells))
        self._row += self._repeat - 1

    def _end_cell(self, *, is_covered: bool) -> None:
        repeat, first = _repeats(self._cell, "number-columns-repeated"), self._column + 1
        self._column += repeat
        down = _repeats(self._cell, "number-rows-spanned")
        across = _repeats(self._cell, "number-columns-spanned")
        if (down > 1 or across > 1) and len(self._grid.merged) < MAX_CELL_NOTES:
            self._grid.merged.append(((self._row, first), (self._row + down - 1, first + across - 1)))
        value = None if is_covered else self._read_value()
        if value is None:
            return
        if self._column > MAX_COLUMNS:
            raise RefusedError(too_far(self._row, self._column))
        self._count(self._column - len(self._cells))
        self._cells += [None] * (first - 1 - len(self._cells)) + [value] * repeat

    def _count(self, places: int) -> None:
        self._places += max(0, places)
        if self._places > MAX_CELLS:
            raise RefusedError(TOO_LARGE)

    def _read_value(self) -> CellValue:
        """Return the displayed value of the cell.

        Raises:
            ValueError: it is damaged.
        """
        kind, cell = self._cell.get("value-type", ""), self._cell
        text = "\n".join(self._lines)
        if kind in {"float", "percentage", "currency"}:
            return text if kind == "percentage" and text else read_number(cell.get("value", ""))
        if kind == "boolean":
            return cell.get("boolean-value") == _TRUE
        if kind == "date":
            stamp = dt.datetime.fromisoformat(cell.get("date-value", "").removesuffix("Z"))
            return stamp if stamp.time() != dt.time() else stamp.date()
        if kind == "time":
            found = _TIME.match(cell.get("time-value", ""))
            return dt.timedelta(hours=int(found[1]), minutes=int(found[2])) if found else text or None
        return text or cell.get("string-value") or None


def _plain(attributes: Attributes) -> Attributes:
    """Return attributes by their names without prefixes, those of the standard before others."""
    found: dict[str, str] = {}
    for key, value in attributes.items():
        found.setdefault(key.rpartition(":")[2], value)
    return found


def _repeats(plain: Attributes, name: str) -> int:
    number = int(plain.get(name, 1))
    if number < 1:
        raise RefusedError(DAMAGED)
    return number
