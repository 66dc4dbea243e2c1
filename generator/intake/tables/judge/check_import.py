"""Checks the records of a table as `atlas check` checks those of the atlas.

Records that are not in the atlas yet are judged by the rules for new records too.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.base.limits import MAX_TABLE_FINDINGS
from generator.base.russian import format_number, join_words, quote_all, uncapitalise
from generator.check.explain.explainer import Explainer
from generator.check.partial_record import broken_places, partial_entry
from generator.check.rules import (
    addition_problems,
    catalogue_problems,
    dated_problems,
    lasting_problems,
    unfit_problems,
    withhold,
)
from generator.check.rules.base import Collection, Context
from generator.check.schema import SchemaValidator
from generator.intake.tables.cells.values import VocabularyTerms, terms_of
from generator.intake.tables.files.grids import CellFinding, excerpt, sort_findings
from generator.intake.tables.judge.wording import TableFields, TableWording
from generator.intake.tables.judge.writing import find_unwritable
from generator.intake.tables.layout import Table, tables_by_kind
from generator.intake.tables.questions.replacements import Replacement
from generator.intake.tables.rows.table_record import StrippedRecord, TableRecord
from generator.intake.tables.sheets import SheetContents
from generator.model.catalogue import AnyEntry, entry_with
from generator.model.findings import Problem, Severity
from generator.model.kinds import KINDS
from generator.model.settings import Settings
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import Json


class ExistingAtlas(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The existing atlas, which the records of a table are judged with.

    `right` are its records without errors, `paths` all of its record files.
    """

    settings: Settings
    schemas: Schemas
    validators: Mapping[str, SchemaValidator]
    as_of: dt.date
    right: Sequence[AnyEntry]
    paths: Sequence[str]

    @cached_property
    def context(self) -> Context:
        """What the rules know besides the records."""
        return Context.of(settings=self.settings, as_of=self.as_of, schemas=self.schemas)

    @cached_property
    def tables(self) -> Mapping[str, Sequence[Table]]:
        """The tables of all kinds."""
        return tables_by_kind(KINDS, self.schemas)

    @cached_property
    def terms(self) -> Mapping[str, VocabularyTerms]:
        """The terms of all vocabularies."""
        return terms_of(self.settings)

    @cached_property
    def by_path(self) -> Mapping[str, AnyEntry]:
        """The records without errors by the path of their file."""
        return {entry.path: entry for entry in self.right}


class ImportResult(msgspec.Struct, frozen=True, kw_only=True):
    """The result for a table: findings, valid new records, and records that the atlas already has unchanged.

    `spoilt` counts the other records. A warning of the rules for new records, or about what other records
    lack, is only advice: it spoils nothing. `site` is the address of the site with the pages of findings.
    """

    findings: tuple[CellFinding, ...]
    clean: tuple[TableRecord, ...]
    same: tuple[TableRecord, ...]
    spoilt: int
    site: str
    notes: tuple[str, ...] = ()
    """Notes on what was skipped or filled in."""
    faulty: tuple[tuple[TableRecord, tuple[Problem, ...]], ...] = ()
    """Records that are spoilt, and the problems that spoil them."""
    drafts: Sequence[StrippedRecord] = ()
    """The drafts that spoilt records become, if drafts were asked for."""
    undrafted: tuple[str, ...] = ()
    """Why the other spoilt records cannot become drafts, in words."""
    replacements: tuple[Replacement, ...] = ()
    """Replaced words of the table, and open questions."""


def check_import(sheets: SheetContents, standing: ExistingAtlas) -> ImportResult:
    """Check the records of a table together with those of the atlas."""
    return _ImportCheck(sheets=sheets, standing=standing).run()


