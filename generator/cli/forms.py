"""`atlas forms`: the issue forms of GitHub."""

from pathlib import Path

import click

from generator.base.files import replace_file
from generator.check.settings_check import sound_settings
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import pass_root
from generator.cli.output import say
from generator.intake.issue_forms.issue_form import FOLDER, make_issue_forms
from generator.source.schema_files import read_schemas


@command(
    help=f"Обновить формы задач GitHub ({FOLDER}) по схемам, словарям и настройкам.",
)
@click.option("--check", "only_check", is_flag=True, help="Ничего не менять: сказать, какие формы устарели.")
@pass_root
def forms(root: Path, *, only_check: bool) -> int:
    """Write the forms, or print which of them are outdated."""
    schemas = read_schemas(root)
    made = make_issue_forms(schemas, sound_settings(root, schemas))
    texts = {root / FOLDER / name: text for name, text in made.items()}
    old = [file for file, text in texts.items() if not file.is_file() or file.read_text("utf-8") != text]
    for file in old:
        if not only_check:
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(str(file), texts[file].encode())
        name = file.relative_to(root).as_posix()
        if only_check:
            click.echo(f"Устарела: {name}")
        else:
            say(f"Обновлена: {name}")
    if not old:
        say("Формы соответствуют схемам, словарям и настройкам.")
    if old and only_check:
        say("Обновите их: atlas forms")
    return FOUND if old and only_check else OK
