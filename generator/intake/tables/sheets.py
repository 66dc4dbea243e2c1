"""Names sheets, recognises the sheets of a file by their names, and reads the records of all."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

import msgspec
from msgspec.structs import replace

from generator.base.russian import fold_text, join_words, quote_all
from generator.base.suggestions import near_misses
from generator.intake.tables.cells.values import CellParser, VocabularyTerms
from generator.intake.tables.columns.guess_kind import find_named_kind, rank_kinds
from generator.intake.tables.columns.read_header import HeaderReader
from generator.intake.tables.columns.sheet_header import SheetHeader
from generator.intake.tables.files.grids import WHOLE_FILE, CellFinding, Grid, TableFile
from generator.intake.tables.layout import Table, Way
from generator.intake.tables.questions.replacements import SHEET, Replacement, ReplacementLog
from generator.intake.tables.rows.rows_to_records import RecordBuilder
from generator.intake.tables.rows.table_record import TableRecord
from generator.model.findings import Pointer, Severity
from generator.model.kinds import KIND_BY_NAME, Kind
from generator.model.settings import Settings

EXPLANATIONS = "Пояснения"
VALUES = "Значения"
REPLACEMENTS, CHOICES = "Замены", "Значения замен"
LONGEST = 31
"""Excel's limit for names of sheets."""
_SEVERAL = 2
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
SheetKey = tuple[str, Way]
"""A table by the name of its kind and the path of its list."""
_ASIDE = frozenset(map(fold_text, (EXPLANATIONS, VALUES, REPLACEMENTS, CHOICES)))


