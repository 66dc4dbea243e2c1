"""`atlas review`: a report about a proposal, for the editor who decides on it."""

import datetime as dt
from pathlib import Path

import click

from generator.cli.commands import OK, command
from generator.cli.options import FILE, check_options, format_option, new_file, two_states
from generator.cli.output import deliver
from generator.cli.usage import OneOf
from generator.review import assemble_review, open_proposal, render_json, render_markdown, render_text
from generator.review.formats import LIMIT

MARKDOWN, TEXT, JSON = "markdown", "text", "json"
BASE, HEAD = "base", "head"


@command(
    help="Составить отчёт о предложении для редактора: что за записи, что в них изменилось, замечания, "
    "похожие записи, страницы, кого спросить, можно ли принимать. Оба состояния читаются из git как "
    "данные; три точки вместо двух — от места, где они разошлись. Код возврата: 0 — отчёт составлен, "
    "1 — не составлен, 2 — команда записана неверно; о предложении говорит строка «Итог».",
)
@click.argument("states", metavar="БЫЛО..СТАЛО", callback=two_states)
@format_option(
    [MARKDOWN, TEXT, JSON],
    "Вид отчёта: markdown — для ответа на предложение, text — простой текст, json — для программ.",
)
@click.option("--full", is_flag=True, help="Не сокращать отчёт до размера ответа на площадке.")
@click.option("--output", type=FILE, callback=new_file, metavar="ФАЙЛ", help="Записать отчёт в файл.")
@click.option(
    "--preview",
    type=FILE,
    callback=new_file,
    metavar="ФАЙЛ.zip",
    help="Сложить в архив страницы, которые изменятся: он открывается из папки, без сервера.",
)
@click.option(
    "--schemas",
    type=OneOf([BASE, HEAD]),
    default=BASE,
    metavar="ЧЬИ",
    help="По каким схемам судить: base — которые действуют сейчас, head — из предложения (только если вы "
    "доверяете его автору).",
)
@check_options
def review(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    states: str,
    format_name: str,
    full: bool,
    output: Path | None,
    preview: Path | None,
    schemas: str,
    as_of: dt.date,
    jobs: int,
) -> int:
    """Write the report."""
    own = schemas == HEAD
    with_values = preview is not None
    proposal = open_proposal(root, states, as_of=as_of, jobs=jobs, own_schemas=own, with_values=with_values)
    found = assemble_review(proposal, own_schemas=own)
    names = proposal.after.ruleset.schemas
    if format_name == JSON:
        text = render_json(found)
    elif format_name == TEXT:
        text = render_text(found, proposal.settings, names)
    else:
        text = render_markdown(found, proposal.settings, names, limit=0 if full else LIMIT)
    deliver(text, output)
    if preview is not None:
        from generator.review.preview import write_preview  # noqa: PLC0415 - a report does not need MkDocs

        write_preview(proposal, found, preview)
    return OK
