"""Examination: everything between the files and the catalogue, every finding gathered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from generator.bench import bench_of
from generator.cache import fingerprint
from generator.catalogue import Entry, entry_with, typed
from generator.findings import Finding, Problem, Severity, in_order
from generator.load import Source, Unloaded
from generator.locate import finding_of_file, findings_of
from generator.reading import Reading
from generator.rules import Collection, Context, catalogue_problems, dated_problems
from generator.settings import Settings
from generator.survey import Survey
from generator.trial import Verdict

AnyEntry = Entry[Any]


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """What an examination gave: `right` are the records without errors, `broken` the files with some.

    `settings` are None when they are broken; `state` is the hash of the record files that were judged,
    None if one could not be read or changed meanwhile: then the findings are not to be remembered.
    """

    settings: Settings | None
    right: Sequence[AnyEntry]
    fitting: Sequence[AnyEntry]
    """All records that fit their schemas, be there errors or not; none while the settings are broken."""
    findings: tuple[Finding, ...]
    records: Sequence[Source]
    broken: tuple[str, ...]
    state: bytes | None


def examine(
    root: Path, seen: Survey, *, as_of: dt.date, digests: Sequence[bytes | None] = (), jobs: int = 1
) -> Examined:
    """Examine the atlas at `root`.

    Args:
        root: the folder that holds `content/`, `schemas/` and `site_config/`.
        seen: what lies there.
        as_of: the day on which dates and terms are judged.
        digests: the hashes of the record files, if they have been read already.
        jobs: how many processes may read files.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    bench = bench_of(root, seen.conditions)
    with ExitStack() as ends:
        reading = Reading(root=root, seen=seen, bench=bench, ends=ends, digests=digests, jobs=jobs)
        return examined(reading, bench.context(as_of))


def examined(reading: Reading, context: Context | None) -> Examined:
    """Examine the atlas whose record files are read so, by what rules know; None: only by schemas.

    Raises:
        AtlasError: a schema is composed wrongly.
    """
    seen, loaded = reading.seen, reading.bench.loaded
    findings = [*loaded.findings, *(finding_of_file(one.path, one.problem) for one in seen.strays)]
    files: list[_File] = []
    entries: list[AnyEntry] = []
    for source, verdict in zip(seen.records, reading.verdicts(), strict=True):
        file = _File(source, verdict)
        files.append(file)
        findings += file.verdict.findings
        if file.verdict.fits and context is not None:
            entries.append(file.entry)
    places = _Places(files={file.source.path: file for file in files})
    if context is not None:
        findings += places.of(_problems(entries, [file.source.path for file in files if file.read], context))
    wrong = {finding.path for finding in findings if finding.severity is Severity.ERROR}
    return Examined(
        settings=loaded.settings,
        right=[entry for entry in entries if entry.path not in wrong],
        fitting=entries,
        findings=in_order(findings),
        records=[file.source for file in files if file.read],
        broken=tuple(sorted(file.source.path for file in files if file.read and file.source.path in wrong)),
        state=None if places.changed else seen.state([file.verdict.digest for file in files]),
    )


class _File(msgspec.Struct, frozen=True):
    source: Source
    verdict: Verdict

    @property
    def read(self) -> bool:
        """Whether the file could be read: else it is no record file."""
        return self.verdict.digest is not None

    @property
    def entry(self) -> AnyEntry:
        """The typed record of a file that fits its schema."""
        value = self.verdict.value
        record = typed(self.source.kind, value)
        return entry_with(
            self.source.kind, record, self.source.path, digest=self.verdict.digest or b"", value=value
        )


def _problems(
    entries: Sequence[AnyEntry], paths: Sequence[str], context: Context
) -> Mapping[str, Sequence[Problem]]:
    """Return what the rules say that need the day or the other records, by the path of the file at fault."""
    problems: dict[str, list[Problem]] = defaultdict(list)
    for entry in entries:
        for problem in dated_problems(entry, context):
            problems[entry.path].append(problem)
    for path, problem in catalogue_problems(Collection(entries=entries, paths=paths), context):
        problems[path].append(problem)
    return problems


class _Places(msgspec.Struct):
    """Finds the places of problems; `changed` tells that a file is no longer the one that was judged."""

    files: Mapping[str, _File]
    changed: bool = False

    def of(self, problems: Mapping[str, Sequence[Problem]]) -> Iterator[Finding]:
        for path, found in problems.items():
            data = self._data(path)
            if data is None:
                yield from (finding_of_file(path, problem) for problem in found)
            else:
                yield from findings_of(path, data, found)

    def _data(self, path: str) -> bytes | None:
        file = self.files.get(path)
        if file is None:
            return None
        data = file.source.read()
        if isinstance(data, Unloaded) or fingerprint(data) != file.verdict.digest:
            self.changed = True
        return None if isinstance(data, Unloaded) else data