class SheetContents(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of a file's sheets: records, and what is wrong with sheets, columns, rows and cells.

    `lists` says for each kind how to add items to a missing list, by its pointer.
    """

    kinds: Sequence[Kind]
    records: Sequence[TableRecord]
    findings: Sequence[CellFinding]
    lists: Mapping[str, Mapping[Pointer, str]]
    notes: Sequence[str] = ()
    """Notes on what was skipped or filled in."""
    starts: Mapping[int, int] = {}
    """The first row below the headings of each sheet that was read, by the sheet's number."""


class SheetReader(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Reads the sheets of a file.

    `kind` is the only kind wanted; None for every kind that has sheets. `renamed` gives the meanings of
    unusual headings, by their normalised words.
    """

    tables: Mapping[str, Sequence[Table]]
    settings: Settings
    terms: Mapping[str, VocabularyTerms]
    kind: Kind | None
    log: ReplacementLog
    """Records which words of the table were replaced, and which are asked about."""
    renamed: Mapping[str, str] = {}

    def read(self, book: TableFile) -> SheetContents:
        """Return the contents of the sheets of a file."""
        findings = list(self._find_hidden(book))
        book = replace(book, grids=[grid for grid in book.grids if not grid.hidden])
        known = self._find_sheets(book)
        adopted = dict(self._adopt_sheets(book, known))
        findings += self._find_unknown(book, known, adopted)
        used: dict[int, SheetHeader] = {}
        builders: dict[str, RecordBuilder] = {}
        # kinds in order, records before items, outer items before inner
        for table in chain.from_iterable(self.tables.values()):
            kind, named = table.kind, known.get((table.kind.name, table.way))
            more = [one for one in book.grids if not table.way and adopted.get(one.number) == kind.name]
            for grid in [*([named] if named is not None else []), *more]:
                reader = self._header_reader(table, self.log)
                used[grid.number] = reader.read(grid)
                builder = builders.setdefault(kind.name, self._make_builder(kind))
                builder.add_sheet(used[grid.number])
        findings += chain.from_iterable(builder.findings for builder in builders.values())
        texts = [builder.notes for builder in builders.values()]
        kept = list(_name_columns(book.findings, used))
        records = [record for builder in builders.values() for record in builder.records()]
        if not findings and not records:
            findings += [] if kept else [_EMPTY]
        return SheetContents(
            kinds=[builder.kind for builder in builders.values()],
            records=records,
            findings=[*kept, *findings],
            lists={kind: dict(self._explain_lists(kind, known)) for kind in builders},
            notes=[note for listed in [one.notes for one in used.values()] + texts for note in listed],
            starts={number: header.start for number, header in used.items() if header.start},
        )

    def _find_sheets(self, book: TableFile) -> dict[SheetKey, Grid]:
        """Return the sheets that are recognised by name."""
        found: dict[SheetKey, Grid] = {}
        for grid in book.grids:
            key = self._sheets_by_name.get(fold_text(grid.name))
            if key is not None and grid.rows:
                found.setdefault(key, grid)
        return {key: grid for key, grid in found.items() if self.kind is None or key[0] == self.kind.name}

    def _adopt_sheets(self, book: TableFile, known: Mapping[SheetKey, Grid]) -> Iterator[tuple[int, str]]:
        """Yield the numbers of sheets with other names that have records, each with their kind.

        The kind follows from an answer or from the headings; if one kind is wanted and nothing else is found,
        the first sheet is taken for its records, whatever it contains.
        """
        rest = [grid for grid in book.grids if grid.rows and not self._is_known(grid)]
        found = 0
        for grid in rest:
            answer = self.log.answers.sheets.get(fold_text(grid.name))
            kind = answer if answer is not None else self._guess_kind(grid)
            if kind:
                found += 1
                yield grid.number, kind
        if not found and rest and self.kind is not None and (self.kind.name, ()) not in known:
            yield rest[0].number, self.kind.name

    def _guess_kind(self, grid: Grid) -> str:
        """Return the kind whose headings a sheet has; empty if there are too few, or another may be meant."""
        names = [self.kind.name] if self.kind else list(self.tables)
        counts = {name: self._header_reader(self.tables[name][0]).measure(grid) for name in names}
        named = "" if self.kind else find_named_kind(grid, self.tables, self.terms)
        likely = rank_kinds(counts, named)
        if len(likely) < _SEVERAL:
            return next(iter(likely), "")
        titles = tuple(self.settings.atlas.kinds[name].title for name in likely)
        if grid.name:  # a CSV file has no sheets to ask about: `--kind` says it
            self.log.keep(
                Replacement(sort=SHEET, where="", title="Что на листе", text=grid.name, near=titles)
            )
        return ""

    def _make_builder(self, kind: Kind) -> RecordBuilder:
        answers = self.log.answers.constants
        main, *lists = self.tables[kind.name]
        constants = [(column, answers[column.key()]) for column in main.columns if column.key() in answers]
        values = CellParser(terms=self.terms, region=self.settings.atlas.region, log=self.log)
        return RecordBuilder(kind=kind, values=values, lists=lists, constants=constants)

    def _header_reader(self, table: Table, log: ReplacementLog | None = None) -> HeaderReader:
        renamed = {**self.log.answers.columns, **self.renamed}
        return HeaderReader(
            table=table, tables=self.tables[table.kind.name], renamed=renamed, log=log, terms=self.terms
        )

    def _find_hidden(self, book: TableFile) -> Iterator[CellFinding]:
        """Yield warnings about hidden sheets, which are not read."""
        for grid in book.grids:
            if grid.hidden and grid.rows and fold_text(grid.name) not in _ASIDE:
                yield grid.place().report(
                    code="hidden-cells",
                    what=f"Скрытый лист «{grid.name}» не прочитан",
                    action="Если на нём записи, покажите лист и проверьте снова; если нет, удалите его.",
                    severity=Severity.WARNING,
                )

    def _find_unknown(
        self, book: TableFile, known: Mapping[SheetKey, Grid], adopted: Collection[int]
    ) -> Iterator[CellFinding]:
        taken = {*(grid.number for grid in known.values()), *adopted}
        names = [name for names in self._sheet_titles.values() for name in names]
        for grid in book.grids:
            if grid.number in taken or not grid.rows:
                continue
            key = self._sheets_by_name.get(fold_text(grid.name))
            if key is not None and key in known:
                yield grid.place().report(
                    code="unknown-sheet",
                    what=f"Лист «{grid.name}» — второй с такими же строками, первый — «{known[key].name}»",
                    allowed="Один лист на записи одного вида и один на каждый их список.",
                    action="Соедините эти листы в один.",
                )
            if self._is_known(grid) or fold_text(grid.name) in self.log.answers.sheets:
                continue
            if not grid.name:
                yield _UNTOLD
                continue
            near = near_misses(grid.name, [(name, name) for name in names])
            yield grid.place().report(
                code="unknown-sheet",
                what=f"Неизвестный лист «{grid.name}»",
                allowed=f"Листы {join_words(quote_all(dict.fromkeys(names)))}.",
                action="Назовите лист как в шаблоне или удалите его; чтобы прочитать первый лист книги "
                "как записи, скажите, какие они (на странице — «Как читать таблицу», в команде — --kind).",
                suggestions=near,
                # next to sheets of records, a sheet unlike any of them is only a help for people
                severity=Severity.WARNING if taken and not near else Severity.ERROR,
            )

    def _is_known(self, grid: Grid) -> bool:
        return fold_text(grid.name) in _ASIDE or fold_text(grid.name) in self._sheets_by_name

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

    @cached_property
    def _sheet_titles(self) -> Mapping[SheetKey, Sequence[str]]:
        """The possible names of each table's sheet, the one in the template of its kind first."""
        alone, together = name_sheets(self.tables, self.settings)
        kinds = [self.kind.name] if self.kind else list(self.tables)
        first, second = (alone, together) if self.kind else (together, alone)
        return {key: (first[key], second[key]) for key in alone if key[0] in kinds}

    @cached_property
    def _sheets_by_name(self) -> Mapping[str, SheetKey]:
        """The tables by the normalised names of their sheets."""
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


_UNTOLD = WHOLE_FILE.report(
    code="unknown-sheet",
    what="По названиям столбцов не видно, какие записи в таблице",
    allowed="Названия столбцов, как в шаблоне записей одного вида.",
    action="Скажите, какие это записи (на странице — «Как читать таблицу», в команде — --kind practice), "
    "или назовите столбцы, как в шаблоне.",
)
_EMPTY = WHOLE_FILE.report(
    code="empty-table", what="В таблице нет записей", action="Заполните лист записей и проверьте снова."
)


def _name_columns(findings: Iterable[CellFinding], used: Mapping[int, SheetHeader]) -> Iterator[CellFinding]:
    """Yield findings of cells with the names of their columns, without those on skipped sheets."""
    for finding in findings:
        place, header = finding.place, used.get(finding.place.number)
        if header is None:
            yield from [] if place.number else [finding]
            continue
        unread = place.column and place.column - 1 not in header.slots
        if not place.row or (place.row >= header.start and place.row not in header.aside and not unread):
            heading = header.titles.get(place.column - 1, "")
            yield replace(finding, place=replace(place, heading=heading))


def name_sheets(
    tables: Mapping[str, Sequence[Table]], settings: Settings
) -> tuple[Mapping[SheetKey, str], Mapping[SheetKey, str]]:
    """Return the names of the sheets in a workbook of one kind, and in a workbook of several."""
    alone: dict[SheetKey, str] = {}
    full: dict[SheetKey, str] = {}
    for kind, of_kind in tables.items():
        records = settings.atlas.kinds[kind].title  # what readers call them
        alone |= _make_unique({(kind, table.way): table.title or records for table in of_kind})
        full |= {(kind, table.way): f"{records}. {table.title}".removesuffix(". ") for table in of_kind}
    return alone, _make_unique(full)


def _make_unique(wanted: Mapping[SheetKey, str]) -> dict[SheetKey, str]:
    taken = {EXPLANATIONS.casefold(), VALUES.casefold()}
    names: dict[SheetKey, str] = {}
    for key, name in wanted.items():
        names[key] = next(one for one in _candidates(name) if one.casefold() not in taken)
        taken.add(names[key].casefold())
    return names


def _candidates(name: str) -> Iterator[str]:
    plain = " ".join(_FORBIDDEN.sub(" ", name).split()) or "Лист"
    yield plain[:LONGEST].strip()
    for number in range(2, 1000):
        tail = f" {number}"
        yield plain[: LONGEST - len(tail)].strip() + tail
