"""`atlas schema`: the schemas with the values of vocabularies filled in."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.commands import FOUND, OK, command
from generator.cli.options import pass_root
from generator.errors import AtlasError, reason_of
from generator.report.text import text_report
from generator.schema_files import fill, read_schemas, schema_text
from generator.settings_files import load_settings

DEFAULT = Path(".atlas/schemas")


@command(
    name="schema",
    short_help="Записать схемы со значениями словарей.",
    help="Записать схемы записей, в которые подставлены значения словарей: для редакторов и для публикации.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="ПАПКА",
    help=f"Куда записать. Без параметра — «{DEFAULT}» в папке атласа.",
)
@pass_root
def schema(root: Path, output: Path | None) -> int:
    """Write the schemas and name them."""
    schemas = read_schemas(root)
    loaded = load_settings(root, schemas)
    folder = output or root / DEFAULT
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, filled in fill(schemas, loaded.vocabularies).items():
            (folder / name).write_text(schema_text(filled), encoding="utf-8")
            click.echo(folder / name)
    except OSError as error:
        why = reason_of(error)
        message = f"не удалось записать схемы в «{folder}»: {why.what}"
        raise AtlasError(message, why.action) from error
    if loaded.findings:
        click.echo(text_report(loaded.findings, None), nl=False, err=True)
    return FOUND if loaded.findings else OK
