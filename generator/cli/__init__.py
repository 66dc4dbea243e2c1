"""The command `atlas`."""

import gc
import io
import os
import sys

import click

from generator.base.system import refusal
from generator.cli.commands import AtlasGroup
from generator.cli.options import root_option
from generator.cli.output import quiet_option

__all__ = ["atlas", "main"]

_COLLECTING = (20_000, 20, 100)
"""Garbage collection thresholds: rarely, because there are many records and pages and few cycles among
them."""
_STANDARD_ERROR = 2
COMMANDS = {
    "check": "Проверить записи и настройки.",
    "build": "Собрать сайт.",
    "serve": "Показать сайт на этом компьютере и обновлять его при правках.",
    "init": "Начать атлас региона.",
    "new": "Создать файл новой записи.",
    "explain": "Объяснить замечание: почему оно есть, пример с ошибкой и без неё.",
    "fmt": "Привести записи к общему виду.",
    "schema": "Записать схемы со значениями словарей.",
    "map": "Нарисовать карту региона.",
    "import": "Загрузить записи из таблицы или получить шаблон таблицы.",
    "export": "Выгрузить записи в таблицу.",
    "review": "Составить отчёт о предложении.",
    "proposals": "Показать открытые предложения: итог, кого спросить, сколько ждут.",
    "inbox": "Разобрать письма с предложениями.",
    "reply": "Написать автору предложения, которое пришло письмом.",
    "report": "Составить отчёт по записям.",
    "pdf": "Напечатать брошюру из записей.",
    "experts": "Назначить экспертов жребием и проверить жребий.",
    "digest": "Рассказать, что нового с какого-то дня.",
    "stale": "Назвать записи, которые пора подтвердить, и кого спросить.",
    "links": "Проверить, открываются ли ссылки из записей.",
    "forms": "Обновить формы задач GitHub.",
    "proposal": "Сделать запись из задачи GitHub.",
    "robot": "Ответить на площадке хранилища (для заданий GitHub и GitLab).",
}
"""The commands in the order of the help, each with its description: importing their modules is slow."""


@click.group(
    cls=AtlasGroup,
    short_helps=COMMANDS,
    help="Атлас образовательных практик: проверка записей и сборка сайта.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@root_option
@quiet_option
@click.version_option(
    package_name="regional-practice-atlas", message="atlas %(version)s", help="Показать версию и выйти."
)
def atlas() -> None:
    """Remember the root of the atlas for the subcommand."""


def main() -> None:
    """Run the command with the arguments of the process."""
    refused = refusal()
    if refused:
        sys.exit(f"Ошибка: {refused}")
    gc.freeze()  # imported objects are never collected
    gc.set_threshold(*_COLLECTING)
    _ready_streams()
    atlas.main(prog_name="atlas")


def _ready_streams() -> None:
    """Prepare the standard streams for anything: closed ones, and terminals without Cyrillic letters."""
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor <= _STANDARD_ERROR:  # one was closed: no file of the site may get its number
        descriptor = os.dup(descriptor)
    os.close(descriptor)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None if it is closed
            stream.reconfigure(errors="backslashreplace")
