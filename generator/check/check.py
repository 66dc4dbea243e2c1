"""The check of an atlas: a verdict on every record file, and the findings of all of them together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.check.picks_check import pick_problems
from generator.check.record_check import RecordResult, Value, Verdict
from generator.check.rules import catalogue_problems, dated_problems
from generator.check.rules.base import Collection, Context
from generator.check.ruleset import Ruleset
from generator.check.settings_check import PICKS_FILE, load_ruleset
from generator.check.verdict_cache import VerdictCache
from generator.model.findings import Finding, Problem, Severity, in_order
from generator.model.kinds import KIND_BY_FOLDER, KINDS
from generator.model.settings import Settings
from generator.source.locations import finding_of_file, findings_of
from generator.source.record_files import CONTENT, Source, Unloaded
from generator.source.snapshot import Snapshot, take_snapshot


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a check: plain data that other stages build on (see `load_catalogue`).

    `records` are the record files that could be read, sorted by path, `broken` the paths of those with
    errors.
    """

    as_of: dt.date
    findings: tuple[Finding, ...]
    broken: tuple[str, ...]
    ruleset: Ruleset
    records: Sequence[Source]
    verdicts: Mapping[str, Verdict]
    """The verdicts on `records`, by path."""
    values: Mapping[str, Value]
    """The values of those that were validated in this run, by path, if they were asked for."""

    @property
    def settings(self) -> Settings | None:
        """The settings; None if they are broken."""
        return self.ruleset.settings

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all record files."""
        return tuple(source.path for source in self.records)

    @property
    def site(self) -> str:
        """The address of the site, empty while the settings are broken."""
        return "" if self.settings is None else self.settings.atlas.site_address

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def check(root: Path, *, as_of: dt.date, jobs: int = 1, with_values: bool = False) -> CheckResult:
    """Check the atlas at `root`.

    Args:
        root: the folder that contains `content/`, `schemas/` and `site_config/`.
        as_of: the day relative to which dates and periods are judged.
        jobs: how many processes may read files.
        with_values: whether to keep the values of the files that are read.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    snapshot, ruleset = take_snapshot(root), load_ruleset(root)
    cache = VerdictCache(root, snapshot.records, ruleset.digest)
    known = cache.find()
    new = [source for source, verdict in zip(snapshot.records, known, strict=True) if verdict is None]
    validated = ruleset.record_validator.validate_all(new, jobs=jobs, with_values=with_values) if new else ()
    results: dict[str, RecordResult] = dict(zip((source.path for source in new), validated, strict=True))
    verdicts = {
        source.path: results[source.path].verdict if verdict is None else verdict
        for source, verdict in zip(snapshot.records, known, strict=True)
    }
    cache.remember(list(verdicts.values()))
    findings = check_all(snapshot, verdicts, ruleset, as_of)
    records = [source for source in snapshot.records if verdicts[source.path].digest is not None]
    wrong = {finding.path for finding in findings if finding.severity is Severity.ERROR}
    return CheckResult(
        as_of=as_of,
        findings=findings,
        broken=tuple(sorted(wrong & {source.path for source in records})),
        ruleset=ruleset,
        records=records,
        verdicts={source.path: verdicts[source.path] for source in records},
        values={path: one.value for path, one in results.items() if one.value is not None},
    )


def check_all(
    snapshot: Snapshot, verdicts: Mapping[str, Verdict], ruleset: Ruleset, as_of: dt.date
) -> tuple[Finding, ...]:
    """Return every finding of an atlas on a day, sorted.

    A file that changed after its verdict keeps its findings, though their positions may be off.
    """
    context = ruleset.context(as_of)
    findings = [*ruleset.findings, *(finding_of_file(one.path, one.problem) for one in snapshot.strays)]
    findings += [finding for verdict in verdicts.values() for finding in verdict.findings]
    if context is not None:
        read = {one.path: one for one in snapshot.records if verdicts[one.path].digest is not None}
        summaries = [verdict.summary for verdict in verdicts.values() if verdict.summary is not None]
        collection = Collection(
            summaries=summaries,
            paths=[one.path for one in snapshot.records],
            closed=_closed_folders(snapshot),
            misplaced_ids=frozenset(record_id for one in snapshot.strays for record_id in one.ids),
        )
        for path, problems in _problems(collection, context).items():
            findings += _locate(path, read.get(path), problems)
        findings += findings_of(PICKS_FILE, ruleset.picks_data, pick_problems(collection, context))
    return in_order(findings)


def _closed_folders(snapshot: Snapshot) -> frozenset[str]:
    """Return the names of record folders that cannot be read: all of them if `content/` cannot."""
    closed = {one.path.rstrip("/") for one in snapshot.strays}
    return frozenset(
        kind.folder for kind in KINDS if not closed.isdisjoint({CONTENT, f"{CONTENT}/{kind.folder}"})
    )


def _problems(collection: Collection, context: Context) -> Mapping[str, Sequence[Problem]]:
    """Return the problems found by rules that need the day or other records, by the path of the file."""
    problems: dict[str, list[Problem]] = defaultdict(list)
    for summary in collection.summaries:
        for problem in dated_problems(summary, context):
            problems[summary.path].append(context.fields[summary.kind_name].name_fields(problem))
    for path, problem in catalogue_problems(collection, context):
        kind = KIND_BY_FOLDER[path.split("/")[1]]
        problems[path].append(context.fields[kind.name].name_fields(problem))
    return problems


def _locate(path: str, source: Source | None, problems: Sequence[Problem]) -> Iterator[Finding]:
    """Yield problems as findings at their positions in the file, if it can be read."""
    data = None if source is None else source.read()
    if data is None or isinstance(data, Unloaded):
        yield from (finding_of_file(path, problem) for problem in problems)
    else:
        yield from findings_of(path, data, problems)
