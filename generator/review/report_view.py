"""What the template of a report shows: a review in the words of its atlas, cut to some limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

import msgspec

from generator.base.russian import count, join_words, quote_all
from generator.changes.fields import FieldChange
from generator.changes.records import RecordChange
from generator.changes.words import ValueFormatter, format_items
from generator.model import addresses
from generator.model.editorial import Editor
from generator.model.findings import Finding
from generator.model.kinds import KINDS
from generator.model.record_fields import OWN_PLACE
from generator.model.settings import Settings
from generator.model.tally import Tally
from generator.report.base import help_address
from generator.review.model import Review
from generator.review.similar_records import SimilarRecord
from generator.review.text_diff import DiffPiece, compare_texts
from generator.source.fields import Fields
from generator.source.git.difference import PathChange
from generator.source.schema_files import Schemas, vocabularies_of

HOW: Mapping[str, str] = MappingProxyType(
    {"added": "Новая запись", "changed": "Изменена", "removed": "Удалена", "renamed": "Переименована"}
)
DECISIONS: Mapping[str, str] = MappingProxyType(
    {"accept": "можно принимать", "author": "нужен автор", "expert": "нужен эксперт"}
)
_CARD = ("kind", "municipality", "organisation", "summary", "subjects", "education_levels", "stage")
_COUNTED: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "added": ("новая запись", "новые записи", "новых записей"),
        "changed": ("изменённая запись", "изменённые записи", "изменённых записей"),
        "renamed": ("переименованная запись", "переименованные записи", "переименованных записей"),
        "removed": ("удалённая запись", "удалённые записи", "удалённых записей"),
    }
)
T = TypeVar("T")


class ReportLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How much a report shows: records in full, entries of other lists, letters of a text."""

    records: int
    entries: int
    letters: int


STEPS = (
    ReportLimits(records=10**6, entries=10**6, letters=10**6),
    ReportLimits(records=200, entries=40, letters=2000),
    ReportLimits(records=60, entries=25, letters=600),
    ReportLimits(records=25, entries=15, letters=400),
    ReportLimits(records=10, entries=10, letters=300),
    ReportLimits(records=3, entries=10, letters=200),
    ReportLimits(records=0, entries=8, letters=80),
    ReportLimits(records=0, entries=0, letters=80),
)
"""From all there is to what always fits into a comment."""


class ChangedField(msgspec.Struct, frozen=True, kw_only=True):
    """A changed field in words: two short values, or one text with what went and what came."""

    title: str
    before: str = ""
    after: str = ""
    pieces: Sequence[DiffPiece] = ()


