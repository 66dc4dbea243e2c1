"""`atlas reply`: write the editor's letter about a proposal received by mail."""

from pathlib import Path

import click

from generator.base.russian import count
from generator.cli.commands import OK, command
from generator.cli.options import FOLDER, inbox_folder, pass_root, today
from generator.cli.output import say
from generator.cli.usage import refuse


@command(
    help="Написать автору предложения письмо редактора: принято, вопрос, отказ. НОМЕР и адрес берутся из "
    "того, что оставила atlas inbox; письмо ложится рядом файлом answer.eml. Код возврата: "
    "0 — письмо готово, 1 — такого предложения нет, 2 — команда записана неверно.",
)
@click.argument("number", metavar="НОМЕР")
@click.option("--accept", is_flag=True, help="Принято: поблагодарить и сказать, где будет запись.")
@click.option("--ask", metavar="ТЕКСТ", help="Спросить автора; в письме — ссылка на форму с его ответами.")
@click.option("--decline", metavar="ПРИЧИНА", help="Не принято: сказать почему.")
@click.option(
    "--output", type=FOLDER, metavar="ПАПКА", help="Папка atlas inbox. Без параметра — .atlas/inbox."
)
@pass_root
def reply(  # noqa: PLR0913 - one parameter for each option
    root: Path,
    *,
    number: str,
    accept: bool,
    ask: str | None,
    decline: str | None,
    output: str | None,
) -> int:
    """Write the letter and print its path."""
    from generator.letters.decide import write_decision  # noqa: PLC0415 - `--help` does not need the mail
    from generator.letters.ledger import read_proposal  # noqa: PLC0415 - as above

    given = {"accept": "" if accept else None, "ask": ask, "decline": decline}
    chosen = [(name, words) for name, words in given.items() if words is not None]
    if len(chosen) != 1 or (chosen[0][0] != "accept" and not chosen[0][1].strip()):
        refuse("accept", "нужно одно решение: --accept, --ask ТЕКСТ или --decline ПРИЧИНА.")
    name, words = chosen[0]
    folder = inbox_folder(root, output)
    file = write_decision(root, folder, number.strip(), name, words.strip(), day=today())
    say(f"Письмо готово: {file}. Откройте его в почтовой программе и отправьте.")
    errors = read_proposal(folder, number.strip()).errors
    if accept and errors:
        found = count(errors, "ошибку", "ошибки", "ошибок")
        say(f"Когда запись пришла, проверка нашла в ней {found}: отправляйте, если в ветке это исправлено.")
    return OK
