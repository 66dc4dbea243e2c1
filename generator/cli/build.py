"""`atlas build`: build the whole site, or leave the old one as it is."""

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator.base.russian import count, format_number
from generator.cli.commands import OK, command
from generator.cli.options import FILE, check_options
from generator.cli.output import for_log, is_quiet, paint_for, say, shows_progress
from generator.model.findings import Severity
from generator.report.text import list_findings
from generator.site.build import BuildSummary
from generator.site.build import build as run_build
from generator.site.prepare import Order
from generator.site.progress import ignore_progress

_WIDTH = 60


@command(
    help="Проверить записи и собрать сайт. Если в записях есть ошибки, прежний сайт остаётся как был. "
    "Код возврата: 0 — сайт собран, 1 — не собран, 2 — команда записана неверно.",
)
@click.option(
    "--site-dir",
    type=FILE,
    default="site",
    metavar="ПАПКА",
    help="Куда собрать сайт. Без параметра — site.",
)
@click.option("--no-search", is_flag=True, help="Не строить поиск: сборка быстрее.")
@click.option("--keep-going", is_flag=True, help="Собрать сайт без записей с ошибками и назвать их.")
@click.option(
    "--compress",
    is_flag=True,
    help="Положить рядом с файлами сжатые копии .gz и .br: сервер отдаст их, не сжимая сам.",
)
@check_options
def build(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    site_dir: str,
    no_search: bool,
    keep_going: bool,
    compress: bool,
    as_of: dt.date,
    jobs: int,
) -> int:
    """Build the atlas and print what was built."""
    order = Order(
        root=root,
        as_of=as_of,
        search=not no_search,
        jobs=jobs,
        keep_going=keep_going,
        compress=compress,
    )
    summary = run_build(order, root / site_dir, show_progress if shows_progress() else ignore_progress)
    print_summary(summary)
    say(f"Сайт: {root / site_dir}")
    return OK


def print_summary(summary: BuildSummary) -> None:
    """Print what a build did: findings, skipped records, counts, time, size; with `-q` only the errors."""
    errors = [one for one in summary.findings if one.severity is Severity.ERROR]
    shown = errors if is_quiet() else summary.findings
    click.echo(list_findings(for_log(shown), summary.site, paint_for(sys.stdout)), nl=False)
    if summary.broken:
        click.echo(f"Записи с ошибками не вошли в сайт: {', '.join(summary.broken)}")
    for note in summary.notes:
        say(note)
    say(f"Собрано: {_counts(summary)}.")
    say(f"Время: {_seconds(summary.seconds)}.")


def _counts(summary: BuildSummary) -> str:
    kinds = (f"{summary.titles[kind].lower()} — {tally.brief}" for kind, tally in summary.counts.items())
    pages = count(summary.pages, "страница", "страницы", "страниц")
    return f"{', '.join(kinds)}; всего {pages}, {format_number(round(summary.bytes / 1_000_000, 1))} МБ"


def _seconds(seconds: Mapping[str, float]) -> str:
    stages = (f"{stage} {format_number(round(spent, 2))}" for stage, spent in seconds.items())
    return f"{', '.join(stages)}; всего {format_number(round(sum(seconds.values()), 2))} с"


def show_progress(stage: str, done: int, total: int) -> None:
    """Show the progress of a build as one changing line on a terminal."""
    part = f" {done * 100 // total} %" if total else ""
    click.echo(f"\r{stage}{part}".ljust(_WIDTH) + "\r", nl=False, err=True)
