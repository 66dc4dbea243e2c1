"""Everything between the verdicts on single files and the findings of an atlas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.check.record_check import Verdict
from generator.check.rules import catalogue_problems, dated_problems
from generator.check.rules.base import Collection, Context
from generator.check.rules.summary import RecordSummary
from generator.check.settings_check import LoadedSettings
from generator.model.findings import Finding, Problem, in_order
from generator.model.kinds import KIND_BY_FOLDER
from generator.source.locations import finding_of_file, findings_of
from generator.source.record_files import Source, Unloaded
from generator.source.snapshot import Snapshot


def check_all(
    snapshot: Snapshot, verdicts: Mapping[str, Verdict], loaded: LoadedSettings, context: Context | None
) -> tuple[Finding, ...]:
    """Return every finding of an atlas, in order.

    A file that got another content after its verdict has its findings all the same; their places may be off.

    Args:
        snapshot: its files; those are read again in which rules about all records find something.
        verdicts: the verdicts on its record files, by path.
        loaded: its settings.
        context: what rules know on the day of the check; None while the settings are broken.
    """
    findings = [*loaded.findings, *(finding_of_file(one.path, one.problem) for one in snapshot.strays)]
    findings += [finding for verdict in verdicts.values() for finding in verdict.findings]
    if context is not None:
        read = {one.path: one for one in snapshot.records if verdicts[one.path].digest is not None}
        summaries = [verdict.summary for verdict in verdicts.values() if verdict.summary is not None]
        for path, problems in _problems(summaries, list(read), context).items():
            findings += _locate(path, read.get(path), problems)
    return in_order(findings)


def _problems(
    summaries: Sequence[RecordSummary], paths: Sequence[str], context: Context
) -> Mapping[str, Sequence[Problem]]:
    """Return what the rules say that need the day or the other records, by the path of the file at fault."""
    problems: dict[str, list[Problem]] = defaultdict(list)
    for summary in summaries:
        for problem in dated_problems(summary, context):
            problems[summary.path].append(context.fields[summary.kind_name].name_fields(problem))
    for path, problem in catalogue_problems(Collection(summaries=summaries, paths=paths), context):
        kind = KIND_BY_FOLDER[path.split("/")[1]]
        problems[path].append(context.fields[kind.name].name_fields(problem))
    return problems


def _locate(path: str, source: Source | None, problems: Sequence[Problem]) -> Iterator[Finding]:
    """Yield problems as findings at their places in the file, if it can be read."""
    data = None if source is None else source.read()
    if data is None or isinstance(data, Unloaded):
        yield from (finding_of_file(path, problem) for problem in problems)
    else:
        yield from findings_of(path, data, problems)
