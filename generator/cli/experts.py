"""`atlas experts`: draw experts for a practice, verify the draw, show loads, anonymise a practice."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import click

from generator.base.errors import AtlasError
from generator.base.files import read_file
from generator.base.russian import count as count_words
from generator.base.russian import format_short_day
from generator.canonical import canonical_text
from generator.check.check import check as run_check
from generator.check.load_catalogue import require_settings
from generator.cli.commands import FOUND, OK, AtlasGroup, command
from generator.cli.options import as_of, existing_file, new_file, pass_root
from generator.cli.usage import OneOf
from generator.model.kinds import PRACTICE
from generator.private_data.blind_card import blind_card, traces
from generator.private_data.committed import CommittedPractice, path_of, read_committed
from generator.private_data.draw import DrawTerms
from generator.private_data.log import decode_log, disagreements, encode_log, hash_log, make_log
from generator.private_data.place import refuse_inside, write_once
from generator.private_data.pool import Pool, read_pool
from generator.source.git.git import open_repository
from generator.source.git.revision import HEAD, Revision, revision_of

_THE_POOL, _THE_LOG = "реестр экспертов", "журнал жребия"
_SUBCOMMANDS: Mapping[str, str] = {
    "assign": "Назначить экспертов жребием.",
    "verify": "Повторить жребий по журналу.",
    "load": "Показать нагрузку экспертов.",
    "package": "Составить карточку практики без авторов и организации.",
}
_pool = click.option(
    "--pool",
    required=True,
    callback=existing_file,
    metavar="ФАЙЛ",
    help="Реестр экспертов вне хранилища, CSV или книга Excel: столбцы code, subjects, directions, levels, "
    "organisation, municipality, region, load, until.",
)
_day = as_of("День, на который судят о сроках согласий")


@click.group(
    cls=AtlasGroup,
    short_helps=_SUBCOMMANDS,
    help="Эксперты: назначить жребием, проверить жребий, увидеть нагрузку, отдать практику экспертам другого "
    "региона. Реестр и журнал лежат вне хранилища git.",
)
def experts() -> None:
    """Group the commands about experts."""


@command(
    help="Назначить экспертов практике жребием. Зерно жребия — отпечаток записи в git и номер жребия: его "
    "никто не выбирает. Не тянут жребий те, кому практика не по профилю или своя, кто перегружен и чьё "
    "согласие истекло. Код возврата: 0 — назначены, 1 — не хватает экспертов или не вышло, тогда не "
    "записано ничего, 2 — команда записана неверно.",
)
@click.argument("practice", metavar="ПРАКТИКА")
@_pool
@click.option(
    "--count",
    "number",
    type=click.IntRange(1, 100),
    required=True,
    metavar="ЧИСЛО",
    help="Сколько экспертов.",
)
@click.option(
    "--log", required=True, callback=new_file, metavar="ФАЙЛ", help="Новый файл журнала вне хранилища."
)
@click.option(
    "--max-load",
    type=click.IntRange(0, 1000),
    metavar="ЧИСЛО",
    help="Больше практик у эксперта быть не должно.",
)
@click.option("--exclude", multiple=True, metavar="КОД", help="Не назначать этого эксперта; можно повторить.")
@click.option(
    "--region",
    type=OneOf(["any", "other"]),
    default="any",
    metavar="КАКОЙ",
    help="other — только из других регионов.",
)
@click.option("--seed", default="", metavar="ТЕКСТ", help="Своё зерно; журнал об этом скажет.")
@_day
@pass_root
def assign(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    practice: str,
    pool: Path,
    number: int,
    log: Path,
    max_load: int | None,
    exclude: tuple[str, ...],
    region: str,
    seed: str,
    as_of: dt.date,
) -> int:
    """Draw, write the log, print what to add to the record."""
    refuse_inside(root, pool, _THE_POOL)
    refuse_inside(root, log, _THE_LOG)
    revision = revision_of(open_repository(root), HEAD)
    found, experts_ = _read(root, revision, practice, pool, as_of)
    _refuse_changed(root, revision, practice)
    codes = {one.code.casefold() for one in experts_.experts}
    for code in exclude:
        if code.casefold() not in codes:
            click.echo(f"Внимание: эксперта «{code}» из --exclude в реестре нет.", err=True)
    terms = DrawTerms(
        count=number, as_of=as_of, max_load=max_load, exclude=exclude, other_region=region == "other"
    )
    made = make_log(found, experts_, terms, commit=revision.commit, seed=seed)
    data = encode_log(made)
    write_once(log, data)
    click.echo(f"Назначены: {', '.join(made.codes)}")
    click.echo(f"Кто подходит: {made.eligible} из {made.pool_size}.")
    for reason, some in made.left_out.items():
        click.echo(f"  не подошли: {reason} — {some}")
    click.echo(f"Журнал: {log}. Он закрытый, в хранилище его не кладут.")
    click.echo("В заключение (expertise) этой записи впишите:")
    click.echo(f"    experts: {made.count}\n    draw: {hash_log(data)}")
    return OK


def _read(
    root: Path, revision: Revision, practice: str, pool: Path, day: dt.date
) -> tuple[CommittedPractice, Pool]:
    checked = run_check(root, as_of=day)
    settings = require_settings(checked)
    return read_committed(revision, practice, checked.ruleset), read_pool(pool, settings)


def _refuse_changed(root: Path, revision: Revision, practice: str) -> None:
    """Refuse a record that differs from the committed one: nobody else could look up its hash."""
    path = path_of(PRACTICE, practice)
    file = root / path
    own = read_file(file).replace(b"\r\n", b"\n") if file.is_file() else b""
    if own != revision.read([path])[path].replace(b"\r\n", b"\n"):
        message = f"запись «{path}» изменена, а правка не сохранена: зерно берут из сохранённой"
        raise AtlasError(message, "Сохраните её (git add и git commit) или отмените правку (git restore)")


@command(
    help="Повторить жребий по журналу и тому же реестру. Код возврата: 0 — сошлось, 1 — нет или не вышло, "
    "2 — команда записана неверно.",
)
@click.argument("log", metavar="ЖУРНАЛ", callback=existing_file)
@_pool
@pass_root
def verify(root: Path, *, log: Path, pool: Path) -> int:
    """Repeat the draw and compare."""
    refuse_inside(root, pool, _THE_POOL)
    data = read_file(log)
    kept = decode_log(data)
    revision = revision_of(open_repository(root), kept.commit)
    practice, experts_ = _read(root, revision, kept.practice, pool, kept.as_of)
    found = list(disagreements(kept, practice, experts_))
    for one in found:
        click.echo(f"Не сошлось: {one}.")
    if found:
        return FOUND
    given = "задано человеком" if kept.seed_given else "из записи"
    click.echo(f"Сошлось: {', '.join(kept.codes)} для «{kept.practice}». Зерно {given}.")
    click.echo(f"Отпечаток журнала: {hash_log(data)}")
    return OK


@command(
    help="Показать, сколько практик смотрит каждый эксперт и до какого дня его согласие. Код возврата: 0 — "
    "показано, 1 — не вышло, 2 — команда записана неверно.",
)
@_pool
@_day
@pass_root
def load(root: Path, *, pool: Path, as_of: dt.date) -> int:
    """Show the loads, the highest first."""
    refuse_inside(root, pool, _THE_POOL)
    settings = require_settings(run_check(root, as_of=as_of))
    found = sorted(read_pool(pool, settings).experts, key=lambda one: (-one.load, one.code))
    for one in found:
        over = "" if one.until and one.until >= as_of else ", истекло" if one.until else ""
        until = f"согласие до {format_short_day(one.until)}{over}" if one.until else "согласия нет"
        click.echo(f"{one.code}: {count_words(one.load, 'практика', 'практики', 'практик')}, {until}")
    busy = count_words(sum(one.load for one in found), "практика", "практики", "практик")
    click.echo(f"{count_words(len(found), 'эксперт', 'эксперта', 'экспертов')}, всего {busy}.")
    return OK


@command(
    help="Составить карточку практики для экспертов другого региона: без авторов, организации, места, ссылок "
    "и прежних заключений. Код возврата: 0 — составлена, 1 — в текстах названа организация или не вышло, 2 — "
    "команда записана неверно.",
)
@click.argument("practice", metavar="ПРАКТИКА")
@click.option("--output", callback=new_file, metavar="ФАЙЛ", help="Новый файл. Без параметра — на экран.")
@_day
@pass_root
def package(root: Path, *, practice: str, output: Path | None, as_of: dt.date) -> int:
    """Write the card; print what in its texts still reveals the organisation."""
    checked = run_check(root, as_of=as_of)
    settings = require_settings(checked)
    revision = revision_of(open_repository(root), HEAD)
    record = read_committed(revision, practice, checked.ruleset).record
    text = canonical_text(dict(blind_card(record)), PRACTICE, checked.ruleset.schemas)
    text = text.partition("\n")[2]  # without the path of the schema, which the other region may not have
    if output is None:
        click.echo(text, nl=False)
    else:
        write_once(output, text.encode())
    place = settings.municipality_by_id.get(record.municipality or "")
    revealing = list(traces(record, place.title if place else ""))
    for one in revealing:
        click.echo(
            f"В текстах карточки названо «{one}»: уберите, чтобы эксперты судили не глядя на имя.", err=True
        )
    return FOUND if revealing else OK


for one in (assign, verify, load, package):
    experts.add_command(one)
