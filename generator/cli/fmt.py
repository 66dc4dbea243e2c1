"""`atlas fmt`: records in canonical form."""

import difflib
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from generator.base.russian import count
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import format_option, pass_root
from generator.cli.output import ADDED, REMOVED, for_log, is_quiet, paint_for, say
from generator.cli.paths import RECORDS, complete_paths, is_wanted, wanted_paths
from generator.cli.usage import refuse
from generator.intake.format_files import Difference, format_records
from generator.model.findings import Finding, in_order
from generator.report import FORMATS, CheckReport
from generator.report.base import Paint, escape_invisible
from generator.report.text import findings_text, list_findings

TEXT = "text"
_NO_LINE_END = "\\ В конце файла нет перевода строки"
_HEADS = 2
"""The first lines of a diff name the file."""
_TONES: Mapping[str, str] = {"+": ADDED, "-": REMOVED}


@command(
    help="Привести записи к общему виду: порядок полей, отступы, кавычки и длина строк становятся "
    "одинаковыми, значения и примечания остаются. Если указаны ПУТИ, только эти записи. Код возврата: "
    "0 — всё приведено, 1 — есть записи, которые привести не удалось, 2 — команда записана неверно.",
)
@click.argument("paths", nargs=-1, metavar="[ПУТИ]…", shell_complete=complete_paths)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Ничего не менять, только назвать записи не в общем виде (тогда код возврата 1).",
)
@click.option(
    "--diff",
    "shows_diff",
    is_flag=True,
    help="Ничего не менять, а показать, что изменилось бы, строка за строкой, как git diff (код возврата как "
    "с --check).",
)
@format_option(FORMATS, "Вид отчёта, как у «atlas check»: text, json, github, gitlab, sarif, junit.")
@pass_root
def fmt(
    root: Path,
    *,
    paths: Sequence[str],
    only_check: bool,
    shows_diff: bool,
    format_name: str,
) -> int:
    """Format the records and print which of them have changed."""
    if shows_diff and format_name != TEXT:
        refuse("shows_diff", "строки показывают только человеку: с --format его не пишут.")
    wanted = wanted_paths(root, paths, RECORDS)
    done = format_records(root, lambda path: is_wanted(path, wanted), only_check=only_check or shows_diff)
    paint = paint_for(sys.stdout)
    findings: Sequence[Finding] = in_order(done.findings)
    if format_name != TEXT:
        report = CheckReport(findings=findings, paths=done.paths)
        click.echo(FORMATS[format_name](report), nl=False)
        return FOUND if findings else OK
    for path in done.changed:
        say(escape_invisible(f"Приведена к общему виду: {path}"))
    if shows_diff:
        for one in done.differences:
            click.echo("".join(_diff_lines(one, paint)), nl=False)
        findings = [one for one in findings if one.path not in {each.path for each in done.differences}]
    if findings:
        render = list_findings if is_quiet() else findings_text
        click.echo(render(for_log(findings), paint=paint), nl=False)
    elif not (done.changed or done.differences):
        looked = count(len(done.paths), "запись", "записи", "записей")
        say(f"Просмотрено: {looked}. Все в общем виде.")
    return FOUND if done.findings else OK


def _diff_lines(difference: Difference, paint: Paint) -> Iterator[str]:
    """Yield the changed lines with three lines of context, in the format of `git apply`."""
    given, text = (list(io.StringIO(one, newline="\n")) for one in (difference.given, difference.text))
    found = difflib.unified_diff(given, text, f"a/{difference.path}", f"b/{difference.path}")
    for number, line in enumerate(found):
        whole = line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}\n"
        tone = "" if number < _HEADS else _TONES.get(line[0], "")
        yield paint(whole, tone) if tone else whole
