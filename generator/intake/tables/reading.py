"""Reading: a table file as grids of cells, whatever kind of file it is."""

from __future__ import annotations

from pathlib import Path

from generator.intake.tables.csv_reading import read_csv
from generator.intake.tables.grids import MOST_BYTES, Book
from generator.intake.tables.xlsx_reading import read_xlsx
from generator.intake.tables.zip_guard import no_workbook, too_large

_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_ZIP = b"PK\x03\x04"


def read_table(file: Path) -> Book:
    """Return what stands in a table file: text if its name ends as that of one, else a workbook.

    Raises:
        OSError: the file cannot be read.
    """
    if not file.is_file():
        return Book(faults=[no_workbook("Это не обычный файл").fault])
    if file.stat().st_size > MOST_BYTES:
        return Book(faults=[too_large().fault])
    if file.suffix.lower() not in _TEXTS:
        return read_xlsx(file)
    with file.open("rb") as stream:
        if stream.read(len(_ZIP)) == _ZIP:  # a workbook under the name of a text
            return read_xlsx(file)
    return read_csv(file)
