"""Trial: one record file judged by its schema, then by the rules about it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from generator.base.cache import fingerprint
from generator.check import file_check
from generator.check.rules import Context, RecordSummary, lasting_problems, summarise, unfit_problems
from generator.check.schema import Judge
from generator.model.catalogue import Entry, entry_with
from generator.model.findings import Finding
from generator.model.kinds import Kind
from generator.source.locations import finding_of_file, findings_of
from generator.source.record_files import Source, Unloaded


class Verdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of one record file, whatever the day and the other records.

    `digest` is the hash of its bytes, None if they could not be read. `summary` is what rules about days and
    about all records need: None if the file does not fit its schema, or the settings are broken.
    """

    digest: bytes | None
    summary: RecordSummary | None = None
    findings: tuple[Finding, ...] = ()


class Value(msgspec.Struct, frozen=True, array_like=True):
    """What a file of these bytes holds, as MessagePack: it fits its schema, be it against rules or not."""

    digest: bytes
    packed: msgspec.Raw


class Tried(msgspec.Struct, frozen=True, array_like=True):
    """What came of judging a file: the verdict, and its value if that fits its schema."""

    verdict: Verdict
    value: Value | None = None


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """Judges record files by schemas and, if the settings are in order, by the rules about one record."""

    judges: Mapping[str, Judge]
    context: Context | None

    def tried(self, source: Source) -> Tried:
        """Judge a record file, which is read now."""
        data = source.read()
        if isinstance(data, Unloaded):
            return Tried(Verdict(digest=None, findings=(finding_of_file(data.path, data.problem),)))
        digest = fingerprint(data)
        result = file_check.judged(source.path, data, self.judges[source.kind.schema_file])
        if not result.is_valid:
            findings = (*result.findings, *self._of_texts(source, data, result))
            return Tried(Verdict(digest=digest, findings=findings))
        value = Value(digest, msgspec.Raw(msgspec.msgpack.encode(result.value)))
        if self.context is None:
            return Tried(Verdict(digest=digest), value)
        # strict=False: a whole number may be written as 5.0, which the schemas' «integer» allows.
        record = msgspec.convert(result.value, source.kind.record_type, strict=False)
        entry: Entry[Any] = entry_with(source.kind, record, source.path)
        problems = map(self.context.fields[source.kind.name].named, lasting_problems(entry, self.context))
        findings = tuple(findings_of(source.path, data, problems))
        return Tried(Verdict(digest=digest, summary=summarise(entry, self.context), findings=findings), value)

    def _of_texts(self, source: Source, data: bytes, result: file_check.Judged) -> list[Finding]:
        """Return what is wrong with the texts of a record that does not fit its schema."""
        if self.context is None or not result.problems:
            return []
        kind = source.kind.name
        found = unfit_problems(self.context.texts[kind], result.value, result.problems)
        return findings_of(source.path, data, map(self.context.fields[kind].named, found))

    def prepare(self, kinds: Iterable[Kind]) -> None:
        """Compile the schemas of some kinds now, so that processes forked later need not.

        Raises:
            AtlasError: a schema is composed wrongly.
        """
        for kind in kinds:
            self.judges[kind.schema_file].is_valid(None)
