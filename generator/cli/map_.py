"""`atlas map`: draw the map of the region."""

import sys
from pathlib import Path

import click

from generator.base.files import replace_file
from generator.base.russian import count, join_words, quote_all
from generator.check.map_check import MAP_FILE, read_map_files
from generator.check.settings_check import load_ruleset
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import pass_root
from generator.cli.output import paint_for, say
from generator.intake.new_atlas.draw_map import draw_map, map_text
from generator.model.findings import Severity
from generator.report.text import list_findings
from generator.source.schema_files import read_schemas


@command(
    name="map",
    help=f"Нарисовать карту региона ({MAP_FILE}): ячейки вокруг центров муниципалитетов в контуре "
    "site_config/outline.geojson или границы из site_config/boundaries.geojson, если эти файлы есть. "
    "Запускайте после изменения муниципалитетов и этих файлов. Нужна библиотека shapely. Код возврата: "
    "0 — карта есть, 1 — в настройках или контурах ошибки, 2 — команда записана неверно.",
)
@pass_root
def map_(root: Path) -> int:
    """Draw the map and write its file, or print what is wrong with its sources."""
    loaded = load_ruleset(root, read_schemas(root))
    if loaded.settings is None:
        errors = [one for one in loaded.findings if one.severity is Severity.ERROR]
        click.echo(list_findings(errors, "", paint_for(sys.stdout)), nl=False)
        return FOUND
    places = loaded.settings.municipalities
    drawn = draw_map(places, read_map_files(root, places))
    replace_file(str(root / MAP_FILE), map_text(drawn.region_map).encode())
    cells = count(len(drawn.region_map.cells), "муниципалитет", "муниципалитета", "муниципалитетов")
    say(f"Карта нарисована: {cells} — {MAP_FILE}")
    if drawn.left_out:
        titles = join_words(quote_all([place.title for place in drawn.left_out]))
        say(f"На карте нет: {titles}. Нет координат или границы, или центр лежит далеко от контура.")
    return OK
