"""The map of a region: cells that fill the outline, or boundaries if they are given."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec
import pytest
from support.atlases import REFERENCE
from support.records import own_settings

from generator.base.errors import AtlasError
from generator.check.map_check import MAP_FILE, MapFiles, read_map_files
from generator.intake.new_atlas.draw_map import WIDTH, draw_map, map_text
from generator.source.areas import Area


def area_of(path: str) -> float:
    """Return the area of a path; holes have the opposite direction and are subtracted."""
    total = 0.0
    for ring in path.split("Z")[:-1]:
        points = [tuple(map(int, point)) for point in re.findall(r"(-?\d+),(-?\d+)", ring)]
        total += sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]])) / 2
    return abs(total)


def without_shapes() -> MapFiles:
    return MapFiles(
        region_map=None, outline=(), boundaries={}, source="", digest="x", findings=(), map_findings=()
    )


def square(west: float, south: float) -> Area:
    ring = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1), (west, south)]
    return Area(properties={}, polygons=[[ring]], pointer=())


def test_the_map_of_the_region_is_the_one_that_is_kept() -> None:
    places = own_settings().municipalities
    drawn = draw_map(places, read_map_files(REFERENCE, places))
    assert map_text(drawn.region_map) == (REFERENCE / MAP_FILE).read_text(encoding="utf-8")
    assert drawn.left_out == []
    cells = drawn.region_map.cells
    assert cells.keys() == {place.id for place in places}
    assert sum(area_of(cell.path) for cell in cells.values()) == pytest.approx(
        area_of(drawn.region_map.outline), rel=0.02
    )
    assert (
        min(cell.room for cell in cells.values()) * 2 * 560 / WIDTH >= 24
    )  # a target where cells first show


def test_without_an_outline_cells_reach_to_a_line_around_the_centres() -> None:
    drawn = draw_map(own_settings().municipalities[:3], without_shapes()).region_map
    assert len(drawn.cells) == 3
    assert not drawn.exact


def test_boundaries_take_the_place_of_cells() -> None:
    first, second, third, *_ = own_settings().municipalities
    files = without_shapes()
    given = MapFiles(
        region_map=None,
        outline=(),
        boundaries={first.id: square(38, 45), second.id: square(39, 45)},
        source="Росреестр",
        digest=files.digest,
        findings=(),
        map_findings=(),
    )
    drawn = draw_map((first, second, third), given)
    assert drawn.region_map.exact
    assert drawn.region_map.source == "Росреестр"
    assert drawn.region_map.cells.keys() == {first.id, second.id}
    assert drawn.left_out == [third]


def test_two_different_centres_at_one_point_and_too_few_centres_are_told() -> None:
    place = own_settings().municipalities[0]
    twin = msgspec.structs.replace(place, id="twin", title="Двойник")
    with pytest.raises(AtlasError, match="хотя бы двух"):
        draw_map((place,), without_shapes())
    elsewhere = msgspec.structs.replace(twin, centre="с. Двойники")
    with pytest.raises(AtlasError, match="«Краснодар» и «Двойник» названы по-разному, а стоят в одной точке"):
        draw_map((place, elsewhere), without_shapes())


def test_a_town_and_the_district_governed_from_it_stand_side_by_side() -> None:
    town, *others = own_settings().municipalities[:4]
    district = msgspec.structs.replace(town, id="district", title="Краснодарский район")
    cells = draw_map((town, district, *others), without_shapes()).region_map.cells
    assert cells.keys() == {town.id, "district", *(place.id for place in others)}
    assert all(cell.path for cell in cells.values())
    assert cells[town.id].x < cells["district"].x
