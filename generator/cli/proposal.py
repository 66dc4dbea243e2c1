"""`atlas proposal`: create a record from an issue that was written with a form."""

import datetime as dt
from pathlib import Path

import click
import msgspec

from generator.base.decode import UndecodableError, decode, decode_or
from generator.base.errors import AtlasError
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import FILE, as_of, existing_file, new_file, pass_root
from generator.intake.issue_forms.accompaniment import request_from_issue
from generator.intake.issue_forms.corrections import correction_from_issue
from generator.intake.issue_forms.making import IssueRecord, record_from_issue
from generator.report.base import message

_MOST_BYTES = 4 << 20


class _Issue(msgspec.Struct, frozen=True):
    body: str | None = None
    created_at: dt.datetime | None = None


class _Event(msgspec.Struct, frozen=True):
    issue: _Issue


@command(
    help="Сделать запись из ответов в форме задачи GitHub: записать файл в content/ и проверить его. "
    "СОБЫТИЕ — файл JSON, который GitHub даёт заданию, или текст задачи. Код возврата: 0 — запись "
    "годится или это не форма, 1 — есть ошибки, 2 — команда записана неверно.",
)
@click.argument("event", metavar="СОБЫТИЕ", type=FILE, callback=existing_file)
@click.option("--output", type=FILE, callback=new_file, metavar="ФАЙЛ", help="Записать итог в файл JSON.")
@as_of("День, на который судят о сроках и датах")
@pass_root
def proposal(root: Path, *, event: Path, output: Path | None, as_of: dt.date) -> int:
    """Create the record and print its findings."""
    issue = _issue(event)
    added = issue.created_at.date() if issue.created_at else as_of
    body = issue.body or ""
    made = request_from_issue(root, body, asked_on=added, as_of=as_of)
    if made is None:
        made = correction_from_issue(root, body, as_of=as_of)
    if made is None:
        made = record_from_issue(root, body, added=added, as_of=as_of)
    if output:
        output.write_bytes(msgspec.json.encode(made))
    for line in _report_lines(made):
        click.echo(line)
    return OK if made is None or made.is_good else FOUND


def _report_lines(made: IssueRecord | None) -> list[str]:
    if made is None:
        return ["Это не ответы в форме записи."]
    if made.obstacle:
        return [made.obstacle]
    head = f"Запись: {made.path}" if made.is_good else f"В записи {made.path} есть ошибки:"
    return [head, *(message(finding) for finding in made.findings)]


def _issue(event: Path) -> _Issue:
    data = event.read_bytes()[:_MOST_BYTES]
    given = decode_or(None, msgspec.json.Decoder(_Event).decode, data)
    if given is not None:
        return given.issue
    try:
        return _Issue(body=decode(bytes.decode, data))
    except UndecodableError as error:
        message = f"«{event}» не событие GitHub и не текст"
        raise AtlasError(message, "Нужен файл JSON или текст в кодировке UTF-8") from error
