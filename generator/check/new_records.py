"""Checks new records by the rules that hold for them only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.check.rules import addition_problems
from generator.check.rules.base import Context
from generator.check.ruleset import Ruleset
from generator.model.findings import Finding
from generator.source.locations import findings_of
from generator.source.record_files import Source


def addition_findings(sources: Iterable[Source], ruleset: Ruleset, as_of: dt.date) -> tuple[Finding, ...]:
    """Return what is asked of records only because they are new.

    Records that do not fit their schema have other findings, and none here.

    Args:
        sources: the files of the new records.
        ruleset: what they are checked by; where its settings are broken no rule is applied.
        as_of: the day on which dates and terms are judged.

    Raises:
        AtlasError: a schema is composed wrongly.
    """
    context = ruleset.context(as_of)
    if context is None:
        return ()
    return tuple(finding for source in sources for finding in _check(source, ruleset, context))


def _check(source: Source, ruleset: Ruleset, context: Context) -> Iterator[Finding]:
    entry, data = ruleset.record_validator.read_entry(source), source.read()
    if entry is not None and isinstance(data, bytes):
        named = context.fields[entry.kind.name].name_fields
        yield from findings_of(source.path, data, map(named, addition_problems(entry, context)))
