"""Reads a private table: a CSV file or a workbook with named columns, in any of Excel's variants."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import fold_text
from generator.base.suggestions import near_misses
from generator.intake.tables.cells.values import VocabularyTerms
from generator.intake.tables.files.grids import (
    WHOLE_FILE,
    CellFinding,
    CellPlace,
    CellValue,
    Grid,
    GridRow,
    ShownDate,
    excerpt,
    sort_findings,
)
from generator.intake.tables.files.reading import read_table
from generator.intake.tables.judge.report import format_finding, summary
from generator.model.findings import Problem
from generator.report.limits import MOST_TEXT, describe_rest

_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\Z")


class PrivateColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its key, other names, and the parser of its cells (returning a value or a problem)."""

    key: str
    also: tuple[str, ...] = ()
    parse: Callable[[str], Any]

    @property
    def words(self) -> str:
        """The names of the column for messages."""
        return f"{self.key} ({self.also[0]})" if self.also else self.key


RowJudge = Callable[[dict[str, Any]], Sequence[tuple[str, Problem]]]
"""Checks the cells of a row together."""


class PrivateTableError(AtlasError):
    """A private table is invalid: nothing was done with it."""

    def __init__(self, file: Path, findings: Sequence[CellFinding]) -> None:
        """Format every finding."""
        found = sort_findings(findings)
        shown = [format_finding(one, file.name) for one in found[:MOST_TEXT]]
        rest = describe_rest([one.problem.code for one in found[MOST_TEXT:]])
        super().__init__(
            "\n".join(["таблица не принята", *shown, *filter(None, [rest]), summary(found)]),
            "Исправьте таблицу и повторите команду",
        )
        self.findings = found


def read_private_table(
    file: Path, columns: Sequence[PrivateColumn], *, unique: str = "", judge: RowJudge | None = None
) -> list[Mapping[str, Any]]:
    """Return the rows of a table by column key; `unique` is the column whose values must differ.

    `judge` may change a row according to several cells, or return columns with what is wrong there.

    Raises:
        PrivateTableError: the table cannot be read, a column is missing, or a cell is wrong.
        OSError: the file cannot be read.
    """
    found = read_table(file)
    grid = next(iter(found.grids), None)
    findings = list(found.findings)
    if findings or grid is None or not grid.rows:
        empty = WHOLE_FILE.report(
            code="empty-private-table",
            what="В таблице нет ни одной строки",
            allowed=f"Первая строка — названия столбцов: {', '.join(one.key for one in columns)}.",
        )
        raise PrivateTableError(file, findings or [empty])
    places, wrong = _find_columns(grid, columns)
    findings += wrong
    rows = [(row.number, _read_row(row, places, findings, judge)) for row in grid.rows[1:]]
    if unique in {column.key for column in places}:
        findings += _find_repeats(rows, unique, places)
    if findings:
        raise PrivateTableError(file, findings)
    return [row for _, row in rows]


def _find_columns(
    grid: Grid, columns: Sequence[PrivateColumn]
) -> tuple[dict[PrivateColumn, int], list[CellFinding]]:
    """Return the index of each column, and what is wrong with the headings."""
    heads = [fold_text(str(cell or "")) for cell in grid.rows[0].cells]
    places: dict[PrivateColumn, int] = {}
    wrong: list[CellFinding] = []
    for column in columns:
        names = {fold_text(name) for name in (column.key, *column.also)}
        found = [index for index, head in enumerate(heads) if head in names]
        places |= {column: found[0]} if found else {}
        if not found:
            near = near_misses(column.key, [(head, head) for head in heads if head])
            wrong.append(
                WHOLE_FILE.report(
                    code="missing-column",
                    what=f"Нет столбца «{column.words}»",
                    allowed=f"Названия столбцов в первой строке: {', '.join(one.key for one in columns)}.",
                    action="Добавьте столбец, пусть и пустой.",
                    suggestions=near,
                )
            )
        wrong += [
            CellPlace(row=grid.rows[0].number, column=index + 1, heading=column.key).report(
                code="repeated-column",
                what=f"Столбец «{column.words}» назван дважды",
                action="Оставьте один.",
            )
            for index in found[1:]
        ]
    return places, wrong


