"""Columns called otherwise: a table of two columns says what the headings of a form's answers mean."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.base.errors import AtlasError
from generator.intake.tables.read_header import SKIPPED
from generator.intake.tables.reading import read_table
from generator.intake.tables.terms import folded


def renamed_columns(file: Path) -> Mapping[str, str]:
    """Return what headings mean, by their folded words: the second column of a table by the first.

    A heading with nothing beside it is left aside.

    Raises:
        AtlasError: the file is no table.
        OSError: the file cannot be read.
    """
    book = read_table(file)
    if not book.grids:
        what = book.faults[0].problem.what if book.faults else "В файле нет таблицы"
        message = f"файл столбцов «{file}» не читается: {what[0].lower()}{what[1:]}"
        raise AtlasError(message, "Нужна таблица из двух столбцов: вопрос формы и поле записи")
    return {
        folded(str(row.cell(0))): str(row.cell(1)).strip() if row.cell(1) is not None else SKIPPED
        for row in book.grids[0].rows
        if row.cell(0) is not None
    }
