"""What a rule is: a code, a severity and a small function whose docstring names the mistake.

A rule's function yields problems without code and severity: these are given once, in the decorator that
registers it, one for each kind of rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

import msgspec

from generator.check.rules.prefilter import HAS_TEXT, Prefilter, Texts
from generator.check.rules.summary import RecordSummary, summarise
from generator.model.annotations import (
    TEXT,
    AnnotatedValue,
    Annotations,
    annotated_values,
    compile_annotations,
)
from generator.model.catalogue import AnyEntry
from generator.model.findings import Problem, Severity
from generator.model.kinds import KINDS, Kind
from generator.model.record_fields import RecordFields
from generator.model.settings import Settings
from generator.model.unreadable import UnreadableError
from generator.source.fields import Fields
from generator.source.schema_files import Schemas

F = TypeVar("F", bound=Callable[..., Any])


class Context(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What rules know besides the record: the settings, the day and the schemas."""

    settings: Settings
    as_of: dt.date
    fields: Mapping[str, Fields]
    """The fields of each kind of record, by the kind's name: messages call them by their titles."""
    gathered: list[tuple[AnyEntry, Texts]] = []
    """The texts of the most recently requested record: gathering them takes 25 µs of its 600, three times."""

    @classmethod
    def of(cls, *, settings: Settings, as_of: dt.date, schemas: Schemas) -> Context:
        """Create a context; `schemas` has every schema as parsed JSON, by file name.

        Raises:
            KeyError: a schema of a record kind is missing.
        """
        fields = {kind.name: Fields(schemas=schemas, file=kind.schema_file) for kind in KINDS}
        return cls(settings=settings, as_of=as_of, fields=fields)

    @cached_property
    def texts(self) -> Mapping[str, Annotations]:
        """The texts of each kind of record, by the kind's name."""
        return {name: compile_annotations(one.tree, TEXT) for name, one in self.fields.items()}

    @property
    def record_fields(self) -> Mapping[str, RecordFields]:
        """What the schemas mark in the records of each kind, by the kind's name."""
        return self.settings.record_fields

    def texts_of(self, entry: AnyEntry) -> Texts:
        """Return the texts of a record, cached for consecutive calls."""
        for known, texts in self.gathered:
            if known is entry:
                return texts
        found = Texts(annotated_values(self.texts[entry.kind.name], entry.record))
        self.gathered[:] = [(entry, found)]
        return found

    def summarise(self, entry: AnyEntry) -> RecordSummary:
        """Return the summary of a record, which depends on its schema but not on the day."""
        return summarise(entry, self.record_fields[entry.kind.name], self.texts_of(entry).values)


