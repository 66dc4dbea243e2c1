"""`atlas check`: every finding of every file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.commands import FOUND, OK, command
from generator.cli.options import as_of_option, jobs_option, pass_root, two_states
from generator.cli.paths import CHECKED, inside, is_wanted
from generator.cli.usage import BadValue
from generator.model.findings import Severity
from generator.report import FORMATS, ChangeScope, CheckReport
from generator.source.snapshot import CONFIG_FOLDERS, SITE_CONFIG

if TYPE_CHECKING:
    from generator.check.check import CheckResult
    from generator.check.revision import ChangeResult

GITHUB = "github"
ANY = "any"
STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Variable of GitHub Actions: the file whose Markdown is shown as the summary of a step."""


@command(
    name="check",
    help="Проверить записи и настройки. Читаются все файлы; если указаны ПУТИ, показаны замечания "
    "только к ним. Код возврата: 0 — замечаний нет, 1 — есть, 2 — команда записана неверно.",
)
@click.argument("paths", nargs=-1, metavar="[ПУТИ]…")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="text",
    metavar="ВИД",
    help="Вид отчёта: text — для чтения, json — для программ, github — замечания у строк в GitHub Actions "
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
    type=click.Choice([ANY, Severity.ERROR.value]),
    default=ANY,
    metavar="ЧТО",
    help="Что даёт код возврата 1: any — любое замечание, error — только ошибка.",
)
@as_of_option
@jobs_option
@pass_root
@click.pass_context
def check(  # noqa: PLR0913 - one parameter for each option
    ctx: click.Context,
    root: Path,
    /,
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
    if proposal is not None:
        told = _check_proposal(ctx, root, proposal, as_of=as_of, jobs=jobs)
    else:
        wanted = [inside(root, path, ctx, CHECKED) for path in paths]
        told = _check_folder(root, wanted, ref, as_of=as_of, jobs=jobs)
    click.echo(FORMATS[format_name](told), nl=False)
    if format_name == GITHUB:
        _summarise(told)
    failed = [one for one in told.findings if fail_on in {ANY, one.severity}]
    return FOUND if failed else OK


def _check_folder(
    root: Path, wanted: list[str], ref: str | None, *, as_of: dt.date, jobs: int
) -> CheckReport:
    """Return what is to be said of the files on the disk."""
    from generator.check.check import check as run_check  # noqa: PLC0415 - help does without the rules

    result = run_check(root, as_of=as_of, jobs=jobs)
    chosen = _since(root, result, ref, jobs) if ref is not None else None
    found = chosen.findings if chosen else result.findings
    paths = [path for path in result.paths if chosen is None or path in chosen.changed]
    paths = [path for path in paths if is_wanted(path, wanted)]
    change = None
    if chosen is not None:
        touched = [path for path in chosen.changed if is_wanted(path, wanted)]
        change = _change(touched, [path for path in chosen.removed if is_wanted(path, wanted)], result.paths)
    named = bool(wanted)
    if wanted and not result.rules_applied:
        wanted.append(SITE_CONFIG)  # there lies what keeps rules from judging the records
    findings = [finding for finding in found if is_wanted(finding.path, wanted)]
    return CheckReport(findings=findings, paths=paths, site=result.site, change=change, chosen=named)


def _check_proposal(
    ctx: click.Context, root: Path, proposal: str, *, as_of: dt.date, jobs: int
) -> CheckReport:
    """Return what is to be said of a proposal that stands in git."""
    if ctx.params["paths"] or ctx.params["ref"] is not None:
        message = "параметр --proposal проверяет предложение целиком: ПУТИ и --changed-since с ним не пишут."
        raise BadValue(message, ctx, next(param for param in ctx.command.params if param.name == "proposal"))
    from generator.check.revision import check_proposal  # noqa: PLC0415 - as `_since`

    found = check_proposal(root, proposal, as_of=as_of, jobs=jobs)
    change = _change(found.changed, found.removed, found.whole)
    return CheckReport(findings=found.findings, paths=found.paths, site=found.site, change=change)


def _change(changed: Iterable[str], removed: Sequence[str], whole: Sequence[str]) -> ChangeScope:
    folders = tuple(f"{folder}/" for folder in CONFIG_FOLDERS)
    settings = sum(path.startswith(folders) for path in changed)
    return ChangeScope(removed=len(removed), settings=settings, whole=len(whole))


def _since(root: Path, result: CheckResult, ref: str, jobs: int) -> ChangeResult:

    from generator.check.revision import check_changes  # noqa: PLC0415 - the slow half of a check

    return check_changes(root, result, ref, jobs)


def _summarise(told: CheckReport) -> None:
    """Add the table of all findings to the summary of the step, where there is one."""
    target = os.environ.get(STEP_SUMMARY)
    if not target:
        return
    from generator.report.summary import LIMIT, step_summary  # noqa: PLC0415 - only there

    with Path(target).open("ab") as summary:
        summary.write(step_summary(told, max(0, LIMIT - summary.tell())).encode())
