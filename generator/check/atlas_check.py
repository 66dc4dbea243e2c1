"""Examination: everything between the files and the catalogue, every finding gathered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from generator.base.cache import fingerprint
from generator.check.record_check import Value, Verdict
from generator.check.rules import Collection, Context, RecordSummary, catalogue_problems, dated_problems
from generator.check.ruleset import bench_of
from generator.check.verdict_cache import Reading
from generator.model.catalogue import Entry, entry_with, typed
from generator.model.findings import Finding, Problem, Severity, in_order
from generator.model.kinds import KIND_BY_FOLDER
from generator.model.settings import Settings
from generator.source.file_hashes import Traced
from generator.source.locations import finding_of_file, findings_of
from generator.source.record_files import Source, Unloaded
from generator.source.snapshot import Survey

AnyEntry = Entry[Any]


class Examined(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What an examination gave: `records` are the files that could be read, `broken` those with errors.

    `settings` are None when they are broken; `digests` are the hashes of the files, in the order in which
    they were seen; `state` is the hash of all of them, None if one could not be read or changed meanwhile:
    then the findings are not to be remembered.
    """

    settings: Settings | None
    findings: tuple[Finding, ...]
    records: Sequence[Source]
    broken: tuple[str, ...]
    digests: Sequence[bytes | None]
    state: bytes | None
    reading: Reading
    fits: Mapping[str, bytes]
    """The hashes of the files that fit their schemas, by path; none while the settings are broken."""
    verdicts: Mapping[str, Verdict]
    """The verdicts on `records`, by path."""

    @cached_property
    def right(self) -> Sequence[AnyEntry]:
        """The records without errors, typed when they are first asked for.

        Raises:
            AtlasError: a file is no longer the one that was judged.
        """
        wrong = frozenset(self.broken)
        return [entry for entry in self.fitting if entry.path not in wrong]

    @cached_property
    def fitting(self) -> Sequence[AnyEntry]:
        """All records that fit their schemas, be there errors or not; as `right`."""
        values = self.reading.values(self.fits)
        return [_entry(source, values[source.path]) for source in self.records if source.path in values]


def examine(root: Path, seen: Survey, *, as_of: dt.date, traced: Traced, jobs: int = 1) -> Examined:
    """Examine the atlas at `root`.

    Args:
        root: the folder that holds `content/`, `schemas/` and `site_config/`.
        seen: what lies there.
        as_of: the day on which dates and terms are judged.
        traced: the record files as they were looked at.
        jobs: how many processes may read files.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    bench = bench_of(root, seen.conditions)
    with ExitStack() as ends:
        reading = Reading(
            root=root, seen=seen, bench=bench, ends=ends, digests=lambda: traced.digests, jobs=jobs
        )
        found = examined(reading, bench.context(as_of))
        traced.remember(found.digests)
        return found


def examined(reading: Reading, context: Context | None) -> Examined:
    """Examine the atlas whose record files are read so, by what rules know; None: only by schemas.

    Raises:
        AtlasError: a schema is composed wrongly.
    """
    seen, loaded = reading.seen, reading.bench.loaded
    findings = [*loaded.findings, *(finding_of_file(one.path, one.problem) for one in seen.strays)]
    verdicts = list(reading.verdicts())
    read = [pair for pair in zip(seen.records, verdicts, strict=True) if pair[1].digest is not None]
    summaries = [verdict.summary for verdict in verdicts if verdict.summary is not None]
    places = _Places(files={source.path: (source, verdict) for source, verdict in read})
    findings += [finding for verdict in verdicts for finding in verdict.findings]
    if context is not None:
        findings += places.of(_problems(summaries, list(places.files), context))
    wrong = {finding.path for finding in findings if finding.severity is Severity.ERROR}
    digests = [verdict.digest for verdict in verdicts]
    return Examined(
        settings=loaded.settings,
        findings=in_order(findings),
        records=[source for source, _ in read],
        broken=tuple(sorted(wrong.intersection(places.files))),
        digests=digests,
        state=None if places.changed else seen.state(digests),
        reading=reading,
        verdicts={source.path: verdict for source, verdict in read},
        fits={source.path: verdict.digest for source, verdict in read if verdict.summary and verdict.digest},
    )


def _entry(source: Source, value: Value) -> AnyEntry:
    record = typed(source.kind, value.packed)
    return entry_with(source.kind, record, source.path, digest=value.digest, value=value.packed)


def _problems(
    summaries: Sequence[RecordSummary], paths: Sequence[str], context: Context
) -> Mapping[str, Sequence[Problem]]:
    """Return what the rules say that need the day or the other records, by the path of the file at fault."""
    problems: dict[str, list[Problem]] = defaultdict(list)
    for summary in summaries:
        for problem in dated_problems(summary, context):
            problems[summary.path].append(context.fields[summary.kind_name].named(problem))
    for path, problem in catalogue_problems(Collection(summaries=summaries, paths=paths), context):
        kind = KIND_BY_FOLDER[path.split("/")[1]]
        problems[path].append(context.fields[kind.name].named(problem))
    return problems


class _Places(msgspec.Struct):
    """Finds the places of problems; `changed` tells that a file is no longer the one that was judged."""

    files: Mapping[str, tuple[Source, Verdict]]
    changed: bool = False

    def of(self, problems: Mapping[str, Sequence[Problem]]) -> Iterator[Finding]:
        for path, found in problems.items():
            data = self._data(path)
            if data is None:
                yield from (finding_of_file(path, problem) for problem in found)
            else:
                yield from findings_of(path, data, found)

    def _data(self, path: str) -> bytes | None:
        if path not in self.files:
            return None
        source, verdict = self.files[path]
        data = source.read()
        if isinstance(data, Unloaded) or fingerprint(data) != verdict.digest:
            self.changed = True
        return None if isinstance(data, Unloaded) else data
