"""Checks one file: against its schema, and a record by the rules about it alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.base.fingerprint import fingerprint
from generator.check.comment_check import comment_findings
from generator.check.misplaced import meant_kind, no_record, wrong_folder
from generator.check.partial_record import broken_places, partial_entry
from generator.check.rules import lasting_problems, unfit_problems, withhold
from generator.check.rules.base import Context
from generator.check.rules.summary import RecordSummary
from generator.check.schema import SchemaValidator
from generator.model.catalogue import AnyEntry, entry_with
from generator.model.findings import Finding, Pointer, Problem
from generator.model.kinds import Kind
from generator.source.locations import finding_of_file, finding_of_note, findings_of, places_of
from generator.source.record_files import Source, Unloaded
from generator.source.yaml.reader import MERGE_KEY, Json, Parsed, read_yaml

POOL_FROM = 300
"""Fewer files than this are checked faster by one process than several can be started."""
CHUNK = 50


class FileResult(msgspec.Struct, frozen=True, kw_only=True):
    """A checked file: its value, and what is wrong with it.

    `problems` come from its schema, `notes` from the YAML reader, which found a mistake at the pointers in
    `unread`; `findings` are both. A file of which nothing could be read has only findings.
    """

    value: Json = None
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    unread: tuple[Pointer, ...] = ()
    text: str | None = None
    """What the value was read from, if not from the file as it is."""

    @property
    def is_valid(self) -> bool:
        """Whether the value is free of findings."""
        return not self.findings

    @property
    def reported(self) -> frozenset[Pointer]:
        """Pointers to values about which something is reported."""
        return frozenset((*self.unread, *(problem.pointer for problem in self.problems)))

    @property
    def broken(self) -> tuple[Pointer, ...]:
        """Pointers to values that cannot be used or are missing."""
        return (*self.unread, *broken_places(self.problems))


def validate_file(path: str, data: bytes, validator: SchemaValidator) -> FileResult:
    """Read a file as YAML and validate it by its schema."""
    read = read_yaml(data)
    value = read.value
    fits = value is not None and validator.is_valid(value)
    if fits and isinstance(read, Parsed):  # most files: a second look takes a twentieth of a check
        return FileResult(value=value)
    if value is not None and not fits:
        value = numbers_as_texts(validator.tree, value)
    if isinstance(read, Parsed):
        problems = validator.problems(value)
        found = tuple(findings_of(path, data, problems)) if problems else ()
        return FileResult(value=value, problems=problems, findings=found)
    notes = tuple(finding_of_note(path, data, note) for note in read.notes)
    if value is None:
        return FileResult(findings=notes)
    unread = (*places_of(read.text, read.notes), *((key,) for key in read.lost))
    problems = tuple(one for one in validator.problems(value) if not _is_about(one, unread))
    findings = (*notes, *findings_of(path, data, problems, read.text))
    return FileResult(
        value=value,
        problems=problems,
        findings=findings,
        notes=notes,
        unread=unread,
        text=read.text,
    )


def numbers_as_texts(schema: Mapping[str, Any], value: Json) -> Json:
    """Convert whole numbers to texts where the schema wants a text or a date: `started: 2024`, `number: 118`.

    `schema` has every `$ref` resolved. A number with a fraction stays: 1.10 would lose its zero.
    """
    if isinstance(value, dict):
        parts = schema.get("properties", {})
        return {key: numbers_as_texts(parts.get(key, {}), part) for key, part in value.items()}
    if isinstance(value, list):
        return [numbers_as_texts(schema.get("items") or {}, item) for item in value]
    is_number = isinstance(value, int) and not isinstance(value, bool)
    is_meant = schema.get("type") == "string" and any(mark in schema for mark in ("x-text", "x-date"))
    return str(value) if is_number and is_meant else value


def _is_about(problem: Problem, places: Iterable[Pointer]) -> bool:
    """Return whether a problem is about values at given pointers, which are reported already.

    An unknown key is a mistake of its own, whatever its value is; YAML's merge key is reported as one.
    """
    if problem.code == "unknown-key" and problem.pointer[-1:] != (MERGE_KEY,):
        return False
    return any(spot[: len(place)] == place for place in places for spot in broken_places([problem]))


class Verdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known about one record file, regardless of the day and the other records.

    `digest` is the hash of its bytes, None if they could not be read. `summary` is what rules about days and
    about all records need: None if nothing of the file can be read, or the settings are broken. `fits` says
    whether it fits its schema.
    """

    digest: bytes | None
    summary: RecordSummary | None = None
    findings: tuple[Finding, ...] = ()
    fits: bool = False


class Value(msgspec.Struct, frozen=True, array_like=True):
    """The value of a file with this hash, as MessagePack: it fits its schema, whatever rules say about it."""

    digest: bytes
    packed: msgspec.Raw


