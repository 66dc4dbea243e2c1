"""Reads a table file in any format; whatever is wrong becomes a finding."""

from pathlib import Path

from generator.base.limits import MAX_TABLE_BYTES
from generator.intake.tables.csv_file import read_csv
from generator.intake.tables.grids import TableFile
from generator.intake.tables.workbook_reader import read_workbook
from generator.intake.tables.zip_guard import TOO_LARGE, refuse_format

_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_ZIP = b"PK\x03\x04"


def read_table(file: Path) -> TableFile:
    """Read a table file: as text if its suffix says so, otherwise as a workbook.

    Raises:
        OSError: the file cannot be read.
    """
    if not file.is_file():
        return TableFile(findings=[refuse_format("Это не обычный файл")])
    if file.stat().st_size > MAX_TABLE_BYTES:
        return TableFile(findings=[TOO_LARGE])
    if file.suffix.lower() not in _TEXTS:
        return read_workbook(file)
    with file.open("rb") as stream:
        if stream.read(len(_ZIP)) == _ZIP:  # a workbook with the suffix of a text
            return read_workbook(file)
    return read_csv(file)