def _cell_text(value: CellValue) -> str:
    """Return a cell as it would be in a text file: workbooks have dates and numbers too."""
    if isinstance(value, ShownDate | dt.datetime):
        value = value.day if isinstance(value, ShownDate) else value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _read_row(
    row: GridRow,
    places: Mapping[PrivateColumn, int],
    findings: list[CellFinding],
    judge: RowJudge | None,
) -> Mapping[str, Any]:
    read: dict[str, Any] = {}
    wrong: list[tuple[str, Problem]] = []
    for column, index in places.items():
        value = column.parse(_cell_text(row.cell(index)))
        if isinstance(value, Problem):
            wrong.append((column.key, value))
        else:
            read[column.key] = value
    wrong += judge(read) if judge else []
    at = {column.key: index for column, index in places.items()}
    for key, problem in wrong:
        place = CellPlace(row=row.number, column=at[key] + 1, heading=key)
        findings.append(CellFinding(place=place, problem=problem, cell=excerpt(row.cell(at[key]))))
    return read


def _find_repeats(
    rows: Sequence[tuple[int, Mapping[str, Any]]], key: str, places: Mapping[PrivateColumn, int]
) -> Iterator[CellFinding]:
    column = next(index for one, index in places.items() if one.key == key)
    first: dict[str, int] = {}
    for number, row in rows:
        value = str(row.get(key, "")).casefold()
        if value and value in first:
            yield CellPlace(row=number, column=column + 1, heading=key).report(
                code="repeated-code",
                what=f"Код «{row[key]}» уже стоит в строке {first[value]}",
                allowed="У каждого эксперта свой код; большие и малые буквы не различаются.",
                action="Удалите повтор или дайте другой код.",
            )
        first.setdefault(value, number)


def parse_text(text: str) -> str:
    """Return a cell unchanged."""
    return text


def parse_day(text: str) -> dt.date | Problem | None:
    """Return the date in a cell, «2026-12-31» or «31.12.2026»; None if it is empty."""
    if not text:
        return None
    found = _DAY.match(text)
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else dt.date.fromisoformat(text)
    except ValueError:
        return Problem(
            code="wrong-type", what=f"«{text}» — не дата", allowed="День: 2026-12-31 или 31.12.2026."
        )


def parse_count(text: str) -> int | Problem:
    """Return the number in a cell; 0 if it is empty."""
    if not text:
        return 0
    if text.isascii() and text.isdecimal() and len(text) <= 9:  # noqa: PLR2004 - more people than live anywhere
        return int(text)
    return Problem(code="wrong-type", what=f"«{text}» — не число", allowed="Целое число от 0.")


def terms_parser(terms: VocabularyTerms) -> Callable[[str], tuple[str, ...] | Problem]:
    """Return a parser for lists of terms of a vocabulary, by ids or titles."""

    def parse(text: str) -> tuple[str, ...] | Problem:
        ids: list[str] = []
        for part in filter(None, (one.strip() for one in terms.split(text))):
            found = terms.find_id(part)
            if found is None:
                return _unknown(part, terms)
            ids.append(found)
        return tuple(dict.fromkeys(ids))

    return parse


def term_parser(terms: VocabularyTerms) -> Callable[[str], str | Problem]:
    """Return a parser for single terms of a vocabulary."""

    def parse(text: str) -> str | Problem:
        return (terms.find_id(text) or _unknown(text, terms)) if text else ""

    return parse


def _unknown(text: str, terms: VocabularyTerms) -> Problem:
    return Problem(
        code="not-in-vocabulary",
        what=f"«{text}» нет в словаре «{terms.vocabulary.title}»",
        allowed="Названия или идентификаторы из словаря, через «;» или запятую.",
        suggestions=near_misses(text, list(terms.names())),
    )