class RecordResult(msgspec.Struct, frozen=True, array_like=True):
    """The check of one record file: the verdict, and the value if that fits its schema and is asked for."""

    verdict: Verdict
    value: Value | None = None


class RecordValidator(msgspec.Struct, frozen=True, kw_only=True):
    """Validates record files by schemas and, unless the settings are broken, by rules about one record."""

    validators: Mapping[str, SchemaValidator]
    """By file name of the schema."""
    context: Context | None

    def validate(self, source: Source, *, with_value: bool = True) -> RecordResult:
        """Read and validate a record file."""
        data = source.read()
        if isinstance(data, Unloaded):
            return RecordResult(Verdict(digest=None, findings=(finding_of_file(data.path, data.problem),)))
        digest = fingerprint(data)
        result = validate_file(source.path, data, self.validators[source.kind.schema_file])
        if result.problems and (misplaced := self._judge_misplaced(source, data, result)):
            return RecordResult(misplaced)
        value = None
        if with_value and result.is_valid:
            value = Value(digest, msgspec.Raw(msgspec.msgpack.encode(result.value)))
        entry = None if self.context is None else _entry(source.kind, source.path, result)
        if self.context is not None and entry is None and result.is_valid:
            return RecordResult(Verdict(digest, findings=(finding_of_file(source.path, NOT_UNDERSTOOD),)))
        if self.context is None or entry is None:
            return RecordResult(Verdict(digest, findings=result.findings, fits=result.is_valid), value)
        name_fields = self.context.fields[source.kind.name].name_fields
        problems = list(map(name_fields, _rule_problems(entry, result, self.context)))
        kept = (*withhold(result.problems, problems), *withhold(problems, problems))
        findings = (*result.notes, *findings_of(source.path, data, kept, result.text))
        if not result.notes:
            findings += comment_findings(source.path, data)
        summary = self.context.summarise(entry)
        return RecordResult(Verdict(digest, summary, findings, fits=result.is_valid), value)

    def _judge_misplaced(self, source: Source, data: bytes, result: FileResult) -> Verdict | None:
        """Return the verdict on a file that is not a record of its folder's kind; None if it is one."""
        strange = no_record(result.value, self.validators[source.kind.schema_file])
        if strange is not None:
            found = (*result.notes, finding_of_file(source.path, strange))
            return Verdict(fingerprint(data), findings=found)
        kind = meant_kind(result.value, source.kind, self.validators)
        if kind is source.kind:
            return None
        judged = self.validate(replace(source, kind=kind), with_value=False).verdict
        misplaced = finding_of_file(source.path, wrong_folder(source.kind, kind, source.path))
        return replace(judged, findings=(misplaced, *judged.findings), fits=False)

    def validate_all(
        self, sources: Sequence[Source], *, jobs: int = 1, with_values: bool = True
    ) -> Iterator[RecordResult]:
        """Validate record files, in several processes if there are many; yield the results in their order.

        Raises:
            AtlasError: a schema is invalid.
        """
        if not sources:
            return
        from generator.base.workers import parallel_map  # noqa: PLC0415 - slow to import, often nothing is new

        for kind in {source.kind for source in sources}:  # compiled now, so that forked processes need not
            self.validators[kind.schema_file].is_valid(None)

        def validate(part: Sequence[Source]) -> bytes:
            found = [self.validate(source, with_value=with_values) for source in part]
            return msgspec.msgpack.encode(found)

        for body in parallel_map(
            validate, sources, jobs=jobs if len(sources) >= POOL_FROM else 1, chunk=CHUNK
        ):
            yield from msgspec.msgpack.decode(body, type=list[RecordResult])

    def read_entry(self, source: Source) -> AnyEntry | None:
        """Return the typed record of a file, as far as it can be read; None if nothing can."""
        data = source.read()
        if isinstance(data, Unloaded):
            return None
        result = validate_file(source.path, data, self.validators[source.kind.schema_file])
        return _entry(source.kind, source.path, result)


NOT_UNDERSTOOD = Problem(
    code="not-valid",
    what="Файл подходит под схему, но программа его не понимает: схема разрешает то, чего в атласе нет",
    action="Верните прежние схемы атласа или возьмите схемы той же версии, что и программа.",
)


def _entry(kind: Kind, path: str, result: FileResult) -> AnyEntry | None:
    if not result.is_valid:
        return partial_entry(kind, result.value, path, result.broken)
    try:  # strict=False: a whole number may be written as 5.0, which the schemas' «integer» allows
        record = msgspec.convert(result.value, kind.record_type, strict=False)
    except msgspec.ValidationError:  # a schema allows something that the record type does not
        return None
    return entry_with(kind, record, path)


def _rule_problems(entry: AnyEntry, result: FileResult, context: Context) -> Iterator[Problem]:
    if result.is_valid:
        return lasting_problems(entry, context)
    return unfit_problems(entry, result.value, context, reported=result.reported, broken=result.broken)
