"""CSV files as Russian Excel opens them by a double click: «;» between cells, UTF-8 with its mark.

Excel takes what begins with «=», «+», «-» or «@» for a formula. Such texts get an apostrophe before them;
an import takes it away again, so nothing is lost on the way out and back.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.intake.tables.records_to_rows import OutputCell

ENCODING = "utf-8-sig"
DELIMITER = ";"
_RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def write_csv(file: Path, rows: Iterable[Sequence[OutputCell]]) -> None:
    """Write a table.

    Raises:
        OSError: the file cannot be written.
    """
    with file.open("w", encoding=ENCODING, newline="") as stream:
        csv.writer(stream, delimiter=DELIMITER).writerows(
            [_format_cell(cell) for cell in row] for row in rows
        )


def escape_formula(text: str) -> str:
    """Return a text that no program of tables takes for a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def unescape_formula(text: str) -> str:
    """Return a text without the apostrophe that `escape_formula` put before it."""
    return text[1:] if _GUARDED.match(text) else text


def _format_cell(cell: OutputCell) -> str:
    if cell is None:
        return ""
    # A comma: Russian Excel takes 1.5 for the first of May.
    return escape_formula(cell) if isinstance(cell, str) else repr(cell).replace(".", ",")
