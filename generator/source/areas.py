"""Reads areas from GeoJSON: polygons with the properties of their features (RFC 7946, longitude first)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.base.decode import UndecodableError, decode
from generator.base.limits import MAX_BYTES
from generator.base.russian import format_number
from generator.model.findings import Finding, Pointer, Problem
from generator.source.locations import finding_of_file, findings_of

_REDO = "Сохраните файл заново программой для карт как GeoJSON в градусах WGS 84."
_WHOLE = "Объект FeatureCollection, в features — контуры (Feature) с геометрией Polygon или MultiPolygon."
_FEWEST = 4
_EAST, _NORTH = 180, 90
_SHAPES = {"Polygon", "MultiPolygon"}

Ring = Sequence[tuple[float, float]]


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A feature: its properties, and its polygons, each of an outer ring and holes."""

    properties: Mapping[str, Any]
    polygons: Sequence[Sequence[Ring]]
    pointer: Pointer


class ReadAreas(msgspec.Struct, frozen=True, kw_only=True):
    """The areas of a file, and what is wrong with it: with findings there are no areas."""

    areas: Sequence[Area] = ()
    findings: Sequence[Finding] = ()
    source: str = ""
    """The origin of the shapes, from the file's `source`."""


def read_areas(path: str, data: bytes) -> ReadAreas:
    """Read the areas of a GeoJSON file, or find everything that is wrong with it.

    Args:
        path: how findings name the file.
        data: its bytes, at most one more than a file may have.
    """
    if len(data) > MAX_BYTES:
        size = f"{format_number(MAX_BYTES // 1024)} КиБ"
        large = _problem(
            (),
            f"Файл слишком большой: больше {size}",
            "Упростите линии: на карте региона виден километр, а не метр.",
        )
        return ReadAreas(findings=[finding_of_file(path, large)])
    try:
        value = decode(lambda body: json.loads(body.decode("utf-8-sig")), data)
    except UndecodableError as error:
        return ReadAreas(findings=[finding_of_file(path, _problem((), f"Файл не читается: {_why(error)}"))])
    problems = list(_problems(value))
    if problems:
        return ReadAreas(findings=findings_of(path, data, problems))
    areas = [_area(feature, ("features", index)) for index, feature in enumerate(value["features"])]
    return ReadAreas(areas=areas, source=value.get("source", ""))


def _why(error: UndecodableError) -> str:
    cause = error.__cause__
    if isinstance(cause, json.JSONDecodeError):
        return f"ошибка JSON в строке {cause.lineno}, столбце {cause.colno}"
    return "это не текст JSON в кодировке UTF-8"


def _problem(pointer: Pointer, what: str, action: str = _REDO, allowed: str = _WHOLE) -> Problem:
    return Problem(code="bad-geojson", what=what, pointer=pointer, allowed=allowed, action=action)


def _problems(value: object) -> Iterator[Problem]:
    if not isinstance(value, dict) or value.get("type") != "FeatureCollection":
        yield _problem((), "Это не FeatureCollection")
        return
    if not isinstance(value.get("source", ""), str):
        yield _problem(("source",), "Источник (source) — не текст", "Напишите, откуда контур.")
    features = value.get("features")
    if not isinstance(features, list) or not features:
        yield _problem(("features",), "В features нет ни одного контура")
        return
    for index, feature in enumerate(features):
        yield from _feature_problems(feature, ("features", index))


def _feature_problems(feature: object, pointer: Pointer) -> Iterator[Problem]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(geometry, dict):
        yield _problem(pointer, "Это не контур (Feature) с геометрией")
        return
    if not isinstance(feature.get("properties") or {}, dict):
        yield _problem((*pointer, "properties"), "Свойства контура (properties) — не объект")
    inside = (*pointer, "geometry")
    if geometry.get("type") not in _SHAPES:
        yield _problem((*inside, "type"), f"Геометрия «{geometry.get('type')}» — не площадь")
        return
    polygons, inside = geometry.get("coordinates"), (*inside, "coordinates")
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    rings = _each_ring(polygons)
    if rings is None:
        yield _problem(inside, "Координаты вложены не так, как у площади")
        return
    fault = next((fault for ring in rings if (fault := _ring_fault(ring))), None)
    if fault:
        yield _problem(inside, fault)


def _each_ring(polygons: object) -> list[Any] | None:
    """Return the rings of all polygons; None if the value is not a list of lists."""
    if not isinstance(polygons, list) or not polygons:
        return None
    if not all(isinstance(polygon, list) and polygon for polygon in polygons):
        return None
    return [ring for polygon in polygons for ring in polygon]


def _ring_fault(ring: object) -> str:
    """Return what is wrong with a ring, in Russian; «» for nothing."""
    if not isinstance(ring, list) or len(ring) < _FEWEST:
        return "В кольце контура меньше четырёх точек"
    for point in ring:
        if not isinstance(point, list) or len(point) < 2 or not all(_is_number(one) for one in point[:2]):  # noqa: PLR2004 - longitude and latitude
            return f"Точка «{point}» — не два числа: долгота и широта"
        if abs(point[0]) > _EAST or abs(point[1]) > _NORTH:
            return f"Точки «{point[0]}, {point[1]}» нет на Земле: нужны долгота и широта в градусах"
    return "" if ring[0][:2] == ring[-1][:2] else "Кольцо контура не замкнуто: последняя точка — не первая"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _area(feature: Mapping[str, Any], pointer: Pointer) -> Area:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    rings = [[[(point[0], point[1]) for point in ring] for ring in polygon] for polygon in polygons]
    return Area(properties=feature.get("properties") or {}, polygons=rings, pointer=pointer)
