"""Draws the map of a region: true boundaries where they are given, else Voronoi cells around centres.

A cell contains what is nearer to its centre than to any other. Cells are clipped to the outline of the
region, or without one to a margin around all centres. Municipalities rarely change, so the map is a file of
the atlas, and no build needs the drawing library.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from math import ceil, cos, radians
from typing import Any

import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import join_words, quote_all
from generator.check.map_check import MapFiles
from generator.model.municipality import Municipality
from generator.model.region_map import MapCell, RegionMap
from generator.source.areas import Area

Shape = Any
"""A geometry of shapely, which ships no type hints."""
WIDTH, MARGIN = 1000, 6
FEWEST = 2
_AROUND = 0.25
"""Margin around all centres, in degrees of latitude."""
_ASIDE = 0.01
"""Degrees of longitude between a town and the district that is governed from it."""


class DrawnMap(msgspec.Struct, frozen=True, kw_only=True):
    """A map, and the municipalities without a cell."""

    region_map: RegionMap
    left_out: Sequence[Municipality]


def can_draw() -> bool:
    """Return whether the drawing library is installed."""
    return find_spec("shapely") is not None


def draw_map(places: Sequence[Municipality], files: MapFiles) -> DrawnMap:
    """Draw the map of municipalities, using the shapes in the map's files.

    Raises:
        AtlasError: too few places have coordinates, two centres of different names share a point, or the
            drawing library is missing.
    """
    if not can_draw():
        message = "карту рисует библиотека shapely, а она не установлена"
        raise AtlasError(message, "Установите её: .venv/bin/pip install shapely")
    shapes = {place_id: _shape(area) for place_id, area in files.boundaries.items()}
    shapes = shapes or _cells(_centres(places), files.outline)
    flatten = _projection(shapes.values())
    flat = {place_id: flatten(shape) for place_id, shape in shapes.items()}
    frame = _union([flatten(_shape(area)) for area in files.outline] or list(flat.values()))
    cells = {place_id: _cell(shape) for place_id, shape in flat.items() if not shape.is_empty}
    _, _, width, height = frame.bounds
    drawn = RegionMap(
        made_from=files.digest,
        width=ceil(width) + MARGIN,
        height=ceil(height) + MARGIN,
        exact=bool(files.boundaries),
        source=files.source,
        outline=_path(frame),
        cells=cells,
    )
    return DrawnMap(region_map=drawn, left_out=[place for place in places if place.id not in cells])


def map_text(region_map: RegionMap) -> str:
    """Return the text of a map's file: a cell per line, so that git shows what has changed."""
    value = json.loads(msgspec.json.encode(region_map))
    cells = ",\n".join(f"  {_as_json(key)}: {_as_json(cell)}" for key, cell in value.pop("cells").items())
    facts = ",\n".join(f" {_as_json(key)}: {_as_json(one)}" for key, one in value.items())
    return f'{{\n{facts},\n "cells": {{\n{cells}\n }}\n}}\n'


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _centres(places: Sequence[Municipality]) -> Mapping[str, tuple[float, float]]:
    """Return the centres, longitude first, by id; of those in the same town each later one is further east.

    Raises:
        AtlasError: there are too few, or two with different names are at the same point.
    """
    at_point: dict[tuple[float, float], list[Municipality]] = {}
    for place in places:
        if point := place.centre_point:
            at_point.setdefault(point, []).append(place)
    if sum(map(len, at_point.values())) < FEWEST:
        message = "для карты нужны координаты хотя бы двух муниципалитетов"
        raise AtlasError(message, "Впишите latitude и longitude в site_config/municipalities.yaml")
    for first, *others in at_point.values():
        if other := next((one for one in others if one.centre != first.centre), None):
            pair = join_words(quote_all([first.title, other.title]))
            message = f"центры муниципалитетов {pair} названы по-разному, а стоят в одной точке"
            raise AtlasError(message, "Исправьте координаты.")
    return {
        place.id: (longitude + _ASIDE * index, latitude)
        for (latitude, longitude), same in at_point.items()
        for index, place in enumerate(same)
    }


def _cells(centres: Mapping[str, tuple[float, float]], outline: Sequence[Area]) -> dict[str, Shape]:
    """Return the Voronoi cell of each centre, clipped to the outline."""
    from shapely import MultiPoint, voronoi_polygons  # noqa: PLC0415 - an extra

    points = MultiPoint(list(centres.values()))
    frame = _union([_shape(area) for area in outline]) if outline else points.convex_hull.buffer(_AROUND)
    found = voronoi_polygons(points, extend_to=frame, ordered=True)
    return {place_id: cell.intersection(frame) for place_id, cell in zip(centres, found.geoms, strict=True)}


def _shape(area: Area) -> Shape:
    from shapely import MultiPolygon, Polygon, make_valid  # noqa: PLC0415 - an extra

    return make_valid(MultiPolygon([Polygon(rings[0], rings[1:]) for rings in area.polygons]))


def _union(shapes: Sequence[Shape]) -> Shape:
    from shapely import union_all  # noqa: PLC0415 - an extra

    return union_all(shapes)


def _projection(shapes: Iterable[Shape]) -> Callable[..., Shape]:
    """Return a projection onto a plane: accurate enough for one region, north up."""
    from shapely.affinity import affine_transform  # noqa: PLC0415 - an extra

    west, south, east, north = _union([shape for shape in shapes if not shape.is_empty]).bounds
    narrowing = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrowing)
    to_plane = [narrowing * scale, 0, 0, -scale, MARGIN - west * narrowing * scale, MARGIN + north * scale]
    return lambda shape: affine_transform(shape, to_plane)


def _cell(shape: Shape) -> MapCell:
    """Return a cell with the point of its largest part that leaves most room for a label."""
    from shapely import maximum_inscribed_circle  # noqa: PLC0415 - an extra

    parts = _polygons(shape)
    radius = maximum_inscribed_circle(max(parts, key=lambda part: part.area), tolerance=1)
    x, y = radius.coords[0]
    return MapCell(path=_path(shape), x=round(x), y=round(y), room=int(radius.length))


def _polygons(shape: Shape) -> list[Shape]:
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if part.geom_type == "Polygon"]


def _path(shape: Shape) -> str:
    """Return a shape as an SVG path in whole units, one sub-path per ring."""
    rings = (ring for part in _polygons(shape) for ring in (part.exterior, *part.interiors))
    lines = []
    for ring in rings:
        points = dict.fromkeys((round(x), round(y)) for x, y in ring.coords)
        if len(points) > FEWEST:
            lines.append("M" + "L".join(f"{x},{y}" for x, y in points) + "Z")
    return "".join(lines)
