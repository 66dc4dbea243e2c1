"""`atlas proposals`: the open proposals on one page."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import click

from generator.cli.commands import command
from generator.cli.options import FILE, FOLDER, check_options, format_option, inbox_folder, new_file
from generator.cli.output import deliver

_TEMPLATES: Mapping[str, str] = {
    "text": "proposals.txt.j2",
    "markdown": "proposals.md.j2",
    "html": "proposals.html.j2",
}


@command(
    help="Показать открытые предложения на одной странице: что предложено, итог проверки, кого просить "
    "посмотреть, сколько ждёт. Предложения — ветки хранилища, здешние и полученные с площадки (git fetch), "
    "которых нет в основном состоянии; о письмах говорит папка atlas inbox. Код возврата: 0 — показано, 1 — "
    "не вышло, 2 — команда записана неверно.",
)
@format_option(_TEMPLATES, "text — для терминала, markdown — для площадки, html — страница для браузера.")
@click.option("--base", default="HEAD", metavar="СОСТОЯНИЕ", help="Куда предлагают. Без параметра — HEAD.")
@click.option(
    "--branches",
    default="proposal/*",
    metavar="ОБРАЗЕЦ",
    help="Какие ветки — предложения: имя, в котором * — любые знаки. Без параметра — proposal/*.",
)
@click.option(
    "--inbox", type=FOLDER, metavar="ПАПКА", help="Папка atlas inbox. Без параметра — .atlas/inbox."
)
@click.option("--output", type=FILE, callback=new_file, metavar="ФАЙЛ", help="Записать страницу в файл.")
@check_options
def proposals(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    format_name: str,
    base: str,
    branches: str,
    inbox: str | None,
    output: Path | None,
    as_of: dt.date,
    jobs: int,
) -> None:
    """Find the proposals and show them."""
    from generator.letters.open_proposals import ProposalList  # noqa: PLC0415 - `--help` does not need git
    from generator.report.render import render_report  # noqa: PLC0415 - as above

    wanted = ProposalList(
        root=root, base=base, folder=inbox_folder(root, inbox), as_of=as_of, jobs=jobs, pattern=branches
    )
    deliver(render_report(_TEMPLATES[format_name], proposals=wanted.find(), as_of=as_of), output)
