"""Trial: one record file judged by its schema, then by the rules about it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from generator import judged
from generator.cache import fingerprint
from generator.catalogue import Entry, entry_with
from generator.findings import Finding
from generator.kinds import Kind
from generator.load import Source, Unloaded
from generator.locate import finding_of_file, findings_of
from generator.rules import Context, lasting_problems
from generator.schema import Judge
from generator.strict_yaml.reader import Json

NO_VALUE = msgspec.Raw(msgspec.msgpack.encode(None))


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """What is known of one record file, whatever the day and the other records.

    `digest` is the hash of its bytes, None if they could not be read; `value` is MessagePack: of nothing
    if the file does not fit its schema, else of its value, which may break rules all the same.
    """

    digest: bytes | None
    fits: bool = False
    value: msgspec.Raw = NO_VALUE
    findings: tuple[Finding, ...] = ()


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """Judges record files by schemas and, if the settings are in order, by the rules about one record."""

    judges: Mapping[str, Judge]
    context: Context | None

    def verdict(self, source: Source) -> Verdict:
        """Return the verdict on a record file, which is read now."""
        data = source.read()
        if isinstance(data, Unloaded):
            return Verdict(digest=None, findings=(finding_of_file(data.path, data.problem),))
        digest = fingerprint(data)
        result = judged.judged(source.path, data, self.judges[source.kind.schema_file])
        if not result.is_valid:
            return Verdict(digest=digest, findings=result.findings)
        findings = self._broken_rules(source, data, result.value)
        value = msgspec.Raw(msgspec.msgpack.encode(result.value))
        return Verdict(digest=digest, fits=True, value=value, findings=findings)

    def prepare(self, kinds: Iterable[Kind]) -> None:
        """Compile the schemas of some kinds now, so that processes forked later need not.

        Raises:
            AtlasError: a schema is composed wrongly.
        """
        for kind in kinds:
            self.judges[kind.schema_file].is_valid(None)

    def _broken_rules(self, source: Source, data: bytes, value: Json) -> tuple[Finding, ...]:
        if self.context is None:
            return ()
        # strict=False: a whole number may be written as 5.0, which the schemas' «integer» allows.
        record = msgspec.convert(value, source.kind.record_type, strict=False)
        entry: Entry[Any] = entry_with(source.kind, record, source.path)
        return tuple(findings_of(source.path, data, lasting_problems(entry, self.context)))
