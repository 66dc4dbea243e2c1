"""Reads a table file, whatever its format."""

from __future__ import annotations

from pathlib import Path

from generator.intake.tables.csv_reading import read_csv
from generator.intake.tables.grids import MOST_BYTES, TableFile
from generator.intake.tables.xlsx_reading import read_xlsx
from generator.intake.tables.zip_guard import too_large_file, wrong_file

_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_ZIP = b"PK\x03\x04"


def read_table(file: Path) -> TableFile:
    """Return what stands in a table file: text if its name ends as that of one, else a workbook.

    Raises:
        OSError: the file cannot be read.
    """
    if not file.is_file():
        return TableFile(findings=[wrong_file("Это не обычный файл").finding])
    if file.stat().st_size > MOST_BYTES:
        return TableFile(findings=[too_large_file().finding])
    if file.suffix.lower() not in _TEXTS:
        return read_xlsx(file)
    with file.open("rb") as stream:
        if stream.read(len(_ZIP)) == _ZIP:  # a workbook under the name of a text
            return read_xlsx(file)
    return read_csv(file)
