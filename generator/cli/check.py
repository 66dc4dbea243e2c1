"""`atlas check`: the findings of all files."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from generator.cli.commands import FOUND, OK, command
from generator.cli.options import check_options, format_option, two_states
from generator.cli.output import for_log, is_quiet, paint_for
from generator.cli.paths import CHECKED, complete_paths, is_wanted, wanted_paths
from generator.cli.usage import OneOf, refuse
from generator.model.findings import BrokenAtlasError, Severity
from generator.report import FORMATS, ChangeScope, CheckReport
from generator.report.text import list_findings
from generator.source.snapshot import CONFIG_FOLDERS, SITE_CONFIG

if TYPE_CHECKING:
    from generator.check.check import CheckResult
    from generator.check.revision.change_check import ChangeResult

GITHUB, TEXT = "github", "text"
ANY = "any"
STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Variable of GitHub Actions: the file whose Markdown becomes the summary of a step."""


@command(
    help="Проверить записи и настройки. Читаются все файлы; если указаны ПУТИ, показаны замечания "
    "только к ним. Код возврата: 0 — замечаний нет, 1 — есть, 2 — команда записана неверно.",
)
@click.argument("paths", nargs=-1, metavar="[ПУТИ]…", shell_complete=complete_paths)
@format_option(
    FORMATS,
    "Вид отчёта: text — для чтения, json — для программ, github — замечания у строк в GitHub Actions "
    "(и сводка шага), gitlab — Code Quality, sarif и junit — для других служб.",
)
@click.option(
    "--changed-since",
    "ref",
    metavar="СОСТОЯНИЕ",
    help="Показать замечания только к тому, что изменилось после этой ветки, метки или правки git, и к "
    "тому, что из-за этого перестало сходиться в других записях.",
)
@click.option(
    "--proposal",
    metavar="БЫЛО..СТАЛО",
    callback=two_states,
    help="Проверить не файлы на диске, а предложение, которое лежит в git: замечания к тому, что в нём "
    "изменилось, и к тому, что из-за него перестало сходиться. Ничего из него не выполняется.",
)
@click.option(
    "--fail-on",
    type=OneOf([ANY, Severity.ERROR.value]),
    default=ANY,
    metavar="ЧТО",
    help="Что даёт код возврата 1: any — любое замечание, error — только ошибка.",
)
@check_options
def check(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    paths: Sequence[str],
    format_name: str,
    ref: str | None,
    proposal: str | None,
    fail_on: str,
    as_of: dt.date,
    jobs: int,
) -> int:
    """Check the atlas and report."""
    try:
        if proposal is not None and (paths or ref is not None):
            refuse(
                "proposal",
                "параметр --proposal проверяет предложение целиком: ПУТИ и --changed-since с ним не пишут.",
            )
        if proposal is not None:
            report = _check_proposal(root, proposal, as_of=as_of, jobs=jobs)
        else:
            wanted = wanted_paths(root, paths, CHECKED)
            report = _check_folder(root, wanted, ref, as_of=as_of, jobs=jobs)
    except BrokenAtlasError as error:  # broken schemas: nothing can be checked against them
        report = CheckReport(findings=error.findings, paths=(), site=error.site)
    report = replace(report, findings=for_log(report.findings))
    failed = [one for one in report.findings if fail_on in {ANY, one.severity}]
    paint = paint_for(sys.stdout)
    if is_quiet() and format_name == TEXT:
        click.echo(list_findings(failed, report.site, paint), nl=False)
    else:
        click.echo(FORMATS[format_name](replace(report, paint=paint)), nl=False)
    if format_name == GITHUB:
        _summarise(report)
    return FOUND if failed else OK


def _check_folder(
    root: Path, wanted: list[str], ref: str | None, *, as_of: dt.date, jobs: int
) -> CheckReport:
    """Return the report about the files on the disk."""
    from generator.check.check import check as run_check  # noqa: PLC0415 - `--help` does not need the rules

    result = run_check(root, as_of=as_of, jobs=jobs)
    found: CheckResult | ChangeResult = result
    change = None
    if ref is not None:
        from generator.check.revision.change_check import check_changes  # noqa: PLC0415 - slow to import

        found = check_changes(root, result, ref, jobs)
        change = _change(found, wanted)
    paths = [path for path in found.paths if is_wanted(path, wanted)]
    named = bool(wanted)
    if wanted and result.settings is None:
        wanted.append(SITE_CONFIG)  # these findings say why the records could not be checked
    findings = [finding for finding in found.findings if is_wanted(finding.path, wanted)]
    return CheckReport(findings=findings, paths=paths, site=result.site, change=change, chosen=named)


def _check_proposal(root: Path, proposal: str, *, as_of: dt.date, jobs: int) -> CheckReport:
    """Return the report about a proposal in git."""
    from generator.check.revision.change_check import check_proposal  # noqa: PLC0415 - slow to import

    found = check_proposal(root, proposal, as_of=as_of, jobs=jobs)
    return CheckReport(findings=found.findings, paths=found.paths, site=found.site, change=_change(found, ()))


def _change(found: ChangeResult, wanted: Sequence[str]) -> ChangeScope:
    removed = [path for path in found.removed if is_wanted(path, wanted)]
    folders = tuple(f"{folder}/" for folder in CONFIG_FOLDERS)
    settings = [path for path in found.changed if path.startswith(folders) and is_wanted(path, wanted)]
    return ChangeScope(removed=len(removed), settings=len(settings), whole=len(found.whole))


def _summarise(report: CheckReport) -> None:
    """Append the table of all findings to the summary of the step, if there is one."""
    target = os.environ.get(STEP_SUMMARY)
    if not target:
        return
    from generator.report.github import LIMIT, step_summary  # noqa: PLC0415 - only on GitHub

    with Path(target).open("ab") as summary:
        summary.write(step_summary(report, max(0, LIMIT - summary.tell())).encode())
