"""Checks of one file: by its schema, and for a record by the rules about it alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.base.fingerprint import fingerprint
from generator.check.number_texts import numbers_as_texts
from generator.check.rules import lasting_problems, unfit_problems
from generator.check.rules.base import Context
from generator.check.rules.summary import RecordSummary
from generator.check.schema import SchemaValidator
from generator.model.catalogue import Entry, entry_with
from generator.model.findings import Finding, Problem
from generator.model.kinds import Kind
from generator.source.locations import finding_of_file, finding_of_note, findings_of
from generator.source.record_files import Source, Unloaded
from generator.source.yaml.reader import Json, Refusal, read_yaml

POOL_FROM = 300
"""Fewer files than this are checked sooner by one process than several can start."""
CHUNK = 50


class FileResult(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was checked: its value, and what is wrong with it.

    `problems` are what its schema says; a file that could not be read has findings alone.
    """

    value: Json = None
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether the value may be used."""
        return not self.findings


def validate_file(path: str, data: bytes, validator: SchemaValidator) -> FileResult:
    """Read a file as YAML and check it by its schema."""
    read = read_yaml(data)
    if isinstance(read, Refusal):
        return FileResult(findings=tuple(finding_of_note(path, data, note) for note in read.notes))
    value = read.value
    if not validator.is_valid(value):
        value = numbers_as_texts(validator.tree, value)
    problems = validator.problems(value)
    found = tuple(findings_of(path, data, problems)) if problems else ()
    return FileResult(value=value, problems=problems, findings=found)


class Verdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of one record file, whatever the day and the other records.

    `digest` is the hash of its bytes, None if they could not be read. `summary` is what rules about days and
    about all records need: None if the file does not fit its schema, or the settings are broken.
    """

    digest: bytes | None
    summary: RecordSummary | None = None
    findings: tuple[Finding, ...] = ()


class Value(msgspec.Struct, frozen=True, array_like=True):
    """The value of a file with this hash, as MessagePack: it fits its schema, whatever rules say of it."""

    digest: bytes
    packed: msgspec.Raw


class RecordResult(msgspec.Struct, frozen=True, array_like=True):
    """The check of one record file: the verdict, and its value if that fits its schema and is asked for."""

    verdict: Verdict
    value: Value | None = None


class RecordValidator(msgspec.Struct, frozen=True, kw_only=True):
    """Validates record files by schemas and, if the settings are in order, by the rules about one record."""

    validators: Mapping[str, SchemaValidator]
    """By the name of the schema's file."""
    context: Context | None

    def validate(self, source: Source, *, with_value: bool = True) -> RecordResult:
        """Validate a record file, which is read now."""
        data = source.read()
        if isinstance(data, Unloaded):
            return RecordResult(Verdict(digest=None, findings=(finding_of_file(data.path, data.problem),)))
        digest = fingerprint(data)
        result = validate_file(source.path, data, self.validators[source.kind.schema_file])
        if not result.is_valid:
            findings = (*result.findings, *self._text_findings(source, data, result))
            return RecordResult(Verdict(digest=digest, findings=findings))
        value = Value(digest, msgspec.Raw(msgspec.msgpack.encode(result.value))) if with_value else None
        if self.context is None:
            return RecordResult(Verdict(digest=digest), value)
        entry = _entry(source, result.value)
        if entry is None:
            findings = (finding_of_file(source.path, NOT_UNDERSTOOD),)
            return RecordResult(Verdict(digest=digest, findings=findings))
        name_fields = self.context.fields[source.kind.name].name_fields
        problems = map(name_fields, lasting_problems(entry, self.context))
        findings = tuple(findings_of(source.path, data, problems))
        summary = self.context.summarise(entry)
        return RecordResult(Verdict(digest=digest, summary=summary, findings=findings), value)

    def validate_all(
        self, sources: Sequence[Source], *, jobs: int = 1, with_values: bool = True
    ) -> Iterator[RecordResult]:
        """Validate record files, by several processes if there are many; yield the results in their order.

        Raises:
            AtlasError: a schema is composed wrongly.
        """
        if not sources:
            return
        from generator.base.workers import parallel_map  # noqa: PLC0415 - slow to import, often nothing is new

        self._compile({source.kind for source in sources})

        def validate(part: Sequence[Source]) -> bytes:
            found = [self.validate(source, with_value=with_values) for source in part]
            return msgspec.msgpack.encode(found)

        for body in parallel_map(
            validate, sources, jobs=jobs if len(sources) >= POOL_FROM else 1, chunk=CHUNK
        ):
            yield from msgspec.msgpack.decode(body, type=list[RecordResult])

    def read_entry(self, source: Source) -> Entry[Any] | None:
        """Return the typed record of a file, None if it cannot be read or does not fit its schema."""
        data = source.read()
        if isinstance(data, Unloaded):
            return None
        result = validate_file(source.path, data, self.validators[source.kind.schema_file])
        return _entry(source, result.value) if result.is_valid else None

    def _text_findings(self, source: Source, data: bytes, result: FileResult) -> list[Finding]:
        """Return what is wrong with the texts of a record that does not fit its schema."""
        if self.context is None or not result.problems:
            return []
        kind = source.kind.name
        found = unfit_problems(self.context.texts[kind], result.value, result.problems)
        return findings_of(source.path, data, map(self.context.fields[kind].name_fields, found))

    def _compile(self, kinds: Iterable[Kind]) -> None:
        """Compile the schemas of some kinds now, so that processes forked later need not."""
        for kind in kinds:
            self.validators[kind.schema_file].is_valid(None)


NOT_UNDERSTOOD = Problem(
    code="not-valid",
    what="Файл подходит под схему, но программа его не понимает: схема разрешает то, чего в атласе нет",
    action="Верните прежние схемы атласа или возьмите схемы той же версии, что и программа.",
)


def _entry(source: Source, value: Json) -> Entry[Any] | None:
    """Return a record as a typed value; None where a schema allows what records have not."""
    try:  # strict=False: a whole number may be written as 5.0, which the schemas' «integer» allows
        record = msgspec.convert(value, source.kind.record_type, strict=False)
    except msgspec.ValidationError:
        return None
    return entry_with(source.kind, record, source.path)
