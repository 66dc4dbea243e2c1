"""View model of the report's template: a review in the words of its atlas, within limits."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import msgspec

from generator.base.russian import count, join_words, quote, quote_all
from generator.changes.fields import FieldChange
from generator.changes.figures import FigureChange, compare_figures
from generator.changes.records import RecordChange
from generator.changes.words import ValueFormatter, format_items
from generator.model import addresses
from generator.model.editorial import Editor
from generator.model.findings import Finding
from generator.model.kinds import KINDS
from generator.model.settings import Settings
from generator.model.tally import Tally
from generator.report.base import count_findings, help_address
from generator.review.changed_files import ChangedFiles
from generator.review.grouping import FindingGroup, group_alike, group_findings
from generator.review.model import Review, ReviewedRecord
from generator.review.record_card import CardRow, RecordCard
from generator.review.report_limits import ReportLimits
from generator.review.similar_records import SimilarRecord
from generator.review.text_diff import DiffPiece, compare_texts
from generator.review.verdict import DECISIONS, TIPS
from generator.review.vocabulary_changes import TermChange
from generator.source.fields import Fields
from generator.source.schema_files import Schemas, vocabularies_of

HOW: Mapping[str, str] = {
    "added": "Новая запись",
    "changed": "Изменена",
    "removed": "Удалена",
    "renamed": "Переименована",
}
_VOCABULARY = "vocabulary.schema.json"
_MOST_LETTERS = 500
"""Limit of a line in the card of a record."""
_COUNTED: Mapping[str, tuple[str, str, str]] = {
    "added": ("новая запись", "новые записи", "новых записей"),
    "changed": ("изменённая запись", "изменённые записи", "изменённых записей"),
    "renamed": ("переименованная запись", "переименованные записи", "переименованных записей"),
    "removed": ("удалённая запись", "удалённые записи", "удалённых записей"),
}
T = TypeVar("T")


class ChangedField(msgspec.Struct, frozen=True, kw_only=True):
    """A changed field in words: two short values, or one text with deletions and insertions."""

    title: str
    before: str = ""
    after: str = ""
    pieces: Sequence[DiffPiece] = ()


class ReviewReport(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Provides what the template shows. `schemas` name the fields, `settings` everything else."""

    review: Review
    settings: Settings
    schemas: Schemas
    limits: ReportLimits

    @property
    def decision(self) -> str:
        """The verdict in words."""
        return DECISIONS[self.review.verdict.decision]

    @property
    def headline(self) -> str:
        """The proposal in a few words."""
        if self.review.records:
            return self.record_counts
        if self.review.others:
            return f"меняются {join_words(self.files.titles)}"
        return "меняются файлы, которые не записи" if self.review.beside else "ничего не меняется"

    @property
    def record_counts(self) -> str:
        """The numbers of new, changed, renamed and removed records."""
        hows = [record.change.how for record in self.review.records]
        counts = ", ".join(count(hows.count(how), *forms) for how, forms in _COUNTED.items() if how in hows)
        tally = Tally.of(record.is_sample for record in self.review.records)
        if not tally.samples:
            return counts
        if tally.real:
            return f"{counts}; из них {tally.sample_words}"
        return f"{counts}, {'все — учебные примеры' if tally.samples > 1 else 'учебный пример'}"

    def cut(self, entries: Sequence[T]) -> Sequence[T]:
        """Return the entries of a list that are shown."""
        return entries[: self.limits.entries]

    def count_more(self, entries: Sequence[object]) -> str:
        """Return how many entries of a list are not shown, in words; «» if all are."""
        left = len(entries) - self.limits.entries
        return f"и ещё {left}" if left > 0 else ""

    def count_left_out(self) -> str:
        """Return how many records are not even named, in words; «» if none."""
        left = len(self.single_records) - self.limits.records - self.limits.entries
        return count(left, "запись", "записи", "записей") if left > 0 else ""

    def kind_noun(self, kind: str) -> str:
        """Return the noun for a record of a kind."""
        return self.settings.atlas.kinds[kind].forms[0]

    def shorten(self, text: str) -> str:
        """Return a text within the limit."""
        line = " ".join(text.split())
        return line if len(line) <= self.limits.letters else f"{line[: self.limits.letters]}…"

    def card_rows(self, record: ReviewedRecord) -> Iterator[CardRow]:
        """Yield the main fields of a record."""
        return self._cards[record.change.kind.name].main_rows(record.change.value, record.beside)

    def other_rows(self, record: ReviewedRecord) -> Iterator[CardRow]:
        """Yield the remaining fields of a record; for a changed one, all of them."""
        card, value = self._cards[record.change.kind.name], record.change.value
        if not record.is_read_whole:
            yield from card.main_rows(value, {})
        yield from card.other_rows(value)

    def record_line(self, record: ReviewedRecord, number: int = 0) -> str:
        """Describe in one line what happened to a record and its problems."""
        change = record.change
        place = f"{number}. " if number else ""
        title = quote(self.shorten(change.title))
        sample = " (учебный пример)" if record.is_sample else ""
        parts = [count_findings(record.problems)]
        parts += [count(len(record.tips), *TIPS)] if record.tips else []
        parts += [f"похожа на {quote(self.shorten(record.twins[0].title))}"] if record.is_repeated else []
        rest = ", ".join(filter(None, parts))
        return (
            f"{place}{HOW[change.how]}: {self.kind_noun(change.kind.name)} {title}{sample}"
            f"{f' — {rest}' if rest else ''}"
        )

    def count_questions(self, record: ReviewedRecord) -> int:
        """Return the number of questions for experts about a record."""
        return sum(len(one.questions) for one in record.questions)

    def changed_fields(self, change: RecordChange) -> Iterator[ChangedField]:
        """Yield the changed fields in words."""
        speaker = self._speakers[change.kind.name]
        for one in change.fields[: self.limits.entries]:
            yield self._describe_field(one, speaker)

    def term_fields(self, change: TermChange) -> Iterator[ChangedField]:
        """Yield the changed fields of a term in words, without those that its line names."""
        before, after = msgspec.to_builtins(change.before), msgspec.to_builtins(change.after)
        for key in after if before and after else ():
            if key not in {"id", "title"} and before[key] != after[key]:
                pointer = ("terms", 0, key)
                title = self._term_speaker.fields.at(pointer).title or key
                one = FieldChange(pointer=pointer, title=title, before=before[key], after=after[key])
                yield self._describe_field(one, self._term_speaker)

    def group(self, findings: Sequence[Finding]) -> Sequence[FindingGroup]:
        """Group findings by their words, so that each is reported once."""
        return group_findings(findings)

    def figures(self, change: RecordChange) -> Sequence[FigureChange]:
        """Return the meaning of a record's changed figures."""
        return compare_figures(change.before, change.after) if change.before and change.after else ()

    def name_figure(self, change: RecordChange, figure: FigureChange) -> str:
        """Return an indicator in words, after the field that has its figures unless these are the results."""
        field = self._speakers[change.kind.name].fields.at(figure.place[:1])
        return self.shorten(f"{'' if figure.is_result else f'{field.title}: '}{figure.indicator}")

    @property
    def guide_address(self) -> str:
        """The address of the page on proposing and correcting records."""
        return f"{self.review.site.rstrip('/')}/{addresses.CONTRIBUTING}"

    def help_address(self, finding: Finding) -> str:
        """Return the address of the page that explains a finding."""
        return help_address(self.review.site, finding.code)

    def page_address(self, near: SimilarRecord) -> str:
        """Return the address of a record's page on the published site."""
        folder, _, name = near.path.removeprefix("content/").partition("/")
        return f"{self.review.site.rstrip('/')}/{folder}/{name.removesuffix('.yaml')}/"

    def explain_hidden(self, change: RecordChange) -> str:
        """Return the stage at which readers do not see a record, and those at which they would."""
        terms = self.settings.vocabularies[change.kind.stage_vocabulary].terms
        stage = change.value.get("stage")
        now = next((term.title for term in terms if term.id == stage), "")
        public = join_words(quote_all(term.title for term in terms if term.public), "или")
        unknown = f"этапа {quote(self.shorten(str(stage)))} нет в словаре" if stage else "этап не указан"
        return f"{f'этап — {quote(now)}' if now else unknown}. Её увидят на этапе {public}."

    @property
    def page_groups(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The changed pages by group."""
        pages = self.review.pages
        named = (
            ("Записи", pages.records),
            ("Записи, связанные с ними", pages.related),
            ("Списки (первые страницы)", pages.lists),
            ("Общие", pages.shared),
        )
        return [(title, addresses) for title, addresses in named if addresses]

    def describe_page(self, address: str) -> str:
        """Return the title of a page and, if it has one, its address."""
        title = self.shorten(self.review.pages.titles.get(address, ""))
        shown = self.shorten(address)
        named = f"{title} ({shown})" if title and shown else title or shown
        return f"{named} — больше не откроется" if address in self.review.pages.gone else named

    @cached_property
    def editors_to_ask(self) -> Sequence[tuple[Editor, int]]:
        """The editors to ask, and about how many records each; those with most of them first."""
        editors = {editor.id: editor for record in self.review.records for editor in record.editors}
        numbers = Counter(editor.id for record in self.review.records for editor in record.editors)
        order = sorted(editors, key=lambda one: (-numbers[one], editors[one].title))
        return [(editors[one], numbers[one]) for one in order]

    @cached_property
    def files(self) -> ChangedFiles:
        """The changed files that are not records."""
        return ChangedFiles(self.review.others)

    def _describe_field(self, change: FieldChange, speaker: ValueFormatter) -> ChangedField:
        before, after = change.before, change.after
        if isinstance(before, str) and isinstance(after, str) and " " in before + after:
            pieces = compare_texts(before, after)
            size = sum(len(piece.text) for piece in pieces)
            if size <= self.limits.letters * 2:
                return ChangedField(title=change.title, pieces=pieces)
        if isinstance(before, list) and isinstance(after, list):
            return self._describe_list(change, speaker)
        return ChangedField(
            title=change.title,
            before=self.shorten(speaker.format(before, change.pointer)),
            after=self.shorten(speaker.format(after, change.pointer)),
        )

    def _describe_list(self, change: FieldChange, speaker: ValueFormatter) -> ChangedField:
        old, new = (format_items(value, change.pointer, speaker) for value in (change.before, change.after))
        if sorted(old) == sorted(new):
            return ChangedField(title=change.title, before="те же пункты", after="в другом порядке")
        gone = [one for one in old if one not in set(new)]
        come = [one for one in new if one not in set(old)]
        before, after = self.shorten("; ".join(gone)), self.shorten("; ".join(come))
        return ChangedField(title=change.title, before=before, after=after)

    @cached_property
    def alike(self) -> Sequence[Sequence[ReviewedRecord]]:
        """Groups of records changed in the same way, reported together."""
        return group_alike(self.review.records)

    @cached_property
    def single_records(self) -> Sequence[ReviewedRecord]:
        """The other records, reported individually."""
        grouped = {record.change.path for group in self.alike for record in group}
        return [record for record in self.review.records if record.change.path not in grouped]

    @cached_property
    def _cards(self) -> Mapping[str, RecordCard]:
        letters = min(self.limits.letters, _MOST_LETTERS)
        return {
            name: RecordCard(
                speaker=speaker,
                letters=letters,
                whole=self.settings.atlas.region.whole_title
                if self.settings.record_fields[name].has_place
                else "",
            )
            for name, speaker in self._speakers.items()
        }

    @cached_property
    def _term_speaker(self) -> ValueFormatter:
        fields = Fields(schemas=self.schemas, file=_VOCABULARY)
        return ValueFormatter(fields=fields, vocabularies=vocabularies_of(self.settings))

    @cached_property
    def _speakers(self) -> Mapping[str, ValueFormatter]:
        vocabularies = vocabularies_of(self.settings)
        return {
            kind.name: ValueFormatter(
                fields=Fields(schemas=self.schemas, file=kind.schema_file),
                vocabularies=vocabularies,
                titles=self.review.titles,
            )
            for kind in KINDS
        }
