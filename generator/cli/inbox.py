"""`atlas inbox`: turn letters with proposals into branches, reports and replies."""

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from generator.base.russian import count
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import FOLDER, check_options, inbox_folder
from generator.cli.output import say
from generator.cli.usage import refuse
from generator.report.base import escape_invisible
from generator.report.mask import mask_text

_ERRORS = ("ошибка", "ошибки", "ошибок")


@command(
    help="Разобрать письма с предложениями: ПОЧТА — папка с письмами, maildir, файл .eml, .mbox или .yaml. "
    "Для каждой записи — ветка proposal/НОМЕР, отчёт редактору, просмотр и ответ автору. "
    "Письма остаются на месте и второй раз не разбираются. Код возврата: 0 — письма разобраны, 1 — "
    "какое-то разобрать не удалось, 2 — команда записана неверно.",
)
@click.argument("place", metavar="ПОЧТА", type=click.Path(readable=False, path_type=Path))
@click.option(
    "--base", default="HEAD", metavar="СОСТОЯНИЕ", help="От чего отвести ветки. Без параметра — HEAD."
)
@click.option(
    "--output",
    type=FOLDER,
    metavar="ПАПКА",
    help="Куда класть отчёты и ответы. Без параметра — .atlas/inbox. Там стоят адреса людей: в git "
    "эту папку не берут.",
)
@click.option("--no-preview", is_flag=True, help="Не складывать страницы для просмотра: так быстрее.")
@check_options
def inbox(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    place: Path,
    base: str,
    output: str | None,
    no_preview: bool,
    as_of: dt.date,
    jobs: int,
) -> int:
    """Process the letters and print what was done with each."""
    from generator.letters.ledger import refuse_public_folder  # noqa: PLC0415 - `--help` needs no mail
    from generator.letters.mailbox import read_mailbox  # noqa: PLC0415 - as above
    from generator.letters.receive import Inbox  # noqa: PLC0415 - as above

    if not place.exists():
        refuse("place", f"«{place}» не найдено: нет такого файла или папки.")
    folder = inbox_folder(root, output)
    refuse_public_folder(root, folder)
    box = Inbox(root=root, base=base, folder=folder, as_of=as_of, jobs=jobs, with_preview=not no_preview)
    letters, done = 0, Counter[str]()
    for letters, (name, letter) in enumerate(read_mailbox(place), 1):  # noqa: B007 - it counts them
        for outcome in box.take(name, letter):
            done[outcome.how] += 1
            shown = _WORDS[outcome.how].format(
                number=outcome.number,
                path=outcome.path,
                why=outcome.why,
                errors=count(outcome.errors, *_ERRORS),
            )
            if outcome.how == "taken" and outcome.errors:
                shown += f": {count(outcome.errors, *_ERRORS)}, автору сказано какие"
            if not outcome.has_sender and outcome.how in _ANSWERED:
                shown += "; адреса отправителя в письме нет — впишите его в ответ"
            click.echo(mask_text(f"{escape_invisible(outcome.name)}: {escape_invisible(shown)}."))
    say(_summarise(letters, done, folder))
    return FOUND if done["failed"] else OK


_ANSWERED = frozenset({"taken", "known", "same", "obstacle", "note", "table"})
_WORDS = {
    "taken": "{number}, {path}",
    "known": "{number} — то же предложение из другого письма, ветка прежняя",
    "same": "{number} — такая запись в атласе уже есть",
    "repeated": "{number} — разобрано раньше",
    "obstacle": "{number} — {why}; автору сказано, что сделать, письмо прочитайте сами",
    "note": "{number} — письмо к предложению {why} без записи: прочитайте его сами",
    "table": "{number} — приложена таблица; проверьте её: atlas import {path} --answer otvet.xlsx",
    "automatic": "автоматическое письмо, ответа не нужно",
    "failed": "{number} — не разобрано: {why}",
}


def _summarise(letters: int, done: Counter[str], folder: Path) -> str:
    known, others = done["repeated"] + done["known"], done["obstacle"] + done["note"]
    return (
        f"{count(letters, 'письмо', 'письма', 'писем')}. Новых предложений: {done['taken']}, "
        f"уже известных: {known}, таблиц: {done['table']}, без годной записи: {others}. "
        f"Ответы и отчёты: {folder}"
    )
