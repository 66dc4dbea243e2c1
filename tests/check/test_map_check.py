"""Shapes for the map are read like settings: every mistake is reported with its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.atlases import assemble
from support.reading import check_fixture

from generator.check.map_check import BOUNDARIES, MAP_FILE, OUTLINE, place_problems, read_map_files
from generator.check.settings_check import load_ruleset
from generator.intake.new_atlas.draw_map import draw_map, map_text
from generator.model.findings import Finding
from generator.model.municipality import Municipality
from generator.source.schema_files import read_schemas

SQUARE = [[36.0, 43.0], [42.0, 43.0], [42.0, 47.0], [36.0, 47.0], [36.0, 43.0]]


def collection(*features: tuple[dict[str, Any], object], kind: str = "Polygon") -> str:
    listed = [
        {"type": "Feature", "properties": said, "geometry": {"type": kind, "coordinates": shape}}
        for said, shape in features
    ]
    return json.dumps({"type": "FeatureCollection", "source": "Проба", "features": listed}, indent=1)


def findings(root: Path, path: str, text: str) -> Sequence[Finding]:
    (root / path).write_text(text, encoding="utf-8")
    return [one for one in check_fixture(root).findings if one.path == path]


def places(root: Path) -> tuple[Municipality, ...]:
    settings = load_ruleset(root, read_schemas(root)).settings
    assert settings is not None
    return settings.municipalities


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "ошибка JSON в строке 1"),
        ('{"type": "Feature"}', "Это не FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', "нет ни одного контура"),
        ('{"type": "FeatureCollection", "features": [null]}', "не контур"),
        (collection(({}, [36, 43]), kind="Point"), "«Point» — не площадь"),
        (collection(({}, [SQUARE[:3]])), "меньше четырёх точек"),
        (collection(({}, [SQUARE[:4]])), "не замкнуто"),
        (collection(({}, [[*SQUARE[:3], ["x", 1], SQUARE[0]]])), "не два числа"),
        (collection(({}, [[*SQUARE[:3], [36, 430], SQUARE[0]]])), "нет на Земле"),
        (collection(({}, 5)), "вложены не так"),
        ("[" * 100_000, "это не текст JSON"),
        (" " * 300_000, "слишком большой"),
    ],
)
def test_a_broken_outline_is_a_finding(tmp_path: Path, text: str, told: str) -> None:
    (found,) = findings(assemble(tmp_path), OUTLINE, text)
    assert found.code == "bad-geojson"
    assert told in found.what
    assert found.action


def test_boundaries_name_municipalities_each_once(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    first, second, *_ = places(root)
    said: list[dict[str, Any]] = [{"id": first.id}, {"oktmo": first.oktmo}, {"id": f"{second.id}x"}, {}]
    found = findings(root, BOUNDARIES, collection(*((one, [SQUARE]) for one in said)))
    assert [one.what for one in found] == [
        f"Граница муниципалитета «{first.oktmo}» уже есть выше",
        f"Нет муниципалитета «{second.id}x»",
        "Не сказано, какого муниципалитета эта граница",
    ]
    assert found[1].near == (second.id,)
    assert found[0].line < found[1].line < found[2].line


def test_a_map_is_old_when_what_it_was_made_from_has_changed(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    assert findings(root, MAP_FILE, "{}")[0].what == "Это не карта, которую сделала команда atlas map"
    listed = places(root)
    assert findings(root, MAP_FILE, map_text(draw_map(listed, read_map_files(root, listed)).region_map)) == []
    (root / OUTLINE).write_text(collection(({}, [SQUARE])), encoding="utf-8")
    (old,) = [one for one in check_fixture(root).findings if one.path == MAP_FILE]
    assert (old.code, old.severity) == ("old-map", "warning")
    listed = places(root)
    assert findings(root, MAP_FILE, map_text(draw_map(listed, read_map_files(root, listed)).region_map)) == []


def test_a_place_has_both_coordinates_or_neither(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    file = root / "site_config/municipalities.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(index for index, line in enumerate(lines) if "longitude:" in line)
    text = "".join(lines[:at] + lines[at + 1 :])
    (found,) = findings(root, "site_config/municipalities.yaml", text)
    assert found.code == "missing-key"
    assert "нет долготы" in found.what


def place(latitude: float, longitude: float) -> Municipality:
    return Municipality(
        id="ozersk", oktmo="99701000", name="Озёрск", title="Озёрск", type="urban-district", centre="Озёрск",
        latitude=latitude, longitude=longitude,
    )  # fmt: skip


HERE = [place(45.0 + number / 10, 39.0 + number / 7) for number in range(9)]


def test_centres_that_are_not_where_the_others_are_are_told() -> None:
    found = [
        list(place_problems([*HERE, place(*one)])) for one in ((38.9, 45.1), (4.51, 39.1), (45.1, 139.1))
    ]
    assert ["на месте другой" in one.what for (one,) in found] == [True, False, False]
    assert all(one.pointer[:2] == ("municipalities", len(HERE)) for (one,) in found)


def test_exchanged_coordinates_of_all_are_told_once() -> None:
    (found,) = place_problems([place(one.longitude or 0, one.latitude or 0) for one in HERE])
    assert "ещё у 8\u00a0муниципалитетов" in found.what


def test_wide_regions_and_few_centres_are_left_in_peace() -> None:
    wide = [place(53.7, 91.4), place(56.0, 92.9), place(69.3, 88.2), place(71.9, 102.5), place(64.3, 100.2)]
    assert [list(place_problems(places)) for places in (HERE, wide, HERE[:1], [])] == [[], [], [], []]
    assert list(place_problems([place(54.7, 20.5), place(66.0, -170.0)])) == []