class ReviewReport(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Gives a template what it shows. `schemas` name the fields, `settings` everything else."""

    review: Review
    settings: Settings
    schemas: Schemas
    limits: ReportLimits

    @property
    def decision(self) -> str:
        """The verdict in words."""
        return DECISIONS[self.review.verdict.decision]

    @property
    def record_counts(self) -> str:
        """How many records are new, changed, renamed, removed."""
        hows = [record.change.how for record in self.review.records]
        told = ", ".join(count(hows.count(how), *forms) for how, forms in _COUNTED.items() if how in hows)
        samples = Tally.of(record.is_sample for record in self.review.records).sample_words
        return f"{told}; из них {samples}" if samples else told

    def cut(self, entries: Sequence[T]) -> Sequence[T]:
        """Return as many entries of a list as are shown."""
        return entries[: self.limits.entries]

    def count_more(self, entries: Sequence[object]) -> str:
        """Return how many entries of a list are not shown, in words; «» if all are."""
        left = len(entries) - self.limits.entries
        return f"и ещё {left}" if left > 0 else ""

    def count_left_out(self) -> str:
        """Return how many records are neither shown nor named, in words; «» if none is."""
        left = len(self.review.records) - self.limits.records - self.limits.entries
        return count(left, "запись", "записи", "записей") if left > 0 else ""

    def kind_noun(self, kind: str) -> str:
        """Return what a record of a kind is called."""
        return self.settings.atlas.kinds[kind].forms[0]

    def shorten(self, text: str) -> str:
        """Return a text, cut to what is shown of one."""
        line = " ".join(text.split())
        return line if len(line) <= self.limits.letters else f"{line[: self.limits.letters]}…"

    def card_rows(self, change: RecordChange) -> Iterator[tuple[str, str]]:
        """Yield what a record is: titles and values."""
        speaker = self._speakers[change.kind.name]
        for key in _CARD:
            value = change.value.get(key)
            name = value.get("name") if isinstance(value, dict) and key == "organisation" else value
            said = self.shorten(speaker.format(name, (key,)))
            if key == OWN_PLACE and value is None and self.settings.record_fields[change.kind.name].has_place:
                said = self.settings.atlas.region.whole_title
            if said:
                yield speaker.fields.at((key,)).title or key, said

    def changed_fields(self, change: RecordChange) -> Iterator[ChangedField]:
        """Yield the changed fields in words."""
        speaker = self._speakers[change.kind.name]
        for one in change.fields[: self.limits.entries]:
            yield self._describe_field(one, speaker)

    @property
    def guide_address(self) -> str:
        """The address of the page that tells how to propose and mend a record."""
        return f"{self.review.site.rstrip('/')}/{addresses.CONTRIBUTING}"

    def help_address(self, finding: Finding) -> str:
        """Return the address of the page that explains a finding."""
        return help_address(self.review.site, finding.code)

    def page_address(self, near: SimilarRecord) -> str:
        """Return the address of a record's page on the published site."""
        folder, _, name = near.path.removeprefix("content/").partition("/")
        return f"{self.review.site.rstrip('/')}/{folder}/{name.removesuffix('.yaml')}/"

    def explain_hidden(self, change: RecordChange) -> str:
        """Return at which stage readers do not see a record, and at which they would."""
        terms = self.settings.vocabularies[change.kind.stage_vocabulary].terms
        now = next((term.title for term in terms if term.id == change.value.get("stage")), "")
        public = join_words(quote_all(term.title for term in terms if term.public), "или")
        return f"{f'этап — «{now}»' if now else 'этап не указан'}. Её увидят на этапе {public}."

    @property
    def page_groups(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The pages that change, by what they are."""
        pages = self.review.pages
        named = (
            ("Записи", pages.records),
            ("Записи, связанные с ними", pages.related),
            ("Списки (первые страницы)", pages.lists),
            ("Общие", pages.shared),
        )
        return [(title, addresses) for title, addresses in named if addresses]

    def describe_page(self, address: str) -> str:
        """Return how a page is shown: its title and, where it has one, its address."""
        title = self.shorten(self.review.pages.titles.get(address, ""))
        shown = self.shorten(address)
        named = f"{title} ({shown})" if title and shown else title or shown
        return f"{named} — больше не откроется" if address in self.review.pages.gone else named

    @cached_property
    def editors_to_ask(self) -> Sequence[tuple[Editor, int]]:
        """Who is asked, and about how many records each: those with most of them first."""
        editors = {editor.id: editor for record in self.review.records for editor in record.editors}
        numbers = Counter(editor.id for record in self.review.records for editor in record.editors)
        order = sorted(editors, key=lambda one: (-numbers[one], editors[one].title))
        return [(editors[one], numbers[one]) for one in order]

    @property
    def other_changes(self) -> Sequence[tuple[str, Sequence[PathChange]]]:
        """What differs beside the content, by what it decides about."""
        named = (
            ("схемы записей", "schemas/"),
            ("словари", "site_config/vocabularies/"),
            ("страницы и оформление сайта", ("site_config/pages/", "site_config/theme/")),
            ("настройки", "site_config/"),
            ("программа и файлы вне атласа", ""),
        )
        left, groups = list(self.review.others), []
        for title, start in named:
            found = [one for one in left if one.path.startswith(start)]
            left = [one for one in left if not one.path.startswith(start)]
            groups += [(title, found)] if found else []
        return groups

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
    def _speakers(self) -> Mapping[str, ValueFormatter]:
        vocabularies = vocabularies_of(self.settings)
        return {
            kind.name: ValueFormatter(
                fields=Fields(schemas=self.schemas, file=kind.schema_file), vocabularies=vocabularies
            )
            for kind in KINDS
        }
