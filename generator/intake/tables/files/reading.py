"""Reads a table file in any format; whatever is wrong becomes a finding."""

from pathlib import Path

from generator.base.limits import MAX_TABLE_BYTES
from generator.intake.tables.files.csv_file import read_csv
from generator.intake.tables.files.grids import WHOLE_FILE, TableFile
from generator.intake.tables.files.workbook_reader import read_workbook
from generator.intake.tables.files.zip_guard import TOO_LARGE, refuse_format

_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_ZIP, _PDF = b"PK\x03\x04", b"%PDF"
_EMPTY = WHOLE_FILE.report(
    code="damaged-table",
    what="Файл пустой: в нём ничего нет",
    action="Откройте таблицу, из которой он сделан, и сохраните её заново.",
)


def read_table(file: Path) -> TableFile:
    """Read a table file: as text if its suffix says so, otherwise as a workbook.

    Raises:
        OSError: the file cannot be read.
    """
    if not file.is_file():
        return TableFile(findings=[refuse_format("Это не обычный файл")])
    if file.stat().st_size > MAX_TABLE_BYTES:
        return TableFile(findings=[TOO_LARGE])
    with file.open("rb") as stream:
        start = stream.read(len(_ZIP))
    if start == _PDF:
        return TableFile(findings=[refuse_format("Это документ PDF, а не таблица")])
    if file.suffix.lower() in _TEXTS and start != _ZIP:  # a workbook may have the suffix of a text
        return read_csv(file)
    return read_workbook(file) if start else TableFile(findings=[_EMPTY])
