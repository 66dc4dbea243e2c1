"""The check: everything between the files and the catalogue, in one pass, every finding gathered."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from generator.catalogue import Catalogue, Entry
from generator.findings import Finding, Problem, Severity, in_order
from generator.kinds import KINDS
from generator.link import link
from generator.locate import finding_of_file, findings_of
from generator.reading import Read, Reading, read_records
from generator.rules import Collection, Context, catalogue_problems, record_problems
from generator.schema_files import Schemas, read_schemas
from generator.settings import Settings
from generator.settings_files import load_settings

AnyEntry = Entry[Any]


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """What a check found.

    `settings` are None when they are broken; `right` are the records without errors; `files` counts
    the record files by the kind's name; `broken` are the paths of record files with errors.
    """

    settings: Settings | None
    as_of: dt.date
    right: Sequence[AnyEntry] = field(repr=False)
    findings: tuple[Finding, ...]
    files: Mapping[str, int]
    broken: tuple[str, ...]
    paths: tuple[str, ...] = ()
    """All record files."""

    @cached_property
    def catalogue(self) -> Catalogue | None:
        """What pages are made from: the records without errors; None when the settings are broken.

        Made when it is first asked for: a check alone does without.
        """
        return None if self.settings is None else link(self.right, self.settings, self.as_of)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def check(root: Path, *, as_of: dt.date, jobs: int = 1) -> CheckResult:
    """Check the atlas at `root`.

    Args:
        root: the folder that holds `content/`, `schemas/` and `site_config/`.
        as_of: the day on which dates and terms are judged.
        jobs: how many processes may read files.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    schemas = read_schemas(root)
    loaded = load_settings(root, schemas)
    reading = read_records(root, schemas, loaded.vocabularies, jobs)
    findings = [*loaded.findings, *reading.strays]
    findings += [finding for read in reading.files for finding in read.findings]
    entries: list[AnyEntry] = []
    if loaded.settings is not None:
        entries = _entries(reading.files)
        findings += _rule_findings(reading, entries, loaded.settings, as_of, schemas)
    wrong = {finding.path for finding in findings if finding.severity is Severity.ERROR}
    right = [entry for entry in entries if entry.path not in wrong]
    files = Counter(read.source.kind.name for read in reading.files)
    return CheckResult(
        settings=loaded.settings,
        as_of=as_of,
        right=right,
        findings=in_order(findings),
        files={kind.name: files[kind.name] for kind in KINDS},
        paths=tuple(read.source.path for read in reading.files),
        broken=tuple(sorted(read.source.path for read in reading.files if read.source.path in wrong)),
    )


def _entries(files: Iterable[Read]) -> list[AnyEntry]:
    # strict=False: a whole number may be written as 5.0, which the schemas' «integer» allows.
    decoders = {kind.name: msgspec.msgpack.Decoder(kind.record_type, strict=False) for kind in KINDS}
    return [
        Entry(
            kind=read.source.kind,
            record=decoders[read.source.kind.name].decode(read.value),
            path=read.source.path,
        )
        for read in files
        if read.value is not None
    ]


def _rule_findings(
    reading: Reading, entries: Sequence[AnyEntry], settings: Settings, as_of: dt.date, schemas: Schemas
) -> list[Finding]:
    """Return what the rules say, the places of each file's problems looked up at once."""
    context = Context.of(settings=settings, as_of=as_of, schemas=schemas)
    problems: dict[str, list[Problem]] = defaultdict(list)
    for entry in entries:
        problems[entry.path].extend(record_problems(entry, context))
    collection = Collection(entries=entries, paths=[read.source.path for read in reading.files])
    for path, problem in catalogue_problems(collection, context):
        problems[path].append(problem)
    data = {read.source.path: read.source.data for read in reading.files}
    return [finding for path, found in problems.items() for finding in _located(path, data.get(path), found)]


def _located(path: str, data: bytes | None, problems: Sequence[Problem]) -> list[Finding]:
    if data is None:
        return [finding_of_file(path, problem) for problem in problems]
    return findings_of(path, data, problems)
