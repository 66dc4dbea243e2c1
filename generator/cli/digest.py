"""`atlas digest`: what has been added, changed and archived since a day."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import click

from generator.base.russian import format_day
from generator.changes.records import record_changes
from generator.check.check import check as run_check
from generator.check.load_catalogue import require_settings
from generator.cli.commands import command
from generator.cli.options import Day, check_options, format_option
from generator.cli.usage import OneOf, check_id, refuse
from generator.model.settings import Settings
from generator.report.render import render_report
from generator.source.git.git import open_repository
from generator.source.git.revision import revision_before, revision_of
from generator.upkeep.digest import GROUPINGS, Digest, digest_changes

_TEMPLATES: Mapping[str, str] = {
    "markdown": "digest.md.j2",
    "text": "digest.txt.j2",
    "html": "digest.html.j2",
}
_HEADINGS = (("new", "Новое"), ("changed", "Изменилось"), ("archived", "В архиве"))


@command(
    help="Рассказать читателям, что нового с какого-то дня: какие записи появились на сайте, изменились и "
    "ушли с него. Сравниваются последняя правка до этого дня и нынешняя (HEAD) в хранилище git; новая — "
    "запись, которая добавлена («Добавлено») не раньше: перенос старых записей — не новость. Код "
    "возврата: 0 — рассказано, 1 — не вышло, 2 — команда записана неверно.",
)
@click.option("--since", type=Day(), required=True, metavar="ДАТА", help="С какого дня: ГГГГ-ММ-ДД.")
@format_option(_TEMPLATES, "markdown, text — простой текст, html — тело письма. Без параметра — markdown.")
@click.option(
    "--by",
    type=OneOf(list(GROUPINGS)),
    default="kind",
    metavar="ПО-ЧЕМУ",
    help="Как собрать: kind — по видам записей, subject — по предметам, municipality — по муниципалитетам.",
)
@click.option("--subject", default="", metavar="ID", help="Только этот предмет.")
@click.option("--municipality", default="", metavar="ID", help="Только этот муниципалитет.")
@check_options
def digest(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    since: dt.date,
    format_name: str,
    by: str,
    subject: str,
    municipality: str,
    as_of: dt.date,
    jobs: int,
) -> None:
    """Compare two states of the atlas and print the difference."""
    if since > as_of:
        refuse("since", f"этот день ещё не наступил: сегодня {format_day(as_of)}. Назовите день не позже.")
    checked = run_check(root, as_of=as_of, jobs=jobs)
    settings = require_settings(checked)
    check_id("subject", subject, ((term.id, term.title) for term in settings.vocabularies["subjects"].terms))
    check_id("municipality", municipality, ((one.id, one.title) for one in settings.municipalities))
    repository = open_repository(root)
    base, head = revision_before(repository, since), revision_of(repository, "HEAD")
    changes = record_changes(base, head, checked.ruleset.schemas)
    found = digest_changes(changes, settings, since).select(subject=subject, municipality=municipality)
    click.echo(_render(found, settings, since, _TEMPLATES[format_name], by), nl=False)


def _render(found: Digest, settings: Settings, since: dt.date, template: str, by: str) -> str:
    site = settings.atlas.site_address.rstrip("/")
    return render_report(
        template,
        digest=found,
        since=since,
        headings=_HEADINGS,
        grouped=lambda news: GROUPINGS[by](news, settings),
        noun=lambda kind: settings.atlas.kinds[kind.name].forms[0],
        place=lambda one: settings.place_title(one.kind.name, one.municipality),
        page=lambda address: f"{site}/{address}",
        language=settings.atlas.language,
        title_of_atlas=settings.atlas.title,
    )