class _ImportCheck(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    sheets: SheetContents
    standing: ExistingAtlas
    found: list[CellFinding] = []
    unjudged: list[TableRecord] = []
    faults: defaultdict[int, list[Problem]] = msgspec.field(default_factory=lambda: defaultdict(list))
    wrong: set[int] = set()
    """Records with findings, by index in the list of all."""

    def run(self) -> ImportResult:
        records = self.sheets.records
        same: set[int] = set()
        new: list[AnyEntry] = []
        for index, record in enumerate(records):
            if len(self.found) > MAX_TABLE_FINDINGS:
                self.wrong.add(index)
                self.unjudged.append(record)
                continue
            entry = self._check_alone(index, record)
            if record.path in self._standing_paths and record.id:
                if not self._differs_from_atlas(index, record):
                    same.add(index)
            elif entry is not None and self._by_path[record.path] == index:
                new.append(entry)
                for problem in addition_problems(entry, self.standing.context):
                    self._report(index, [problem], spoils=problem.severity is Severity.ERROR)
        self._check_together(new)
        whole = self._attribute_cell_findings()
        same -= self.wrong
        clean = set(range(len(records))) - self.wrong - same if whole else ()
        faulty = sorted(self.wrong) if whole and not self.unjudged else ()
        return ImportResult(
            site=self.standing.settings.atlas.site_address,
            findings=sort_findings([*self.sheets.findings, *self.found]),
            clean=tuple(records[index] for index in sorted(clean)),
            same=tuple(records[index] for index in sorted(same)),
            faulty=tuple((records[index], tuple(self.faults[index])) for index in faulty),
            spoilt=len(records) - len(clean) - len(same),
            notes=(*self.sheets.notes, *self._describe_unchecked()),
        )

    def _describe_unchecked(self) -> Iterator[str]:
        """Yield a note if records after thousands of findings were not checked."""
        if self.unjudged:
            place = self.unjudged[0].place(()).words
            yield (
                f"Замечаний больше {format_number(MAX_TABLE_FINDINGS)}: записи дальше не проверены, "
                f"первая из них — {uncapitalise(place)}."
            )

    @cached_property
    def _by_path(self) -> Mapping[str, int]:
        """The index of the first record with each path."""
        return {one.path: index for index, one in reversed(list(enumerate(self.sheets.records)))}

    def _check_alone(self, index: int, record: TableRecord) -> AnyEntry | None:
        """Check a record by itself; return it typed, as far as it can be read."""
        validator = self.standing.validators[record.kind.schema_file]
        value: Any = record.value
        context = self.standing.context
        if not validator.is_valid(value):
            explained = self._explainers[record.kind.name].problems(value)
            return self._judge_unfit(index, record, explained or validator.explain(value))
        typed = msgspec.convert(value, record.kind.record_type, strict=False)
        entry: AnyEntry = entry_with(record.kind, typed, record.path)
        problems = [*lasting_problems(entry, context), *dated_problems(context.summarise(entry), context)]
        unwritable = [] if problems else find_unwritable(record, self.standing.schemas, validator)
        self._report(index, [*withhold(problems, problems), *unwritable])
        return entry

    def _judge_unfit(self, index: int, record: TableRecord, problems: Sequence[Problem]) -> AnyEntry | None:
        """Report what is wrong with a record that does not fit its schema; return its readable part."""
        context, value = self.standing.context, dict(record.value)
        self.wrong.add(index)
        broken = tuple(broken_places(problems))
        entry = partial_entry(record.kind, value, record.path, broken)
        found: list[Problem] = []
        if entry is not None:
            places = {one.pointer for one in problems}
            found = [*unfit_problems(entry, value, context, reported=places, broken=broken)]
            found += dated_problems(context.summarise(entry), context)
        own = [one for one in problems if not _follows(one, record)]
        self._report(index, withhold([*own, *found], found))
        return entry

    def _differs_from_atlas(self, index: int, record: TableRecord) -> bool:
        """Return whether the atlas has a different record with the same path, and report it."""
        standing = self.standing.by_path.get(record.path)
        old: Mapping[str, Json] = msgspec.msgpack.decode(standing.value) if standing else {}
        keys = [key for key in dict.fromkeys([*record.value, *old]) if record.value.get(key) != old.get(key)]
        if not keys:
            return False
        fields = self._words[record.kind.name].fields
        names = join_words(quote_all(fields.at((key,)).title or key for key in keys))
        differs = f": отличаются поля {names}" if standing else ", и в ней ошибки"
        differing = Problem(
            code="already-in-atlas",
            what=f"Запись «{record.id}» уже есть в атласе{differs}",
            allowed="Новые записи: загрузка ничего не заменяет.",
            action="Исправьте запись в атласе или впишите другой идентификатор.",
            pointer=("id",),
        )
        self._report(index, [differing])
        return True

    def _check_together(self, new: Sequence[AnyEntry]) -> None:
        """Check the new records together with those of the atlas; report findings about the new ones."""
        standing = self.standing
        paths = [*standing.paths, *(path for path in self._by_path if path not in self._standing_paths)]
        summaries = [standing.context.summarise(entry) for entry in standing.right]
        # newer than what the atlas has, whatever day a row gives
        summaries += [replace(standing.context.summarise(entry), added="") for entry in new]
        collection = Collection(summaries=summaries, paths=paths)
        mine = {entry.path for entry in new}
        for path, problem in catalogue_problems(collection, standing.context) if new else ():
            if path in mine:
                self._report(self._by_path[path], [problem], spoils=problem.severity is Severity.ERROR)

    def _report(self, index: int, problems: Sequence[Problem], *, spoils: bool = True) -> None:
        record = self.sheets.records[index]
        for problem in problems:
            if spoils:
                self.wrong.add(index)
                self.faults[index].append(problem)
            words = self._words[record.kind.name]
            place = record.place(words.find_target(problem))
            if problem.missing_keys and self._reported_cells.intersection(record.cells(problem)):
                continue  # the cell is not empty, but its content was unusable
            cell = None if problem.missing_keys else record.cell(problem.pointer, place)
            reworded = words.reword(problem, cell)
            reworded = replace(reworded, what=self._with_places(reworded.what))
            self.found.append(CellFinding(place=place, problem=reworded, cell=excerpt(cell)))

    def _with_places(self, text: str) -> str:
        """Return a text in which records of the table are named by their rows, not by future files."""
        for path in {word.strip(",.;»") for word in text.split() if "content/" in word}:
            index = self._by_path.get(path)
            if index is not None and path not in self._standing_paths:
                place = self.sheets.records[index].place(()).words
                text = text.replace(path, uncapitalise(place))
        return text

    def _attribute_cell_findings(self) -> bool:
        """Attribute findings of cells to the records in their rows; return whether that covers all.

        A finding for a column, or for a row of no record, may concern any of them.
        """
        records = enumerate(self.sheets.records)
        rows = {spot.key: index for index, one in records for spot in one.spots.values()}
        errors = [one for one in self.sheets.findings if one.problem.severity is Severity.ERROR]
        found = {rows.get((finding.place.number, finding.place.row)) for finding in errors}
        self.wrong.update(index for index in found if index is not None)
        return None not in found

    @cached_property
    def _reported_cells(self) -> frozenset[tuple[int, int, int]]:
        """Cells about which something is reported already."""
        places = [finding.place for finding in self.sheets.findings if finding.place.column]
        return frozenset((place.number, place.row, place.column) for place in places)

    @cached_property
    def _standing_paths(self) -> frozenset[str]:
        return frozenset(self.standing.paths)

    @cached_property
    def _words(self) -> Mapping[str, TableWording]:
        kinds = self.standing.settings.atlas.kinds
        return {
            kind.name: TableWording(
                fields=TableFields(
                    schemas=self.standing.validators[kind.schema_file].schemas, file=kind.schema_file
                ),
                terms=self.standing.terms,
                folders={one.folder: kinds[one.name].title for one in KINDS},
                lists=self.sheets.lists[kind.name],
            )
            for kind in self.sheets.kinds
        }

    @cached_property
    def _explainers(self) -> Mapping[str, Explainer]:
        return {
            kind.name: Explainer(
                fields=self._words[kind.name].fields,
                vocabularies=self.standing.validators[kind.schema_file].vocabularies,
            )
            for kind in self.sheets.kinds
        }


def _follows(problem: Problem, record: TableRecord) -> bool:
    """Return whether a problem only follows from another: without a title there is no id."""
    return problem.missing_keys == ("id",) and "title" not in record.value
