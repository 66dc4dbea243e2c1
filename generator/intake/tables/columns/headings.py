"""Raw headings of a sheet: in one row, as titles above keys, or as groups above columns."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from generator.base.russian import fold_text
from generator.intake.tables.files.grids import CellFinding, CellPlace, Grid, GridRow, excerpt

_ORDINAL = re.compile(
    r"(?:№|n|no|#|номер)?[\s.]*п\s*[./\\]?\s*п\.?\Z|[№#]+\Z|n\Z|(?:№|номер)\s*(?:по порядку|строки|записи)\Z"
    r"|порядковый номер\Z"
)

_OF_A_FORM = re.compile(
    r"отметка времени\Z|timestamp\Z|(?:время|дата) (?:создания|заполнения|ответа|отправки)\b"
    r"|(?:даю |мое |ваше )?согласи[ея] на обработку\b|(?:id|номер) ответа\Z"
)
"""Columns that survey software adds to the answers."""


class ColumnHeading(msgspec.Struct, frozen=True, kw_only=True):
    """The heading of a column: its title, its row, and the texts that may give its meaning, surest first."""

    title: str
    row: int
    texts: tuple[str, ...]
    group: str = ""
    """The heading above it, which spans several columns."""


Headings = Mapping[int, ColumnHeading]
"""The headings of a sheet by column index, from 0."""


def is_ordinal(title: str) -> bool:
    """Return whether a column with this title only numbers the rows: «№ п/п»."""
    return _ORDINAL.match(fold_text(title)) is not None


def is_of_a_form(title: str) -> bool:
    """Return whether a column with this title was added by survey software: «Отметка времени»."""
    return _OF_A_FORM.match(fold_text(title)) is not None


def plain_headings(titles: GridRow, keys: GridRow | None) -> Headings:
    """Return headings in one row, perhaps with the keys of the columns below it."""
    found: dict[int, ColumnHeading] = {}
    for index in range(max(len(titles.cells), len(keys.cells) if keys else 0)):
        title, key = heading_text(titles.cell(index)), heading_text(keys.cell(index)) if keys else ""
        if title or key:
            row = keys.number if keys and key and not title else titles.number
            texts = tuple(filter(None, (key, title)))
            found[index] = ColumnHeading(title=title.rstrip(" *") or key, row=row, texts=texts)
    return found


def grouped_headings(grid: Grid, top: GridRow, bottom: GridRow) -> Headings:
    """Return headings in two rows: groups of columns above, columns below."""
    groups = _spread_groups(grid, top, bottom)
    found: dict[int, ColumnHeading] = {}
    for index in range(max(len(top.cells), len(bottom.cells))):
        group, title = groups[index], heading_text(bottom.cell(index))
        if group and title:
            whole, first = f"{group}: {title}", f"{group} 1: {title}"
            found[index] = ColumnHeading(
                title=whole, row=bottom.number, texts=(whole, first, title), group=group
            )
        elif group or title:
            row, only = bottom.number if title else top.number, group or title
            found[index] = ColumnHeading(title=only.rstrip(" *"), row=row, texts=(only,))
    return found


def tall_headings(grid: Grid, top: GridRow, bottom: GridRow) -> Headings:
    """Return headings that are only in the upper of two rows, merged over both: «№»."""
    wide = {first[1] - 1 for first, last in grid.merged if first[0] == top.number and first[1] < last[1]}
    titles = {index: heading_text(cell).rstrip(" *") for index, cell in enumerate(top.cells)}
    return {
        index: ColumnHeading(title=title, row=top.number, texts=(title,))
        for index, title in titles.items()
        if title and index not in wide and not heading_text(bottom.cell(index))
    }


def heading_text(cell: object) -> str:
    """Return the text of a heading on one line; empty if the cell is not text."""
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _spread_groups(grid: Grid, top: GridRow, bottom: GridRow) -> Sequence[str]:
    """Return the group above each column: of a merged cell, or one with empty cells to its right."""
    width = max(len(top.cells), len(bottom.cells))
    groups = [heading_text(top.cell(index)).rstrip(" *:") for index in range(width)]
    wide = {first[1] - 1: last[1] for first, last in grid.merged if first[0] == top.number == last[0]}
    merged = bool(grid.merged)
    for index in range(1, width):
        before = groups[index - 1]
        if not groups[index] and heading_text(bottom.cell(index)) and heading_text(bottom.cell(index - 1)):
            groups[index] = "" if merged else before
    for start, end in wide.items():
        for index in range(start, min(end, width)):
            groups[index] = groups[start]
    return groups


def repeated_column(text: str, first: str, place: CellPlace) -> CellFinding:
    """Return the finding for a second column of a field; `first` is the heading of the other."""
    same = fold_text(text) == fold_text(first)
    both = f"Столбцы «{excerpt(first)}» и «{excerpt(text)}» — одно и то же поле"
    return place.report(
        code="repeated-column",
        what=f"Столбец «{excerpt(text)}» уже есть на этом листе" if same else both,
        allowed="Каждый столбец один раз.",
        action="Оставьте один из них.",
    )
