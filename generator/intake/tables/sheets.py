"""Sorting: which sheet holds what, and the records that the sheets make together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from msgspec.structs import replace

from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.intake.tables.cell_findings import Fault, Place, of_file
from generator.intake.tables.grids import Book, Grid
from generator.intake.tables.layout import Table
from generator.intake.tables.read_header import Heads, Reader
from generator.intake.tables.rows_to_records import Gatherer
from generator.intake.tables.sheet_names import EXPLANATIONS, VALUES, SheetKey, sheet_names
from generator.intake.tables.table_record import Gathered
from generator.intake.tables.terms import folded
from generator.intake.tables.values import Values
from generator.model.findings import Pointer, Problem
from generator.model.kinds import KIND_BY_NAME, Kind
from generator.model.settings import Settings

_ASIDE = frozenset({folded(EXPLANATIONS), folded(VALUES)})
_MERGED = "merged-cells"


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """What the sheets of a file make: records, and what is wrong with sheets, columns, rows and cells.

    `lists` says for each kind how to add items to a list that is missing, by the place of the list.
    """

    kinds: Sequence[Kind]
    records: Sequence[Gathered] = field(repr=False)
    faults: Sequence[Fault]
    lists: Mapping[str, Mapping[Pointer, str]] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Sorter:
    """Sorts the sheets of a file.

    `kind` is the one kind that is wanted; None for every kind whose sheets are there. `renamed` says what
    headings mean that are called otherwise, by their folded words.
    """

    tables: Mapping[str, Sequence[Table]] = field(repr=False)
    settings: Settings = field(repr=False)
    values: Values = field(repr=False)
    kind: Kind | None
    renamed: Mapping[str, str] = field(default_factory=dict, repr=False)

    def sort(self, book: Book) -> Sorted:
        """Return what the sheets of a file make."""
        known = self._known(book)
        faults = list(self._unknown(book, known))
        used: dict[int, Heads] = {}
        gatherers: dict[str, Gatherer] = {}
        for (kind, way), grid in sorted(known.items(), key=lambda pair: self._order(pair[0])):
            table = next(table for table in self.tables[kind] if table.way == way)
            heads = Reader(table=table, tables=self.tables[kind], renamed=self.renamed).read(grid)
            used[grid.number] = heads
            gatherer = gatherers.setdefault(kind, Gatherer(kind=KIND_BY_NAME[kind], values=self.values))
            gatherer.take(heads)
        for gatherer in gatherers.values():
            faults += gatherer.faults
        kept = [self._called(fault, used) for fault in book.faults if _counts(fault, used)]
        if not faults and not any(gatherer.has_records for gatherer in gatherers.values()):
            faults += [] if kept else [_EMPTY]
        return Sorted(
            kinds=[gatherer.kind for gatherer in gatherers.values()],
            records=[record for gatherer in gatherers.values() for record in gatherer.records()],
            faults=[*kept, *faults],
            lists={kind: dict(self._lists(kind, known)) for kind in gatherers},
        )

    def _known(self, book: Book) -> dict[SheetKey, Grid]:
        """Return the sheets that are known by their names; else the first is that of the kind wanted."""
        found: dict[SheetKey, Grid] = {}
        for grid in book.grids:
            key = self._names.get(folded(grid.name))
            if key is not None and grid.rows:
                found.setdefault(key, grid)
        if self.kind is not None and (self.kind.name, ()) not in found:
            rest = [grid for grid in book.grids if grid.rows and not self._is_known(grid)]
            if rest:
                found[self.kind.name, ()] = rest[0]
        return {key: grid for key, grid in found.items() if self.kind is None or key[0] == self.kind.name}

    def _unknown(self, book: Book, known: Mapping[SheetKey, Grid]) -> Iterator[Fault]:
        taken = {grid.number for grid in known.values()}
        names = [name for names in self._called_sheets.values() for name in names]
        for grid in book.grids:
            if grid.number in taken or not grid.rows:
                continue
            key = self._names.get(folded(grid.name))
            if key is not None and key in known:
                yield _second(grid, known[key])
            if self._is_known(grid):
                continue
            problem = Problem(
                code="unknown-sheet",
                what=f"Неизвестный лист «{grid.name}»",
                allowed=f"Листы {join_words(quote_all(dict.fromkeys(names)))}.",
                action="Назовите лист как в шаблоне или удалите его; чтобы прочитать первый лист книги "
                "как записи, добавьте --kind.",
                suggestions=near_misses(grid.name, [(name, name) for name in names]),
            )
            yield Fault(place=Place(sheet=grid.name, number=grid.number), problem=problem)

    def _is_known(self, grid: Grid) -> bool:
        return folded(grid.name) in _ASIDE or folded(grid.name) in self._names

    def _called(self, fault: Fault, used: Mapping[int, Heads]) -> Fault:
        """Return a fault of a cell with the name of its column."""
        heads = used.get(fault.place.number)
        heading = heads.titles.get(fault.place.column - 1, "") if heads else ""
        return replace(fault, place=replace(fault.place, heading=heading))

    def _lists(self, kind: str, known: Mapping[SheetKey, Grid]) -> Iterator[tuple[Pointer, str]]:
        main = known.get((kind, ()))
        for table in self.tables[kind]:
            if not table.way:
                continue
            pointer: Pointer = tuple(step for step in table.way if step is not None)
            sheet = known.get((kind, table.way))
            name = sheet.name if sheet else self._called_sheets[kind, table.way][0]
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
    def _called_sheets(self) -> Mapping[SheetKey, Sequence[str]]:
        """What the sheet of each table may be called, first as in the template of its kind."""
        alone, together = sheet_names(self.tables, self.settings)
        kinds = [self.kind.name] if self.kind else list(self.tables)
        first, second = (alone, together) if self.kind else (together, alone)
        return {key: (first[key], second[key]) for key in alone if key[0] in kinds}

    @cached_property
    def _names(self) -> Mapping[str, SheetKey]:
        """The tables by the folded names of their sheets."""
        alone, together = sheet_names(self.tables, self.settings)
        found = {folded(name): key for key, name in together.items()}
        for kind in map(KIND_BY_NAME.__getitem__, self.tables):
            found |= dict.fromkeys((kind.name, kind.folder), (kind.name, ()))
        own = {key: folded(name) for key, name in alone.items()}
        often = list(own.values())
        for key, name in own.items():
            if often.count(name) == 1 or (self.kind is not None and key[0] == self.kind.name):
                found.setdefault(name, key)
        return found


def _second(grid: Grid, first: Grid) -> Fault:
    problem = Problem(
        code="unknown-sheet",
        what=f"Лист «{grid.name}» — второй с такими же строками, первый — «{first.name}»",
        allowed="Один лист на записи одного вида и один на каждый их список.",
        action="Соедините эти листы в один.",
    )
    return Fault(place=Place(sheet=grid.name, number=grid.number), problem=problem)


_EMPTY = of_file(
    code="empty-table", what="В таблице нет записей", action="Заполните лист записей и повторите команду."
)


def _counts(fault: Fault, used: Mapping[int, Heads]) -> bool:
    """Return whether a fault of a cell matters: not on sheets that are left aside, nor in titles above."""
    if not fault.place.number:
        return True
    heads = used.get(fault.place.number)
    if heads is None:
        return False
    start = heads.body[0].number if heads.body else 0
    return fault.problem.code != _MERGED or fault.place.row >= start
