"""Finds out what each sheet of a file holds, and reads the records of all sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from msgspec.structs import replace

from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.intake.tables.grids import WHOLE_FILE, CellFinding, Grid, TableFile
from generator.intake.tables.layout import Table
from generator.intake.tables.read_header import HeaderReader, SheetHeader
from generator.intake.tables.rows_to_records import RecordBuilder
from generator.intake.tables.sheet_names import EXPLANATIONS, VALUES, SheetKey, name_sheets
from generator.intake.tables.table_record import TableRecord
from generator.intake.tables.values import CellParser, fold_text
from generator.model.findings import Pointer
from generator.model.kinds import KIND_BY_NAME, Kind
from generator.model.settings import Settings

_ASIDE = frozenset({fold_text(EXPLANATIONS), fold_text(VALUES)})
_MERGED = "merged-cells"


@dataclass(frozen=True, kw_only=True)
class SheetContents:
    """What the sheets of a file make: records, and what is wrong with sheets, columns, rows and cells.

    `lists` says for each kind how to add items to a list that is missing, by the place of the list.
    """

    kinds: Sequence[Kind]
    records: Sequence[TableRecord] = field(repr=False)
    findings: Sequence[CellFinding]
    lists: Mapping[str, Mapping[Pointer, str]] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SheetReader:
    """Reads the sheets of a file.

    `kind` is the one kind that is wanted; None for every kind whose sheets are there. `renamed` says what
    headings mean that are called otherwise, by their folded words.
    """

    tables: Mapping[str, Sequence[Table]] = field(repr=False)
    settings: Settings = field(repr=False)
    values: CellParser = field(repr=False)
    kind: Kind | None
    renamed: Mapping[str, str] = field(default_factory=dict, repr=False)

    def read(self, book: TableFile) -> SheetContents:
        """Return what the sheets of a file make."""
        known = self._find_sheets(book)
        findings = list(self._find_unknown(book, known))
        used: dict[int, SheetHeader] = {}
        builders: dict[str, RecordBuilder] = {}
        for (kind, way), grid in sorted(known.items(), key=lambda pair: self._order(pair[0])):
            table = next(table for table in self.tables[kind] if table.way == way)
            heads = HeaderReader(table=table, tables=self.tables[kind], renamed=self.renamed).read(grid)
            used[grid.number] = heads
            builder = builders.setdefault(kind, RecordBuilder(kind=KIND_BY_NAME[kind], values=self.values))
            builder.add_sheet(heads)
        for builder in builders.values():
            findings += builder.findings
        kept = [self._name_column(finding, used) for finding in book.findings if _matters(finding, used)]
        if not findings and not any(builder.has_records for builder in builders.values()):
            findings += [] if kept else [_EMPTY]
        return SheetContents(
            kinds=[builder.kind for builder in builders.values()],
            records=[record for builder in builders.values() for record in builder.records()],
            findings=[*kept, *findings],
            lists={kind: dict(self._explain_lists(kind, known)) for kind in builders},
        )

    def _find_sheets(self, book: TableFile) -> dict[SheetKey, Grid]:
        """Return the sheets that are known by their names; else the first is that of the kind wanted."""
        found: dict[SheetKey, Grid] = {}
        for grid in book.grids:
            key = self._sheets_by_name.get(fold_text(grid.name))
            if key is not None and grid.rows:
                found.setdefault(key, grid)
        if self.kind is not None and (self.kind.name, ()) not in found:
            rest = [grid for grid in book.grids if grid.rows and not self._is_known(grid)]
            if rest:
                found[self.kind.name, ()] = rest[0]
        return {key: grid for key, grid in found.items() if self.kind is None or key[0] == self.kind.name}

    def _find_unknown(self, book: TableFile, known: Mapping[SheetKey, Grid]) -> Iterator[CellFinding]:
        taken = {grid.number for grid in known.values()}
        names = [name for names in self._sheet_titles.values() for name in names]
        for grid in book.grids:
            if grid.number in taken or not grid.rows:
                continue
            key = self._sheets_by_name.get(fold_text(grid.name))
            if key is not None and key in known:
                yield _second_sheet(grid, known[key])
            if self._is_known(grid):
                continue
            yield grid.place().report(
                code="unknown-sheet",
                what=f"Неизвестный лист «{grid.name}»",
                allowed=f"Листы {join_words(quote_all(dict.fromkeys(names)))}.",
                action="Назовите лист как в шаблоне или удалите его; чтобы прочитать первый лист книги "
                "как записи, добавьте --kind.",
                suggestions=near_misses(grid.name, [(name, name) for name in names]),
            )

    def _is_known(self, grid: Grid) -> bool:
        return fold_text(grid.name) in _ASIDE or fold_text(grid.name) in self._sheets_by_name

    def _name_column(self, finding: CellFinding, used: Mapping[int, SheetHeader]) -> CellFinding:
        """Return a finding of a cell with the name of its column."""
        heads = used.get(finding.place.number)
        heading = heads.titles.get(finding.place.column - 1, "") if heads else ""
        return replace(finding, place=replace(finding.place, heading=heading))

    def _explain_lists(self, kind: str, known: Mapping[SheetKey, Grid]) -> Iterator[tuple[Pointer, str]]:
        main = known.get((kind, ()))
        for table in self.tables[kind]:
            if not table.way:
                continue
            pointer: Pointer = tuple(step for step in table.way if step is not None)
            sheet = known.get((kind, table.way))
            name = sheet.name if sheet else self._sheet_titles[kind, table.way][0]
            first = table.columns[0].title([1] * len(table.lists))
            if main is not None and not main.name:
                yield pointer, f"Добавьте столбцы: «{first}» и другие, как в шаблоне."
            else:
                yield pointer, f"Добавьте строки этой записи на лист «{name}» или столбцы «{first}» и другие."

    def _order(self, key: SheetKey) -> tuple[int, int]:
        """Return where a sheet comes in: kinds in order, records before items, outer items before inner."""
        kinds = list(self.tables)
        return kinds.index(key[0]), [table.way for table in self.tables[key[0]]].index(key[1])

    @cached_property
    def _sheet_titles(self) -> Mapping[SheetKey, Sequence[str]]:
        """What the sheet of each table may be called, first as in the template of its kind."""
        alone, together = name_sheets(self.tables, self.settings)
        kinds = [self.kind.name] if self.kind else list(self.tables)
        first, second = (alone, together) if self.kind else (together, alone)
        return {key: (first[key], second[key]) for key in alone if key[0] in kinds}

    @cached_property
    def _sheets_by_name(self) -> Mapping[str, SheetKey]:
        """The tables by the folded names of their sheets."""
        alone, together = name_sheets(self.tables, self.settings)
        found = {fold_text(name): key for key, name in together.items()}
        for kind in map(KIND_BY_NAME.__getitem__, self.tables):
            found |= dict.fromkeys((kind.name, kind.folder), (kind.name, ()))
        own = {key: fold_text(name) for key, name in alone.items()}
        often = list(own.values())
        for key, name in own.items():
            if often.count(name) == 1 or (self.kind is not None and key[0] == self.kind.name):
                found.setdefault(name, key)
        return found


def _second_sheet(grid: Grid, first: Grid) -> CellFinding:
    return grid.place().report(
        code="unknown-sheet",
        what=f"Лист «{grid.name}» — второй с такими же строками, первый — «{first.name}»",
        allowed="Один лист на записи одного вида и один на каждый их список.",
        action="Соедините эти листы в один.",
    )


_EMPTY = WHOLE_FILE.report(
    code="empty-table", what="В таблице нет записей", action="Заполните лист записей и повторите команду."
)


def _matters(finding: CellFinding, used: Mapping[int, SheetHeader]) -> bool:
    """Return whether a finding of a cell matters: not on sheets that are left aside, nor in titles above."""
    if not finding.place.number:
        return True
    heads = used.get(finding.place.number)
    if heads is None:
        return False
    start = heads.body[0].number if heads.body else 0
    return finding.problem.code != _MERGED or finding.place.row >= start
