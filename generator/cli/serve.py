"""`atlas serve`: show the site on this machine and rebuild it after every change."""

import threading
from pathlib import Path

import click

from generator.cli.build import print_summary
from generator.cli.commands import OK, command, print_error
from generator.cli.options import pass_root, today
from generator.cli.output import say
from generator.serve.loop import Outcome, Serving
from generator.serve.loop import serve as run_serve
from generator.serve.server import HOST
from generator.site.build import BuildSummary
from generator.site.prepare import Order

_HIGHEST_PORT = 65535


@command(
    help="Собрать сайт, показать его на этом компьютере и собирать заново после каждой правки записей, "
    "настроек, страниц и шаблонов. Ошибки видны в терминале и поверх страницы. Остановить: Ctrl+C.",
)
@click.option(
    "--port",
    type=click.IntRange(0, _HIGHEST_PORT),
    default=8000,
    metavar="ЧИСЛО",
    help="Порт. Без параметра — 8000; 0 — любой свободный.",
)
@click.option(
    "--host",
    default=HOST,
    metavar="АДРЕС",
    help=f"На каком адресе показывать. Без параметра — {HOST}: только на этом компьютере; 0.0.0.0 — и другим "
    "в той же сети.",
)
@click.option("--no-search", is_flag=True, help="Не строить поиск: сборка быстрее.")
@pass_root
def serve(root: Path, *, port: int, host: str, no_search: bool) -> int:
    """Serve the atlas until Ctrl+C is pressed."""
    serving = Serving(
        order=lambda: Order(root=root, as_of=today(), search=not no_search),
        root=root,
        host=host,
        port=port,
        ready=lambda address: click.echo(f"Атлас: {address} (остановить: Ctrl+C)"),
        report=_report_outcome,
    )
    try:
        run_serve(serving, threading.Event())
    except KeyboardInterrupt:
        say("\nОстановлено.")
    return OK


def _report_outcome(outcome: Outcome) -> None:
    if isinstance(outcome, BuildSummary):
        print_summary(outcome)
    else:
        print_error(outcome, "Атлас не собран")
