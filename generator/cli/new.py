"""`atlas new`: create the file of a new record."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TextIO

import click

from generator.base.errors import AtlasError, explain_os_error
from generator.check.settings_check import load_ruleset
from generator.cli.commands import command
from generator.cli.options import as_of, pass_root
from generator.cli.output import is_terminal, say
from generator.cli.usage import OneOf, refuse
from generator.intake.new_record import draft_record
from generator.model.addresses import slug
from generator.model.kinds import KIND_BY_NAME, KINDS
from generator.source.record_files import record_path
from generator.source.schema_files import read_schemas

_SHORTEST_ID = 3


def _title(_ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """Return the title; on a terminal, ask for it."""
    if value is None and is_terminal(sys.stdin):
        value = click.prompt("Название записи", type=str, err=True)
    title = " ".join((value or "").split())
    if not title:
        refuse(param, "нужно название записи: --title «…».")
    return title


@command(
    help=f"Создать файл новой записи: {', '.join(f'{kind.name} — {kind.noun}' for kind in KINDS)}. "
    "Имя файла делается из названия.",
)
@click.argument("kind", type=OneOf(list(KIND_BY_NAME)), metavar="ВИД")
@click.option("--title", callback=_title, metavar="ТЕКСТ", help="Название записи.")
@as_of("День, который записать в поле «added»")
@pass_root
def new(root: Path, kind: str, title: str, as_of: dt.date) -> None:
    """Write the file and print what to do next."""
    record_kind = KIND_BY_NAME[kind]
    record_id = slug(title)
    if len(record_id) < _SHORTEST_ID:
        message = f"из названия «{title}» не получается имя файла"
        raise AtlasError(message, "Напишите название словами: нужны хотя бы три буквы или цифры")
    path = record_path(record_kind, record_id)
    schemas = read_schemas(root)
    text = draft_record(
        kind=record_kind,
        record_id=record_id,
        title=title,
        added=as_of,
        schemas=schemas,
        vocabularies=load_ruleset(root, schemas).vocabularies,
    )
    _create(root / path, path, text)
    say(f"Создан файл {path}")
    say("Дальше: заполните обязательные поля, удалите лишнее и проверьте запись командой")
    say(f"  atlas check {path}")


def _create(file: Path, path: str, text: str) -> None:
    if os.path.lexists(file):
        message = f"файл «{path}» уже есть, он не изменён"
        raise AtlasError(message, "Дайте записи другое название")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            _write(stream, text)
    except OSError as error:
        why = explain_os_error(error)
        message = f"не удалось создать файл «{path}»: {why.what}"
        raise AtlasError(message, why.action) from error


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        Path(stream.name).unlink()  # no half-written records
        raise
