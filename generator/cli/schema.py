"""`atlas schema`: the schemas with the values of vocabularies filled in."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator.base.errors import AtlasError, explain_os_error
from generator.base.files import read_file, replace_file
from generator.check.settings_check import load_ruleset
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import pass_root
from generator.cli.output import for_log, paint_for, say
from generator.report.text import findings_text
from generator.source.editor_schemas import (
    REFERENCES,
    read_named_records,
    reference_schema,
    schemas_for_editors,
)
from generator.source.schema_files import FILLED, read_schemas, schema_text


@command(
    help="Записать схемы записей, в которые подставлены значения словарей: по ним редактор подсказывает, что "
    "можно написать. Запускайте после изменения схем и словарей.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="ПАПКА",
    help=f"Куда записать. Без параметра — «{FILLED}» в папке атласа: туда ведёт первая строка записей.",
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Ничего не менять, только назвать схемы, которые устарели (тогда код возврата 1).",
)
@pass_root
def schema(root: Path, output: Path | None, *, only_check: bool) -> int:
    """Write the outdated schemas and print their names."""
    schemas = read_schemas(root)
    loaded = load_ruleset(root, schemas)
    if loaded.findings:
        click.echo(findings_text(for_log(loaded.findings), paint=paint_for(sys.stderr)), nl=False, err=True)
    folder = output or root / FILLED
    texts = {
        name: schema_text(one)
        for name, one in schemas_for_editors(root, schemas, loaded.vocabularies).items()
    }
    if not only_check:  # suggestions may be outdated: a new record makes nobody's schemas wrong
        texts[REFERENCES] = schema_text(reference_schema(list(read_named_records(root))))
    old = {name: text for name, text in sorted(texts.items()) if not _stands(folder / name, text)}
    if not old:
        say("Схемы соответствуют словарям.")
    elif only_check:
        for name in old:
            click.echo(f"Устарела: {folder / name}")
        say("Чтобы обновить схемы, выполните команду «atlas schema».")
    else:
        _write(folder, old)
    return FOUND if loaded.findings or (only_check and old) else OK


def _stands(file: Path, text: str) -> bool:
    try:
        return read_file(file) == text.encode()
    except OSError:
        return False


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    try:
        for name, text in texts.items():
            replace_file(folder / name, text.encode())
            say(str(folder / name))
    except OSError as error:
        why = explain_os_error(error)
        message = f"не удалось записать схемы в «{folder}»: {why.what}"
        raise AtlasError(message, why.action) from error
