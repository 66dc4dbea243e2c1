"""What a rule is: a code, a severity, one line of what it ensures, and a small function.

A rule's function yields problems without code and severity: these stand once, in the rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from generator.check.rules.annotations import REFERENCE, TEXT, Leaf, Marks, compile_marks
from generator.check.rules.prefilter import ANYTHING, Sign
from generator.check.rules.summary import Gist
from generator.model.catalogue import Entry
from generator.model.findings import Problem, Severity
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Settings
from generator.source.fields import Fields
from generator.source.schema_files import Schemas

AnyEntry = Entry[Any]


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What rules know beside the record: the settings, the day of judgement and what schemas say."""

    settings: Settings
    as_of: dt.date
    texts: Mapping[str, Marks]
    """The texts of each kind of record, by the kind's name."""
    references: Mapping[str, Marks]
    """The references of each kind of record to other records, by the kind's name."""
    fields: Mapping[str, Fields]
    """The fields of each kind of record, by the kind's name: messages call them by their titles."""

    @classmethod
    def of(cls, *, settings: Settings, as_of: dt.date, schemas: Schemas) -> Context:
        """Make a context; `schemas` holds every schema as parsed JSON, by file name.

        Raises:
            KeyError: a schema of a record kind is missing.
        """
        texts, references = (
            {kind.name: compile_marks(schemas, kind.schema_file, key) for kind in KINDS}
            for key in (TEXT, REFERENCE)
        )
        fields = {kind.name: Fields(schemas=schemas, file=kind.schema_file) for kind in KINDS}
        return cls(settings=settings, as_of=as_of, texts=texts, references=references, fields=fields)


class Collection(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All records that fit their schemas, and the paths of all record files, broken ones included.

    Broken files are known by path only: a reference to one of them is not an unknown reference.
    """

    gists: Sequence[Gist]
    paths: Sequence[str]

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """Ids of all record files by folder, whether or not the files are right."""
        ids: dict[str, set[str]] = {kind.folder: set() for kind in KINDS}
        for path in self.paths:
            folder, _, name = path.rpartition("/")
            ids.setdefault(folder.rpartition("/")[2], set()).add(name.rpartition(".")[0])
        return {folder: frozenset(found) for folder, found in ids.items()}

    @cached_property
    def by_id(self) -> Mapping[tuple[str, str], Gist]:
        """The records by (kind name, id)."""
        return {(gist.kind_name, gist.id): gist for gist in self.gists}

    @cached_property
    def references(self) -> Sequence[tuple[Gist, Leaf]]:
        """The references of all records to others, each with the record that holds it."""
        return [(gist, leaf) for gist in self.gists if gist.references for leaf in gist.references]

    def of(self, kind: Kind) -> Sequence[Gist]:
        """The records of a kind."""
        return [gist for gist in self.gists if gist.kind_name == kind.name]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What rules of all sorts have: a stable code, how bad it is, what it ensures."""

    code: str
    severity: Severity = Severity.ERROR
    ensures: str


class TextRule(Rule, frozen=True, kw_only=True):
    """A rule about one text, whatever record it stands in. It judges the kinds of text in `texts`.

    No text without the `sign` breaks the rule: it is looked for in all texts of a record at once.
    """

    check: Callable[[Leaf], Iterable[Problem]]
    texts: frozenset[str]
    sign: Sign = ANYTHING


class RecordRule(Rule, frozen=True, kw_only=True):
    """A rule about one record of one of the `kinds`.

    What it says is remembered as long as the record stays as it is: it may not ask for the day.
    """

    check: Callable[[Entry[Any], Context], Iterable[Problem]]
    kinds: tuple[Kind, ...] = KINDS


class DatedRule(Rule, frozen=True, kw_only=True):
    """A rule about the gist of one record of one of the `kinds` on the day of judgement."""

    check: Callable[[Gist, Context], Iterable[Problem]]
    kinds: tuple[Kind, ...] = KINDS


class CatalogueRule(Rule, frozen=True, kw_only=True):
    """A rule about records together. It yields the path of the file at fault with each problem."""

    check: Callable[[Collection, Context], Iterable[tuple[str, Problem]]]
