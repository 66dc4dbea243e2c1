"""`atlas stale`: find the records that have to be confirmed, and whom to ask."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

import click
import msgspec

from generator.check.check import check as run_check
from generator.check.load_catalogue import load_records, require_settings
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import FILE, check_options, format_option
from generator.cli.output import is_kept
from generator.model.addresses import edit_file
from generator.model.records.common import Record
from generator.model.settings import Settings
from generator.report.mask import mask_record
from generator.report.render import render_masked, render_report
from generator.source.yaml.reader import Json
from generator.upkeep.links.state_file import DEFAULT, read_states
from generator.upkeep.links.targets import collect_links
from generator.upkeep.links.verdicts import judge_links
from generator.upkeep.stale import StaleRecord, find_stale_records

_MOST = 200
_TEMPLATES: Mapping[str, str] = {"text": "stale.txt.j2", "markdown": "stale.md.j2"}


@command(
    help="Назвать записи, сведения в которых давно не подтверждали (срок вида записей — confirm_months в "
    "site_config/atlas.yaml), статусы и сроки, которые кончаются, и ссылки, которые не открываются (по "
    "последней проверке atlas links); у каждой — контакт организации и редактор из "
    "site_config/editors.yaml. Код возврата: 0 — спрашивать некого, 1 — есть кого, 2 — команда "
    "записана неверно.",
)
@click.option(
    "--within",
    type=click.IntRange(0, 3650),
    default=60,
    metavar="ДНЕЙ",
    help="За сколько дней говорить о сроках, которые кончаются. Без параметра — 60.",
)
@click.option(
    "--state",
    type=FILE,
    metavar="ФАЙЛ",
    help=f"Что помнит atlas links. Без параметра — {DEFAULT.as_posix()}.",
)
@format_option(
    [*_TEMPLATES, "json"], "text — для чтения, markdown — для письма или задачи, json — для программ."
)
@check_options
def stale(  # noqa: PLR0913 - one parameter for each option
    root: Path, *, within: int, state: str | None, format_name: str, as_of: dt.date, jobs: int
) -> int:
    """Find the stale records and print them."""
    checked = run_check(root, as_of=as_of, jobs=jobs, with_values=True)
    settings, records = require_settings(checked), load_records(root, checked, jobs=jobs)
    targets = collect_links(records, checked.ruleset.schemas)
    memory = read_states(Path(state) if state else root / DEFAULT)
    links = judge_links(targets, memory, as_of)
    unseen = sum(target.address not in memory.addresses for target in targets)
    askings = find_stale_records(records, settings, as_of=as_of, soon=dt.timedelta(days=within), links=links)
    render = _as_json if format_name == "json" else partial(_from_template, _TEMPLATES[format_name])
    click.echo(render(askings, settings, as_of, unseen), nl=False)
    return FOUND if askings else OK


def _from_template(
    template: str, askings: Sequence[StaleRecord], settings: Settings, today: dt.date, unseen: int
) -> str:
    site = settings.atlas.site_address.rstrip("/")
    render = render_masked if is_kept() else render_report
    return render(
        template,
        askings=askings,
        unseen=unseen,
        most=_MOST,
        today=today,
        noun=lambda kind: settings.atlas.kinds[kind.name].forms[0],
        place=lambda entry: settings.place_title(entry.kind.name, entry.record.municipality),
        page=lambda address: f"{site}/{address}",
        edit=partial(edit_file, settings.atlas.repository),
        ways=_ways,
    )


def _ways(record: Record) -> list[str]:
    """Return the ways to contact a record's organisation, as text."""
    contact, organisation = record.contact, record.organisation
    own = (organisation.site,) if organisation else ()
    ways = (contact.unit, contact.email, contact.phone, contact.site) if contact else own
    return [way for way in ways if way]


def _as_json(askings: Sequence[StaleRecord], settings: Settings, today: dt.date, unseen: int) -> str:
    rows: list[Mapping[str, Any]] = [
        {
            "path": asking.entry.path,
            "kind": asking.entry.kind.name,
            "title": asking.entry.title,
            "municipality": asking.entry.record.municipality,
            "reasons": [{"what": reason.what, "told": reason.told} for reason in asking.reasons],
            "organisation": organisation.name if (organisation := asking.entry.record.organisation) else "",
            "ways": _ways(asking.entry.record),
            "editors": [
                {"id": one.id, "title": one.title, "account": one.account, "email": one.email}
                for one in asking.editors
            ],
        }
        for asking in askings
    ]
    report = {
        "version": 1,
        "site": settings.atlas.site_address,
        "as_of": today,
        "links_unseen": unseen,
        "records": mask_record(cast("Json", rows), ()) if is_kept() else rows,
    }
    return msgspec.json.format(msgspec.json.encode(report)).decode() + "\n"
