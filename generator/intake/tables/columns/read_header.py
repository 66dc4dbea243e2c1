"""Reads the header of a sheet: the content of each column, by its key or its title."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from generator.base.russian import fold_text, join_words, quote_all
from generator.base.suggestions import near_misses
from generator.intake.tables.cells.values import VocabularyTerms
from generator.intake.tables.columns.column_contents import ColumnContents
from generator.intake.tables.columns.column_meaning import ColumnMeaning
from generator.intake.tables.columns.column_synonyms import ColumnSynonyms
from generator.intake.tables.columns.headings import (
    ColumnHeading,
    Headings,
    grouped_headings,
    heading_text,
    is_of_a_form,
    is_ordinal,
    plain_headings,
    repeated_column,
    tall_headings,
)
from generator.intake.tables.columns.sheet_header import SheetHeader
from generator.intake.tables.files.grids import CellFinding, CellPlace, Grid, GridRow, excerpt
from generator.intake.tables.layout import Column, Table
from generator.intake.tables.questions.replacements import (
    COLUMN,
    SKIP,
    SKIPPED,
    TO_MEND,
    Replacement,
    ReplacementLog,
)
from generator.intake.tables.rows.body import (
    BodyReader,
    describe_skipped_columns,
    find_hidden_columns,
    report_hidden_columns,
)

_SEARCHED = 20
"""Headings are in one of this many first rows; above them tables have titles."""
_SHOWN, _MOST_ASKED = 8, 300
_MISSPELT, _MOST_NEAR = 85, 3
_MOST_SUGGESTED = 100
"""Where more columns are unknown it is another table; a comparison takes a millisecond, ten in a browser."""


class HeaderReader(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Reads the headings of sheets of one table. `tables` are all tables of its kind.

    `renamed` gives the meanings of unusual headings, by their normalised words.
    """

    table: Table
    tables: Sequence[Table]
    renamed: Mapping[str, str] = {}
    log: ReplacementLog | None = None
    """Records which headings were understood by other words, and which were not."""
    terms: Mapping[str, VocabularyTerms] = {}
    """Terms of the vocabularies, by which columns are recognised."""

    def read(self, grid: Grid) -> SheetHeader:
        """Return the headings of a sheet: of the first row that has some, with the keys below it."""
        best = max(
            range(min(len(grid.rows), _SEARCHED)),
            key=lambda index: (self._count_known(grid.rows[index]), -index),
            default=None,
        )
        if best is None or not self._count_known(grid.rows[best]):
            missing = grid.place().report(
                code="no-headings",
                what="Не нашлась строка с названиями столбцов",
                allowed=f"Названия или ключи полей: {self._list_free(())}.",
                action="Назовите столбцы как в шаблоне; его даёт atlas import --template ФАЙЛ.xlsx.",
            )
            return SheetHeader(grid=grid, table=self.table, slots={}, titles={}, body=(), findings=[missing])
        headings, body = self._choose(grid, best)
        return self._read_columns(grid, headings, body)

    def measure(self, grid: Grid) -> int:
        """Return the number of recognised headings of a sheet; 0 if titles and ids are both missing."""
        heads = self.read(grid)
        needed = {("title",), ("id",)}
        return len(heads.slots) if any(slot.way in needed for slot in heads.slots.values()) else 0

    def _choose(self, grid: Grid, best: int) -> tuple[Headings, Sequence[GridRow]]:
        """Return the headings around the row where most are recognised, and the rows below them."""
        rows = grid.rows
        if best and self._count_known(rows[best - 1]) and self._has_keys(rows[best]):
            return plain_headings(rows[best - 1], rows[best]), rows[best + 1 :]
        if best + 1 < len(rows) and self._has_keys(rows[best + 1]):
            return plain_headings(rows[best], rows[best + 1]), rows[best + 2 :]
        chosen, body = plain_headings(rows[best], None), rows[best + 1 :]
        most = self._count_known(rows[best])
        for top in (best - 1, best):
            if 0 <= top < len(rows) - 1:
                grouped = grouped_headings(grid, rows[top], rows[top + 1])
                known = sum(self._find_first(heading) is not None for heading in grouped.values())
                if known > most:
                    chosen, body, most = grouped, rows[top + 2 :], known
                elif top < best and known == most:
                    chosen = {**tall_headings(grid, rows[top], rows[best]), **chosen}
        return chosen, body

    def _read_columns(self, grid: Grid, headings: Headings, body: Sequence[GridRow]) -> SheetHeader:
        slots, findings = dict[int, ColumnMeaning](), list[CellFinding]()
        taken, aside = dict[object, str](), list[str]()
        hidden, found = find_hidden_columns(grid, body), self._find_all(headings)
        settled = {**found, **self._settle(headings, found, body)}
        for index, heading in headings.items():
            meant, place = settled[index], grid.place(heading.row, index + 1)
            if index in hidden or self._is_skipped(heading):
                self._keep_skipped(heading)
            elif meant is None and (is_ordinal(heading.title) or is_of_a_form(heading.title)):
                aside.append(heading.title)
            elif meant is None:
                findings.append(self._unknown_column(heading.title, place, slots))
            elif meant.identity in taken and not meant.mixed:  # mixed cells fill what is empty
                findings.append(repeated_column(heading.title, taken[meant.identity], place))
            else:
                slots[index] = meant
                taken[meant.identity] = heading.title
                self._keep(heading, meant, by_heading=settled[index] is found[index])
        self._ask(headings, slots, findings)
        titles = {index: heading.title for index, heading in headings.items()}
        findings += report_hidden_columns(grid, hidden, titles)
        read = BodyReader(grid=grid, titles=titles, slots=slots)
        rows = read.read(body)
        notes = [*describe_skipped_columns(aside), *read.notes]
        named = {**titles, **dict.fromkeys(hidden, "скрытый")}
        findings += [*read.findings, *self._find_nameless(grid, named, rows)]
        return SheetHeader(
            grid=grid,
            table=self.table,
            slots=slots,
            titles=titles,
            body=rows,
            findings=findings,
            notes=[f"{grid.place().words}: {note}." if grid.name else f"{note}." for note in notes],
            start=body[0].number if body else 0,
            aside=read.aside,
            groups=read.groups,
            keyed=self._are_keyed(headings),
        )

    def _are_keyed(self, headings: Headings) -> bool:
        """Return whether there are column keys among the headings, as in the atlas's own tables."""
        texts = [heading.texts for heading in headings.values() if len(heading.texts) > 1]
        return any(self._meanings.is_key(one[0]) for one in texts)

    def _is_skipped(self, heading: ColumnHeading) -> bool:
        folded = fold_text(heading.title)
        return self.renamed.get(folded) == SKIPPED or folded == fold_text(TO_MEND)

    def _keep_skipped(self, heading: ColumnHeading) -> None:
        """Record that people chose to skip a column."""
        if self.log is not None and self.renamed.get(fold_text(heading.title)) == SKIPPED:
            self.log.keep(self._question(heading.title, meant=SKIP))

    def _settle(
        self, headings: Headings, found: Mapping[int, ColumnMeaning | None], body: Sequence[GridRow]
    ) -> Mapping[int, ColumnMeaning | None]:
        """Determine columns by their cells, unless a user has answered what they mean; None if misnamed."""
        if self.log is None or self.table.way or self._are_keyed(headings):
            return {}
        contents = ColumnContents(meanings=self._meanings, rows=body, log=self.log, terms=self.terms)
        unsaid = {
            index: one.title
            for index, one in headings.items()
            if not any(fold_text(text) in self.renamed for text in (one.title, *one.texts))
        }
        settled = contents.settle(found, unsaid)
        loose = [index for index in unsaid if not any(map(self._meanings.find, headings[index].texts))]
        left = {index: found[index] for index in unsaid if index not in settled}
        return {**settled, **dict.fromkeys(contents.find_mistaken(left, loose))}

    def _keep(self, heading: ColumnHeading, meant: ColumnMeaning, *, by_heading: bool) -> None:
        """Record a column whose heading was not recognised by the atlas's own words alone."""
        name = self._meanings.describe(meant)
        if self.log is not None and fold_text(heading.title) != fold_text(name):
            plain = by_heading and any(map(self._meanings.find, heading.texts))
            if not plain or fold_text(heading.title) in self.renamed:
                self.log.keep(self._question(heading.title, meant=name))

    def _ask(
        self, headings: Headings, slots: Mapping[int, ColumnMeaning], findings: Sequence[CellFinding]
    ) -> None:
        """Record questions about headings that were not recognised."""
        places = {finding.place.column - 1 for finding in findings}
        for index, heading in list(headings.items())[:_MOST_ASKED]:
            if index in places and index not in slots and self.log is not None:
                near = [self._meanings.name_of(key) for key in self._meanings.list_near(heading.title)]
                near = [*self._meanings.find_ambiguous(heading.title), *near]
                self.log.keep(self._question(heading.title, near=tuple(dict.fromkeys(near))))

    def _question(self, title: str, **parts: Any) -> Replacement:  # noqa: ANN401 - as `Replacement`
        return Replacement(
            sort=COLUMN, where=self.table.kind.name, title="Название столбца", text=title, **parts
        )

    def _find_all(self, headings: Headings) -> Mapping[int, ColumnMeaning | None]:
        """Return the meanings of headings; «Показатель», «Было» and «Стало» are one figure, not a list."""
        found = {index: self._find_first(heading) for index, heading in headings.items()}
        counted = {one.way[:1] for one in found.values() if one is not None and one.column and one.numbers}
        for index, one in found.items():
            if one is not None and one.table is not None and one.way[:1] in counted:
                found[index] = self._meanings.find_figure(headings[index].title) or one
        return found

    def _find_first(self, heading: ColumnHeading) -> ColumnMeaning | None:
        """Return the meaning of a heading: its first text in the atlas's words, else its last in others."""
        if heading.group and fold_text(heading.title) not in self.renamed:
            inner = self._meanings.find_inner(heading.group, heading.texts[-1])
            if inner is not None:
                return inner
        called = [self.renamed.get(fold_text(text), text) for text in heading.texts]
        plain = next((meant for text in called if (meant := self._meanings.find(text)) is not None), None)
        loose = (self._meanings.find_alike(text) for text in reversed(called) if text)
        return plain or next((meant for meant in loose if meant is not None), None)

    def _count_known(self, row: GridRow) -> int:
        return sum(self._find_first(heading) is not None for heading in plain_headings(row, None).values())

    def _has_keys(self, row: GridRow) -> bool:
        texts = [text for cell in row.cells if (text := heading_text(cell))]
        return bool(texts) and all(map(self._meanings.is_key, texts))

    @cached_property
    def _meanings(self) -> ColumnSynonyms:
        return ColumnSynonyms(table=self.table, tables=self.tables)

    def _unknown_column(self, text: str, place: CellPlace, slots: Mapping[int, ColumnMeaning]) -> CellFinding:
        meaning = self.renamed.get(fold_text(text))
        choice = self._meanings.find_ambiguous(meaning or text)
        if choice:
            return place.report(
                code="unclear-column",
                what=f"Столбец «{excerpt(text)}» можно понять по-разному",
                allowed=f"Одно из названий: {join_words(quote_all(choice), 'или')}.",
                action="Назовите столбец так, чтобы было ясно, что в нём.",
            )
        called = f", он же «{excerpt(meaning)}» по таблице столбцов" if meaning else ""
        taken = {slot.way for slot in slots.values() if slot.column and not slot.numbers}
        free = [column for column in self.table.columns if column.way not in taken]
        listed = self._list_free([*slots.values()])
        return place.report(
            code="unknown-column",
            what=f"Неизвестный столбец «{excerpt(text)}»{called}",
            allowed=f"Ещё можно заполнить: {listed}." if listed else "",
            action="Исправьте название столбца или удалите столбец.",
            suggestions=self._suggest(meaning or text, free),
        )

    @cached_property
    def _suggested(self) -> list[str]:
        """The unknown headings for which suggestions were looked for."""
        return []

    def _suggest(self, text: str, columns: Sequence[Column]) -> tuple[str, ...]:
        """Return headings similar to a text; synonyms of fields must be very similar."""
        if len(self._suggested) >= _MOST_SUGGESTED:
            return ()
        self._suggested.append(text)
        called = [(column, self.table.heading(column)) for column in columns]
        others = [(name, heading) for column, heading in called for name in column.others]
        titles = [
            (name, heading) for column, heading in called for name in (heading, column.label, column.key())
        ]
        near = (*near_misses(text, others, least=_MISSPELT), *near_misses(text, titles))
        return tuple(dict.fromkeys(near))[:_MOST_NEAR]

    def _list_free(self, taken: Sequence[ColumnMeaning]) -> str:
        ways = {slot.way for slot in taken}
        names = [self.table.heading(column) for column in self.table.columns if column.way not in ways]
        more = f" и ещё {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
        return f"{', '.join(quote_all(names[:_SHOWN]))}{more}"

    def _find_nameless(
        self, grid: Grid, names: Mapping[int, str], body: Sequence[GridRow]
    ) -> Iterator[CellFinding]:
        """Yield findings for columns with content but no heading: the first cell of each."""
        seen: set[int] = set()
        for row in body:
            for index, cell in enumerate(row.cells):
                if cell is not None and not names.get(index) and index not in seen:
                    seen.add(index)
                    yield grid.place(row.number, index + 1).report(
                        code="unknown-column",
                        what="У столбца нет названия, а в нём что-то записано",
                        action="Назовите столбец или очистите его.",
                        cell=cell,
                    )
