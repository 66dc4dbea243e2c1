"""`atlas fmt`: records in canonical form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from generator.base.russian import count
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import format_option, pass_root
from generator.cli.paths import RECORDS, inside, is_wanted
from generator.intake.format_files import format_records
from generator.model.findings import in_order
from generator.report import FORMATS, CheckReport
from generator.report.base import escape_invisible
from generator.report.text import findings_text

TEXT = "text"


@command(
    name="fmt",
    help="Привести записи к общему виду: порядок полей, отступы, кавычки и длина строк становятся "
    "одинаковыми, значения и примечания остаются. Если указаны ПУТИ, только эти записи. Код возврата: "
    "0 — всё приведено, 1 — есть записи, которые привести не удалось, 2 — команда записана неверно.",
)
@click.argument("paths", nargs=-1, metavar="[ПУТИ]…")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Ничего не менять, только назвать записи не в общем виде (тогда код возврата 1).",
)
@format_option(FORMATS, "Вид отчёта, как у «atlas check»: text, json, github, gitlab, sarif, junit.")
@pass_root
@click.pass_context
def fmt(
    ctx: click.Context, root: Path, /, *, paths: Sequence[str], only_check: bool, format_name: str
) -> int:
    """Format the records and say which have changed."""
    wanted = [inside(root, path, ctx, RECORDS) for path in paths]
    done = format_records(root, lambda path: is_wanted(path, wanted), only_check=only_check)
    if format_name != TEXT:
        told = CheckReport(findings=in_order(done.findings), paths=done.paths)
        click.echo(FORMATS[format_name](told), nl=False)
        return FOUND if done.findings else OK
    for path in done.changed:
        click.echo(escape_invisible(f"Приведена к общему виду: {path}"))
    if done.findings:
        click.echo(findings_text(in_order(done.findings)), nl=False)
    elif not done.changed:
        looked = count(len(done.paths), "запись", "записи", "записей")
        click.echo(f"Просмотрено: {looked}. Все в общем виде.")
    return FOUND if done.findings else OK
