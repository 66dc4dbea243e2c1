"""`atlas import`: records from tables, and a template to fill."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.cli.commands import OK, command
from generator.cli.export import table_file
from generator.cli.options import as_of_option, jobs_option, pass_root
from generator.cli.usage import BadValue
from generator.kinds import KIND_BY_FOLDER, KIND_BY_NAME, KINDS, Kind


@command(
    name="import",
    short_help="Загрузить записи из таблицы или получить шаблон таблицы.",
    help="Записать шаблон таблицы (--template practice.xlsx). Код возврата: 0 — готово, 1 — нет, "
    "2 — команда записана неверно.",
)
@click.option(
    "--template", callback=table_file, metavar="ФАЙЛ.xlsx", help="Записать пустую таблицу с пояснениями."
)
@click.option(
    "--kind",
    type=click.Choice(list(KIND_BY_NAME)),
    metavar="ВИД",
    help="Вид записей: practice, community или resource_centre.",
)
@click.option("--force", is_flag=True, help="Заменить файл шаблона, если он уже есть.")
@as_of_option
@jobs_option
@pass_root
@click.pass_context
def import_(  # noqa: PLR0913 - one parameter for each option
    ctx: click.Context,
    root: Path,
    /,
    *,
    template: Path | None,
    kind: str | None,
    force: bool,
    as_of: dt.date,
    jobs: int,
) -> int:
    """Write a template."""
    from generator.tables.command import templated  # noqa: PLC0415 - the help of commands needs no workbooks

    if template is None or template.suffix.lower() != ".xlsx":
        message = "нужен файл: --template practice.xlsx."
        raise BadValue(message, ctx, None)
    templated(root, template, _kinds_of(kind, template), as_of=as_of, jobs=jobs, replace=force)
    click.echo(f"Шаблон: {template}. Заполните его и проверьте: atlas import {template}")
    return OK


def _kinds_of(kind: str | None, template: Path) -> tuple[Kind, ...]:
    """Return the kinds of a template: the one that is asked for, else the one that its name names."""
    meant = {**KIND_BY_FOLDER, **KIND_BY_NAME}.get(kind or template.stem.lower())
    return KINDS if meant is None else (meant,)
