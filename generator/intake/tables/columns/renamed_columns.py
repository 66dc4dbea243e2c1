"""Reads a table of the meanings of columns with other names."""

from collections.abc import Mapping
from pathlib import Path

from generator.base.errors import AtlasError
from generator.base.russian import fold_text, uncapitalise
from generator.intake.tables.files.reading import read_table

SKIPPED = ""
"""Meaning of a heading whose column is to be skipped."""


def read_renamed_columns(file: Path) -> Mapping[str, str]:
    """Return the meanings of headings by their normalised words: a table's second column by its first.

    A heading without a meaning is skipped.

    Raises:
        AtlasError: the file is not a table.
        OSError: the file cannot be read.
    """
    book = read_table(file)
    if not book.grids:
        what = book.findings[0].problem.what if book.findings else "В файле нет таблицы"
        message = f"файл столбцов «{file}» не читается: {uncapitalise(what)}"
        raise AtlasError(message, "Нужна таблица из двух столбцов: вопрос формы и поле записи")
    return {
        fold_text(str(row.cell(0))): str(row.cell(1)).strip() if row.cell(1) is not None else SKIPPED
        for row in book.grids[0].rows
        if row.cell(0) is not None
    }
