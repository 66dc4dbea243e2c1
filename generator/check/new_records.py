"""Judges records that are new by the rules that hold for them only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from generator.check.file_check import judged
from generator.check.rules import Context, addition_problems
from generator.check.ruleset import Bench
from generator.model.catalogue import Entry, entry_with
from generator.model.findings import Finding
from generator.source.locations import findings_of
from generator.source.record_files import Source, Unloaded


def findings_of_additions(sources: Iterable[Source], bench: Bench, as_of: dt.date) -> tuple[Finding, ...]:
    """Return what is asked of records only because they are new.

    Records that do not fit their schema have other findings, and none here.

    Args:
        sources: the files of the new records.
        bench: what judges them; where its settings are broken no rule does.
        as_of: the day of judgement.

    Raises:
        AtlasError: a schema is composed wrongly.
    """
    context = bench.context(as_of)
    if context is None:
        return ()
    return tuple(finding for source in sources for finding in _found(source, bench, context))


def entry_of(source: Source, bench: Bench) -> Entry[Any] | None:
    """Return the typed record of a file, None if it does not fit its schema.

    Raises:
        AtlasError: a schema is composed wrongly.
    """
    data = source.read()
    if isinstance(data, Unloaded):
        return None
    result = judged(source.path, data, bench.judges[source.kind.schema_file])
    if not result.is_valid:
        return None
    # strict=False: a whole number may be written as 5.0, which the schemas' «integer» allows
    record = msgspec.convert(result.value, source.kind.record_type, strict=False)
    return entry_with(source.kind, record, source.path)


def _found(source: Source, bench: Bench, context: Context) -> Iterator[Finding]:
    entry, data = entry_of(source, bench), source.read()
    if entry is not None and isinstance(data, bytes):
        named = context.fields[entry.kind.name].named
        yield from findings_of(source.path, data, map(named, addition_problems(entry, context)))
