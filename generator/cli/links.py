"""`atlas links`: find the addresses in records that no longer open."""

import datetime as dt
from functools import partial
from pathlib import Path

import click

from generator.base.files import replace_file
from generator.check.check import check as run_check
from generator.check.load_catalogue import load_records, require_settings
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import FILE, Seconds, as_of, jobs_option, pass_root
from generator.cli.output import is_kept, is_quiet, shows_progress
from generator.model.addresses import edit_file
from generator.report.render import render_masked, render_report
from generator.upkeep.links.crawl import check_links
from generator.upkeep.links.politeness import Politeness
from generator.upkeep.links.state_file import DEFAULT, read_states, write_states
from generator.upkeep.links.targets import collect_links
from generator.upkeep.links.verdicts import judge_links

_MOST_PLACES = 20


@command(
    help="Проверить, открываются ли ссылки из записей (учебные примеры не в счёт). Мёртвой ссылка "
    "названа, только если сайт дважды ответил, что страницы нет, или такого сайта никто не знает; сайт, "
    "который не пускает программы или не ответил вовремя, мёртвым не считается. Если вместо страницы сайт "
    "показывает вход, главную или чужой сайт, ссылка сомнительная: посмотрите сами. Код возврата: 0 — все "
    "открываются или не проверены, 1 — есть мёртвые, 2 — команда записана неверно.",
)
@click.option("--report", type=FILE, metavar="ФАЙЛ", help="Записать отчёт и сюда, с разметкой Markdown.")
@click.option(
    "--state",
    type=FILE,
    metavar="ФАЙЛ",
    help=f"Где помнить прошлые проверки. Без параметра — {DEFAULT.as_posix()}.",
)
@click.option(
    "--fresh-days",
    type=click.IntRange(0, 365),
    default=0,
    metavar="ЧИСЛО",
    help="Не спрашивать о ссылках, которые открывались не больше стольких дней назад. Без параметра — "
    "спрашивать обо всех.",
)
@click.option(
    "--pause",
    type=Seconds(0, 60),
    default=1.0,
    metavar="СЕКУНДЫ",
    help="Сколько ждать между вопросами одному сайту. Без параметра — 1.",
)
@click.option(
    "--timeout",
    type=Seconds(1, 120),
    default=20.0,
    metavar="СЕКУНДЫ",
    help="Сколько ждать всего ответа, с пересылками. Без параметра — 20.",
)
@click.option(
    "--second-look",
    type=Seconds(0, 3600),
    default=60.0,
    metavar="СЕКУНДЫ",
    help="Через сколько спросить второй раз, прежде чем назвать ссылку мёртвой. Без параметра — 60.",
)
@as_of("День проверки")
@jobs_option
@pass_root
def links(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    report: str | None,
    state: str | None,
    fresh_days: int,
    pause: float,
    timeout: float,
    second_look: float,
    as_of: dt.date,
    jobs: int,
) -> int:
    """Check every address and print the report."""
    checked = run_check(root, as_of=as_of, jobs=jobs, with_values=True)
    settings = require_settings(checked)
    targets = collect_links(load_records(root, checked, jobs=jobs), checked.ruleset.schemas)
    state_file = Path(state) if state else root / DEFAULT
    agent = f"atlas-links/1 (+{settings.atlas.site_address})"
    politeness = Politeness(agent=agent, pause=pause, timeout=timeout, second_look=second_look)
    known = check_links(
        [target.address for target in targets],
        politeness,
        read_states(state_file),
        today=as_of,
        fresh_days=fresh_days,
        progress=_show if shows_progress() else _silent,
    )
    write_states(state_file, known)
    verdicts = judge_links(targets, known, as_of)
    if report:
        edit = partial(edit_file, settings.atlas.repository)
        # the report is published, and stored as an artifact
        text = render_masked("links.md.j2", verdicts=verdicts, edit=edit, most=_MOST_PLACES, today=as_of)
        replace_file(report, text.encode())
    if verdicts.urgent or not is_quiet():
        render = render_masked if is_kept() else render_report
        click.echo(render("links.txt.j2", verdicts=verdicts), nl=False)
    return FOUND if verdicts.urgent else OK


def _show(done: int, total: int) -> None:
    click.echo(f"\rСсылки: {done} из {total} ", nl=False, err=True)


def _silent(done: int, total: int) -> None:
    """Show no progress: nobody is watching."""