class Collection(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All records that could be read, and the paths of all record files, including unreadable ones.

    Unreadable files are known by path only: a reference to one of them is not an unknown reference. Nor is
    one to a folder that is `closed`, whose contents are unknown, or to a record in `misplaced_ids`, under a
    wrong name or in a wrong place: that is reported once, for its file or folder.
    """

    summaries: Sequence[RecordSummary]
    paths: Sequence[str]
    closed: frozenset[str] = frozenset()
    misplaced_ids: frozenset[str] = frozenset()

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """Ids of all record files by folder, valid or not."""
        ids: dict[str, set[str]] = {kind.folder: set() for kind in KINDS}
        for path in self.paths:
            folder, _, name = path.rpartition("/")
            ids.setdefault(folder.rpartition("/")[2], set()).add(name.rpartition(".")[0])
        for summary in self.summaries:  # a record in the folder of another kind can still be referred to
            ids[summary.kind.folder].add(summary.id)
        return {folder: frozenset(found) for folder, found in ids.items()}

    def may_have(self, kind: Kind, record_id: str) -> bool:
        """Return whether a record exists, valid or not, or might exist in an unreadable folder."""
        known = (self.ids[kind.folder], self.misplaced_ids)
        return any(record_id in ids for ids in known) or kind.folder in self.closed

    @cached_property
    def by_id(self) -> Mapping[tuple[str, str], RecordSummary]:
        """The records by (kind name, id)."""
        return {(summary.kind_name, summary.id): summary for summary in self.summaries}

    @cached_property
    def by_title(self) -> Mapping[str, Sequence[RecordSummary]]:
        """The records of each title, normalised by `normalise`."""
        found: dict[str, list[RecordSummary]] = {}
        for summary in self.summaries:
            found.setdefault(summary.normal_title, []).append(summary)
        return found

    @cached_property
    def references(self) -> Sequence[tuple[RecordSummary, AnnotatedValue]]:
        """The references of all records to others, each with the referring record."""
        return [
            (summary, leaf) for summary in self.summaries if summary.references for leaf in summary.references
        ]

    @cached_property
    def unread(self) -> Sequence[RecordSummary]:
        """The records that cannot be read completely."""
        return [summary for summary in self.summaries if summary.unread]

    @cached_property
    def copies(self) -> Mapping[str, RecordSummary]:
        """The original of each copied record, by the copy's path: both have the same id and title.

        A copy has another file name, or is in the folder of another kind.
        """
        misplaced = [
            one for one in self.summaries if one.stated_id not in {"", one.id} or not one.lies_in_its_folder
        ]
        by_id = (
            {(one.kind_name, one.id): one for one in self.summaries if one.lies_in_its_folder}
            if misplaced
            else {}
        )
        found = ((one, by_id.get((one.kind_name, one.stated_id or one.id))) for one in misplaced)
        return {one.path: other for one, other in found if other and one.normal_title == other.normal_title}

    def narrow(self, rule: Rule) -> Collection:
        """Return the collection without the records that a rule cannot judge."""
        left_out = {one.path for one in self.unread if not rule.reads.isdisjoint(one.unread)}
        left_out.update(() if rule.with_copies else self.copies)
        if not left_out:
            return self
        kept = [one for one in self.summaries if one.path not in left_out]
        return msgspec.structs.replace(self, summaries=kept)

    def of(self, kind: Kind) -> Sequence[RecordSummary]:
        """Return the records of a kind."""
        return self._by_kind.get(kind.name, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[RecordSummary]]:
        found: dict[str, list[RecordSummary]] = {}
        for summary in self.summaries:
            found.setdefault(summary.kind_name, []).append(summary)
        return found


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule: a stable code, a severity, the kinds of records it applies to, and the function.

    Rules about one record get its entry and the context; their results are cached as long as the record is
    unchanged, so they may not depend on the day. Of a record that does not fit its schema they get what does;
    a rule ends where it reads a part that does not, so unrelated parts are judged by `apart`. Dated rules get
    the summary of one record and the context. Catalogue rules get the collection and the context, and yield
    the path of the offending file with each problem. `reads` names the attributes of summaries on which a
    catalogue rule depends: records without them are left out of its collection, as are copies of files unless
    it is `with_copies`. A `personal` rule reports personal data, so it applies even to unusable values, and
    no suggestion repeats such a value.
    """

    code: str
    check: Callable[..., Iterable[Any]]
    severity: Severity = Severity.ERROR
    kinds: tuple[Kind, ...] = KINDS
    reads: frozenset[str] = frozenset()
    with_copies: bool = False
    personal: bool = False


class TextRule(Rule, frozen=True, kw_only=True):
    """A rule about one text, whatever record it is in. It judges the kinds of text in `texts`.

    The `prefilter` says about all texts of a record at once whether one of them may break the rule, so that
    most texts are never examined.
    """

    check: Callable[[AnnotatedValue], Iterable[Problem]]
    texts: frozenset[str]
    prefilter: Prefilter = HAS_TEXT


TEXT_RULES: list[TextRule] = []
RECORD_RULES: list[Rule] = []
DATED_RULES: list[Rule] = []
CATALOGUE_RULES: list[Rule] = []
NEW_RECORD_RULES: list[Rule] = []
"""Rules for new records: not part of a check."""


def _decorator(rules: list[Any], form: type[Rule] = Rule) -> Callable[..., Callable[[F], F]]:
    """Return the decorator of a kind of rules: it takes the code and the other fields of the rule."""

    def describe_rule(code: str, **fields: Any) -> Callable[[F], F]:  # noqa: ANN401 - the fields of the rule
        def register(check: F) -> F:
            rules.append(form(code=code, check=check, **fields))
            return check

        return register

    return describe_rule


text_rule = _decorator(TEXT_RULES, TextRule)
record_rule = _decorator(RECORD_RULES)
dated_rule = _decorator(DATED_RULES)
catalogue_rule = _decorator(CATALOGUE_RULES)
new_record_rule = _decorator(NEW_RECORD_RULES)


def apart(check: Callable[..., Iterable[Problem]], parts: Iterable[tuple[Any, ...]]) -> Iterator[Problem]:
    """Yield the problems of independent parts of a record: an unreadable one does not affect the others.

    Args:
        check: takes what a part consists of, and yields its problems.
        parts: the parts; see `values_at`.
    """
    for part in parts:
        with suppress(UnreadableError):
            yield from check(*part)


_SHARED = (
    *("hygiene", "placeholders", "quotes", "links", "markdown_form", "stray_signs", "structure"),
    *("common", "personal", "dates", "references", "samples", "collisions", "additions"),
)
"""The modules with rules about records of every kind, in order."""


def load_rules() -> None:
    """Import every module of rules: the shared ones, then those named after a kind.

    A kind without rules of its own needs no module.
    """
    package = __name__.rpartition(".")[0]
    for name in (*_SHARED, *(kind.name for kind in KINDS)):
        if find_spec(f"{package}.{name}") is not None:
            import_module(f"{package}.{name}")
