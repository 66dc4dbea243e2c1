"""`atlas pdf`: print a booklet of chosen records or of a municipality."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from generator.base.files import write_file
from generator.base.russian import count
from generator.check.check import check as run_check
from generator.check.load_catalogue import require_settings
from generator.cli.commands import command
from generator.cli.options import check_options, new_file
from generator.cli.usage import check_id, did_you_mean, refuse
from generator.model.settings import Settings
from generator.site.booklet import find_browser, print_booklet, published_records

_LINK = "records="


@command(
    help="Напечатать брошюру в PDF: титул, содержание, записи с номерами страниц. ЗАПИСИ — адреса вида "
    "practices/imya или ссылка на подборку со страницы «Отложенное». Печатается собранный сайт, нужен "
    "браузер Chromium. Код возврата: 0 — напечатано, 1 — не вышло, 2 — команда записана неверно.",
)
@click.argument("records", nargs=-1, metavar="[ЗАПИСИ]…")
@click.option("--municipality", default="", metavar="ID", help="Все записи этого муниципалитета.")
@click.option("--title", default="", metavar="ТЕКСТ", help="Что написать на титуле.")
@click.option(
    "--output",
    callback=new_file,
    default="booklet.pdf",
    metavar="ФАЙЛ",
    help="Куда. Без параметра — booklet.pdf.",
)
@click.option(
    "--site-dir", type=Path, default=None, metavar="ПАПКА", help="Где собранный сайт. Без параметра — site."
)
@click.option("--browser", default="", metavar="ПУТЬ", help="Какой браузер печатает.")
@check_options
def pdf(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    records: Sequence[str],
    municipality: str,
    title: str,
    output: Path,
    site_dir: Path | None,
    browser: str,
    as_of: dt.date,
    jobs: int,
) -> None:
    """Print a booklet."""
    settings = require_settings(run_check(root, as_of=as_of, jobs=jobs))
    check_id("municipality", municipality, ((one.id, one.title) for one in settings.municipalities))
    site = site_dir or root / "site"
    published = published_records(site)
    chosen = [*_find_named(records, published), *_of_place(municipality, published)]
    if not chosen:
        why = "в этом муниципалитете нет записей." if municipality else "не сказано, что печатать."
        refuse(
            "municipality" if municipality else "records",
            f"{why} Назовите записи, например practices/imya, или --municipality ID.",
        )
    chosen = list(dict.fromkeys(chosen))
    written = print_booklet(site, chosen, title or _title(settings, municipality), find_browser(browser))
    write_file(output, written)
    click.echo(f"Напечатано: {output}, {count(len(chosen), 'запись', 'записи', 'записей')}.")


def _find_named(names: Sequence[str], published: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses of the given records; a link to a selection stands for several.

    Raises:
        BadValue: the site has no such record.
    """
    for name in names:
        _, _, carried = name.partition(_LINK)
        for one in (carried.partition("&")[0].replace("%2F", "/").replace("%2C", ",") or name).split(","):
            address = f"{one.strip().strip('/')}/"
            if address not in published:
                near = did_you_mean(
                    address, [(text, found.rstrip("/")) for found in published for text in (found,)]
                )
                refuse("records", f"записи «{one}» на собранном сайте нет.{near}")
            yield address


def _of_place(municipality: str, published: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses of a municipality's records; none if it is empty."""
    for address, value in published.items():
        if municipality and value.get("municipality") == municipality:
            yield address


def _title(settings: Settings, municipality: str) -> str:
    titles = {one.id: one.title for one in settings.municipalities}
    return titles.get(municipality, "Подборка")
