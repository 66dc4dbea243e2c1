"""The template of a workbook: its explanations and its lists."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from support.atlases import REFERENCE
from support.commands import assert_refused, call
from support.records import REPOSITORY, own_settings

from generator.intake.tables.layout import tables_of
from generator.model.kinds import KINDS, Kind
from generator.source.fields import Fields
from generator.source.schema_files import read_schemas


def _sheet(file: Path, name: str) -> list[list[object]]:
    return [[*row] for row in CalamineWorkbook.from_path(str(file)).get_sheet_by_name(name).iter_rows()]


def _template(file: Path, *words: str) -> Path:
    told = call(REFERENCE, "import", "--template", str(file), *words)
    assert told.code == 0
    assert f"Шаблон: {file}" in told.out
    return file


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_explained(kind: Kind, tmp_path: Path) -> None:
    file = _template(tmp_path / f"{kind.name}.xlsx")

    fields = Fields(schemas=read_schemas(REPOSITORY), file=kind.schema_file)
    keys = [column.key() for table in tables_of(kind, fields) for column in table.columns]
    rows = [row for row in _sheet(file, "Пояснения")[1:] if row[2]]
    assert [row[2] for row in rows] == keys
    assert all(row[1] and row[3] and row[4] for row in rows)
    told = "\n".join(str(cell) for row in rows for cell in row[3:7])
    assert not re.search(r"true|false|\byaml\b|site_config|ключ", told, re.IGNORECASE)


def test_terms_are_offered_by_their_titles(tmp_path: Path) -> None:
    file = _template(tmp_path / "practice.xlsx")

    values = _sheet(file, "Значения")
    title = own_settings().vocabularies["subjects"].title
    offered = [row[values[0].index(title)] for row in values[1:]]
    assert [cell for cell in offered if cell] == [
        term.title for term in own_settings().vocabularies["subjects"].terms
    ]
    with zipfile.ZipFile(file) as parts:
        practices = parts.read("xl/worksheets/sheet2.xml").decode()
    places = own_settings().municipalities
    assert re.search(rf"<formula1>'Значения'!\$[A-Z]+\$2:\$[A-Z]+\${len(places) + 1}</formula1>", practices)
    assert "<formula1>&quot;да,нет&quot;</formula1>" in practices or '<formula1>"да,нет"' in practices


def test_a_template_holds_the_kinds_that_are_asked_for(tmp_path: Path) -> None:
    names = {
        name: CalamineWorkbook.from_path(str(_template(tmp_path / name, *words))).sheet_names
        for name, words in {
            "communities.xlsx": (),
            "tablitsa.xlsx": ("--kind", "resource_centre"),
            "vse.xlsx": (),
        }.items()
    }

    assert names["communities.xlsx"][1] == "Сообщества"
    assert names["tablitsa.xlsx"][1] == "Ресурсные центры"
    assert {"Практики. Шаги", "Сообщества. Площадки"} <= set(names["vse.xlsx"])
    assert_refused(
        call(REFERENCE, "import", "--template", str(tmp_path / "vse.xlsx")), "уже есть, он не изменён"
    )
    assert_refused(
        call(REFERENCE, "import", "--template", str(tmp_path / "a.csv")), "«.xlsx» на конце", code=2
    )
