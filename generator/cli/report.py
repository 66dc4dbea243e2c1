"""`atlas report`: the reports that an institute has to submit."""

import datetime as dt
import sys
from pathlib import Path

import click

from generator.base.files import replace_file
from generator.base.russian import format_day
from generator.check.check import check as run_check
from generator.check.load_catalogue import load_records, require_settings
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import Day, check_options, existing_folder, new_file
from generator.cli.usage import OneOf, check_id, did_you_mean, parameter, refuse
from generator.institute_reports import REPORTS
from generator.institute_reports.formats import FORMATS
from generator.institute_reports.ledger import ReportWish, open_ledger
from generator.institute_reports.whole import make_report
from generator.model.link import link
from generator.private_data.folder import PrivateData, read_private_folder
from generator.private_data.place import refuse_inside

_BINARY = frozenset({"xlsx"})


def _report_name(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in REPORTS:
        pairs = [(text, name) for name, kind in REPORTS.items() for text in (name, kind.title)]
        near = did_you_mean(value, pairs)
        refuse(param, f"отчёта «{value}» нет.{near} Все отчёты покажет atlas report --list.")
    return value


@command(
    help="Составить отчёт по записям: паспорт муниципалитета, белые пятна, справку по экспертизе, Ц-11, Ц-12 "
    "и другие (все покажет --list). Учебные примеры не учитываются, и отчёт говорит, сколько их. Записи с "
    "ошибками в отчёт не входят. Код возврата: 0 — составлен, 1 — составлен не по всем записям или не вышло, "
    "2 — команда записана неверно.",
)
@click.argument("name", metavar="ОТЧЁТ", required=False, callback=_report_name)
@click.option("--list", "listed", is_flag=True, help="Показать, какие отчёты есть, и выйти.")
@click.option("--municipality", default="", metavar="ID", help="Только этот муниципалитет.")
@click.option(
    "--since", type=Day(), metavar="ДАТА", help="С какого дня считать то, у чего есть день: ГГГГ-ММ-ДД."
)
@click.option(
    "--format",
    "format_name",
    type=OneOf(list(FORMATS)),
    metavar="ВИД",
    help="markdown, html — страница для браузера и печати, csv, xlsx — книга Excel. Без параметра — по имени "
    "файла, иначе markdown.",
)
@click.option("--include-samples", is_flag=True, help="Учесть и учебные примеры.")
@click.option(
    "--private",
    callback=existing_folder,
    metavar="ПАПКА",
    help="Папка вне хранилища с закрытыми данными: experts, clusters и staff, .csv или .xlsx.",
)
@click.option(
    "--output",
    callback=new_file,
    metavar="ФАЙЛ",
    help="Записать в файл, заменив его. Без параметра — на экран.",
)
@check_options
def report(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    name: str | None,
    listed: bool,
    municipality: str,
    since: dt.date | None,
    format_name: str | None,
    include_samples: bool,
    private: Path | None,
    output: Path | None,
    as_of: dt.date,
    jobs: int,
) -> int:
    """Compile a report and write it."""
    if listed:
        click.echo("\n".join(f"{one} — {kind.title}: {kind.description}" for one, kind in REPORTS.items()))
        return OK
    if name is None:
        ctx = click.get_current_context()
        raise click.MissingParameter(ctx=ctx, param=parameter(ctx, "name"))
    wish = ReportWish(as_of=as_of, since=since, municipality=municipality, samples=include_samples)
    _refuse_contradictions(name, wish, private)
    form = _form_of(format_name, output)
    _refuse_private_places(root, private, output)
    checked = run_check(root, as_of=as_of, jobs=jobs, with_values=True)
    settings = require_settings(checked)
    check_id("municipality", municipality, ((one.id, one.title) for one in settings.municipalities))
    hidden = PrivateData() if private is None else read_private_folder(private, settings)
    entries = load_records(root, checked, jobs=jobs)
    ledger = open_ledger(link(entries, settings, as_of), wish, entries=entries, private=hidden)
    _write(FORMATS[form](make_report(name, ledger)), output)
    for path in checked.broken:
        click.echo(f"Не вошла запись с ошибками: {path} (см. atlas check)", err=True)
    return FOUND if checked.broken else OK


def _refuse_private_places(root: Path, private: Path | None, output: Path | None) -> None:
    if private is not None:
        refuse_inside(root, private, "закрытые данные")
    if private is not None and output is not None:
        refuse_inside(root, output, "отчёт по закрытым данным")


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        replace_file(output, data)


def _refuse_contradictions(name: str, wish: ReportWish, private: Path | None) -> None:
    if wish.since and wish.since > wish.as_of:
        refuse("since", f"этот день позже дня отчёта, {format_day(wish.as_of)}. Назовите день не позже.")
    if REPORTS[name].private and private is None:
        refuse("private", f"для отчёта «{name}» нужна папка с закрытыми данными: --private ПАПКА.")


def _form_of(format_name: str | None, output: Path | None) -> str:
    """Return the format: the given one, else the one of the file's suffix, else Markdown."""
    suffix = output.suffix.lower().lstrip(".") if output else ""
    form = format_name or (suffix if suffix in FORMATS else "markdown")
    if form in _BINARY and output is None:
        refuse("output", "книгу Excel на экран не вывести: назовите файл, --output отчёт.xlsx.")
    return form
