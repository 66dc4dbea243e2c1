"""Guesses the kind of the records on a sheet whose name does not say it."""

from collections.abc import Iterator, Mapping, Sequence

from generator.base.russian import fold_text
from generator.intake.tables.cells.values import VocabularyTerms
from generator.intake.tables.files.grids import Grid
from generator.intake.tables.layout import Table

_LEAST_HEADINGS = 3
"""A sheet with an unknown name has records if this many of its headings are recognised."""
_LEAST_ROWS = 3
_SORT = ("kind",)


def rank_kinds(counts: Mapping[str, int], named: str) -> Sequence[str]:
    """Return the kinds that a sheet may have: one if that is sure, none if too few headings are recognised.

    Args:
        counts: how many headings are recognised, by kind.
        named: the kind that the rows themselves name; empty if none.
    """
    most = max(counts.values())
    if most < _LEAST_HEADINGS:
        return ()
    likely = [name for name, count in counts.items() if count == most]
    is_heard = named and counts[named] * 2 >= most
    return list(dict.fromkeys((named, *likely))) if is_heard else likely


def find_named_kind(
    grid: Grid, tables: Mapping[str, Sequence[Table]], terms: Mapping[str, VocabularyTerms]
) -> str:
    """Return the kind that most rows name: «Клуб наставников» is a community. Empty if there is none."""
    rows = [[fold_text(cell) for cell in row.cells if isinstance(cell, str)] for row in grid.rows]
    for kind, of_kind in tables.items():
        names = tuple(f"{fold_text(name)} " for name in _sorts(of_kind[0], terms))
        naming = sum(any(f"{cell} ".startswith(names) for cell in cells) for cells in rows)
        if naming >= _LEAST_ROWS and naming * 2 > len(rows):
            return kind
    return ""


def _sorts(table: Table, terms: Mapping[str, VocabularyTerms]) -> Iterator[str]:
    """Yield the names of the sorts of a kind's records: «Клуб», «Ассоциация»."""
    for column in table.columns:
        known = terms.get(column.value.vocabulary) if column.way == _SORT else None
        for term in known.vocabulary.terms if known else ():
            yield from (term.title, *term.also)
