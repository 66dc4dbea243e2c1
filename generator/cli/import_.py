"""`atlas import`: import records from tables, or write an empty template."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.russian import count, join_words
from generator.cli.commands import FOUND, OK, command
from generator.cli.export import table_file
from generator.cli.options import FILE, check_options, existing_file, format_option
from generator.cli.output import is_kept, is_quiet, paint_for, say
from generator.cli.usage import OneOf, refuse
from generator.intake.tables import USUAL_INSTITUTE
from generator.model.kinds import KIND_BY_FOLDER, KIND_BY_NAME, KINDS, Kind

if TYPE_CHECKING:  # `--help` does not need tables
    from generator.intake.tables.judge.check_import import ImportResult

_RECORDS = ("запись", "записи", "записей")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXT = "text"
_TABLES = frozenset({"", ".csv", ".ods", ".tsv", ".txt", ".xls", ".xlsb", ".xlsm", ".xlsx"})
"""The suffixes of tables, including formats that have to be converted first."""


def _check_name(_ctx: click.Context, param: click.Parameter, name: str) -> str:
    """Return the name of an institute if it can be a file name.

    Raises:
        BadValue: it cannot.
    """
    if _NAME.fullmatch(name) is None:
        refuse(param, f"«{name}»: нужны строчные латинские буквы, цифры и дефис.")
    return name


@command(
    name="import",
    help="Проверить записи таблицы Excel (.xlsx), LibreOffice (.ods) или CSV так же, как записи атласа; с "
    "--write — записать те, к которым нет замечаний; советы новым записям записать не мешают. Записи, "
    "которые уже есть, не меняются. С --template — получить пустую таблицу для заполнения. Код возврата: "
    "0 — замечаний нет, 1 — есть, 2 — команда записана неверно.",
)
@click.argument("file", required=False, metavar="[ФАЙЛ]", type=FILE, callback=existing_file)
@click.option(
    "--kind",
    type=OneOf(list(KIND_BY_NAME)),
    metavar="ВИД",
    help=f"Вид записей: {join_words(list(KIND_BY_NAME), 'или')}. Нужен, где вид не виден по "
    "названиям столбцов.",
)
@click.option("--write", is_flag=True, help="Записать в атлас новые записи без замечаний.")
@click.option(
    "--drafts",
    is_flag=True,
    help="Взять и записи, в которых неверно только необязательное: без него, черновиками — на этапе, "
    "который не публикуется.",
)
@click.option(
    "--columns",
    metavar="ФАЙЛ",
    type=FILE,
    callback=existing_file,
    help="Таблица из двух столбцов: как столбец назван и какому полю он соответствует (пусто — пропустить). "
    "Для ответов форм.",
)
@click.option(
    "--answer",
    type=FILE,
    callback=table_file,
    metavar="ФАЙЛ.xlsx",
    help="Вернуть ту же книгу с пометками, столбцом «Что исправить» и листом «Замены» с вопросами.",
)
@click.option(
    "--institute",
    metavar="ИМЯ",
    default=USUAL_INSTITUTE,
    callback=_check_name,
    help="Чья это таблица: ответы с листа «Замены» хранятся в site_config/intake/ИМЯ.yaml и берутся в "
    "следующий раз.",
)
@click.option(
    "--template",
    type=FILE,
    callback=table_file,
    metavar="ФАЙЛ.xlsx",
    help="Записать пустую таблицу с пояснениями.",
)
@format_option([_TEXT, "json"], "Вид отчёта: text — для чтения, json — для программ.")
@click.option("--force", is_flag=True, help="Заменить файл шаблона или ответа, если он уже есть.")
@check_options
def import_(
    root: Path,
    *,
    file: Path | None,
    kind: str | None,
    template: Path | None,
    format_name: str,
    **options: Any,  # noqa: ANN401 - the fields of `TableImport`
) -> int:
    """Check a table and print the report, or write a template."""
    from generator.intake.tables.export.template import write_template  # noqa: PLC0415 - as above
    from generator.intake.tables.judge.import_table import TableImport, import_table  # noqa: PLC0415 - as above
    from generator.intake.tables.judge.report import render_import_json  # noqa: PLC0415 - as above

    _check_options(file, template)
    _check_answer(file, options["answer"])
    if template is not None:
        write_template(
            root,
            template,
            _kinds_of(kind, template),
            as_of=options["as_of"],
            jobs=options["jobs"],
            replace=options["force"],
        )
        say(f"Шаблон: {template}. Заполните его и проверьте: atlas import {template}")
    if file is None:
        return OK
    wanted = TableImport(root=root, file=file, kind=KIND_BY_NAME[kind] if kind else None, **options)
    done = import_table(wanted)
    if format_name == _TEXT:
        text = "".join(f"{line}\n" for line in _report_lines(done, file.name, written=wanted.write))
    else:
        text = render_import_json(done, file.name, written=wanted.write)
    click.echo(text, nl=False)
    return FOUND if done.findings else OK


def _check_options(file: Path | None, template: Path | None) -> None:
    if (file is None) is (template is None):
        refuse("file", "нужен файл таблицы: atlas import practices.xlsx — или --template practice.xlsx.")
    if template is not None and template.suffix.lower() != ".xlsx":
        refuse("template", f"«{template}»: шаблон — книга Excel, нужно имя с «.xlsx» на конце.")
    if file is not None and file.suffix.lower() not in _TABLES:
        refuse(
            "file",
            f"«{file}» — не таблица: нужна книга Excel (.xlsx), LibreOffice (.ods) или файл CSV (.csv).",
        )


def _check_answer(file: Path | None, answer: Path | None) -> None:
    if answer is not None and answer.suffix.lower() != ".xlsx":
        refuse("answer", f"«{answer}»: ответ — книга Excel, нужно имя с «.xlsx» на конце.")
    if answer is not None and file is not None and answer.resolve() == file.resolve():
        refuse("answer", f"«{answer}» — сама таблица: ответу нужно другое имя.")


def _kinds_of(kind: str | None, template: Path) -> tuple[Kind, ...]:
    """Return the kinds of a template: the requested one, else the one its file name mentions, else all."""
    meant = {**KIND_BY_FOLDER, **KIND_BY_NAME}.get(kind or template.stem.lower())
    return KINDS if meant is None else (meant,)


def _report_lines(done: ImportResult, file: str, *, written: bool) -> Iterator[str]:
    from generator.intake.tables.judge.report import (  # noqa: PLC0415 - as above
        describe_others,
        describe_replacements,
        format_finding,
        group_findings,
        mask_cells,
    )
    from generator.report.limits import MOST_TEXT, describe_rest  # noqa: PLC0415 - as above
    from generator.report.text import help_pages  # noqa: PLC0415 - as above

    groups = list(group_findings(mask_cells(done.findings) if is_kept() else done.findings))
    shown, rest = groups[:MOST_TEXT], groups[MOST_TEXT:]
    for finding, others in shown:
        text = format_finding(finding, file, paint_for(sys.stdout))
        yield f"{text}\n{describe_others(others)}\n" if others else f"{text}\n"
    if rest:
        left = [one.problem.code for finding, others in rest for one in (finding, *others)]
        yield f"{describe_rest(left)}\n"
    if done.findings:
        yield f"{help_pages([finding.record_finding for finding in done.findings], done.site)}\n"
    if is_quiet():
        return
    yield from done.notes
    yield from describe_replacements(done.replacements)
    yield from _result_lines(done, written=written)


def _result_lines(done: ImportResult, *, written: bool) -> Iterator[str]:
    from generator.intake.tables.judge.draft_records import describe_drafts  # noqa: PLC0415 - as above
    from generator.intake.tables.judge.report import describe_result  # noqa: PLC0415 - as above

    yield from describe_result(done)
    if written:
        yield f"Записано в атлас: {count(len(done.clean), *_RECORDS)}."
        yield from (f"  {record.path}" for record in done.clean)
    elif done.clean:
        yield f"Можно записать: {count(len(done.clean), *_RECORDS)}. Чтобы записать, добавьте --write."
    if done.drafts:
        what = "Записано черновиками" if written else "Можно записать черновиками"
        yield f"{what}: {count(len(done.drafts), *_RECORDS)}."
        yield from describe_drafts(done.drafts)
    if done.undrafted:
        yield f"Черновиками не стали: {count(len(done.undrafted), *_RECORDS)}."
        yield from (f"  {words}" for words in done.undrafted)
    if done.spoilt > len(done.drafts) and written:
        yield f"Не записано из-за замечаний: {count(done.spoilt - len(done.drafts), *_RECORDS)}."
