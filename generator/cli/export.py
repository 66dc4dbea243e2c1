"""`atlas export`: the records as tables."""

import datetime as dt
from pathlib import Path

import click

from generator.base.russian import count, join_words
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import FILE, check_options, new_file
from generator.cli.output import say
from generator.cli.usage import OneOf, refuse
from generator.model.kinds import KIND_BY_NAME, KINDS

SUFFIXES = (".xlsx", ".csv")


def table_file(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Return the path of a table file, for a parameter's `callback`.

    Raises:
        BadValue: the suffix is not one of a table file, or its folder does not exist.
    """
    file = new_file(ctx, param, value)
    if file is not None and file.suffix.lower() not in SUFFIXES:
        refuse(param, f"«{value}»: нужно имя файла с «.xlsx» или «.csv» на конце.")
    return file


@command(
    help="Выгрузить записи в таблицу Excel или CSV: все записи без ошибок, и опубликованные, и нет; "
    "учебные примеры — если они не скрыты. Эту "
    "таблицу можно заполнить дальше и загрузить командой import. Код возврата: 0 — выгружено всё, "
    "1 — не всё или ничего, 2 — команда записана неверно.",
)
@click.argument("file", metavar="ФАЙЛ", type=FILE, callback=table_file)
@click.option(
    "--kind",
    type=OneOf(list(KIND_BY_NAME)),
    metavar="ВИД",
    help=f"Записи одного вида: {join_words(list(KIND_BY_NAME), 'или')}. Без параметра — все; для CSV нужен.",
)
@click.option("--force", is_flag=True, help="Заменить файл, если он уже есть.")
@check_options
def export(  # noqa: PLR0913 - one parameter for each option
    root: Path, *, file: Path, kind: str | None, force: bool, as_of: dt.date, jobs: int
) -> int:
    """Write the tables and print how many records are in them."""
    from generator.intake.tables.export.exporting import export_table  # noqa: PLC0415 - `--help` needs no workbooks

    if file.suffix.lower() == ".csv" and kind is None:
        refuse("kind", "в файле CSV помещается один вид записей: добавьте --kind practice (или другой вид).")
    kinds = KINDS if kind is None else (KIND_BY_NAME[kind],)
    done = export_table(root, file, kinds, as_of=as_of, jobs=jobs, replace=force)
    for line in done.left_out:
        click.echo(f"Не выгружено: {line}", err=True)
    say(f"Выгружено: {count(done.size, 'запись', 'записи', 'записей')}, файл {file}")
    return FOUND if done.left_out else OK
