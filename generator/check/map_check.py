"""Checks the files of the map: the given shapes, and the map that `atlas map` made from them."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import msgspec

from generator.base.decode import UndecodableError, decode
from generator.base.russian import count, format_number, join_words, quote_all
from generator.base.suggestions import near_misses
from generator.model.findings import Finding, Problem, Severity
from generator.model.municipality import Municipality, distance_km
from generator.model.region_map import RegionMap, map_digest
from generator.source.areas import Area, ReadAreas, read_areas
from generator.source.locations import finding_of_file, findings_of
from generator.source.record_files import Unloaded, read_file

MAP_FILE = "site_config/map.json"
OUTLINE, BOUNDARIES = "site_config/outline.geojson", "site_config/boundaries.geojson"
_POLE, _SOUTH, _NORTH, _WEST, _BEYOND_180 = 90, 41, 82, 19, -168
"""Bounds of Russia in degrees."""
_NEAR_KM, _FAR_KM, _FAR_TIMES = 300, 1000, 8
_REMAKE = "Сделайте карту заново: atlas map"


class MapFiles(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a map: the map if it is usable, the shapes, and what is wrong."""

    region_map: RegionMap | None
    outline: Sequence[Area]
    boundaries: Mapping[str, Area]
    source: str
    digest: str
    findings: Sequence[Finding]
    """What is wrong with the shapes."""
    map_findings: Sequence[Finding]
    """What is wrong with the map itself: `atlas map` repairs it."""


def read_map_files(root: Path, places: Sequence[Municipality]) -> MapFiles:
    """Read the map files of the atlas at `root`, with everything that is wrong with them."""
    findings: list[Finding] = []
    data = {path: _read(root, path, findings) for path in (OUTLINE, BOUNDARIES, MAP_FILE)}
    outline, boundaries = (_areas(path, data[path]) for path in (OUTLINE, BOUNDARIES))
    findings += [*outline.findings, *boundaries.findings]
    named, problems = _by_place(boundaries.areas, places)
    findings += findings_of(BOUNDARIES, data[BOUNDARIES] or b"", problems)
    shapes = [one for one in (data[OUTLINE], data[BOUNDARIES]) if one is not None]
    digest = map_digest(places, *shapes)
    region_map, problem = _read_map(data[MAP_FILE], digest, wanted=bool(shapes))
    return MapFiles(
        region_map=region_map,
        outline=outline.areas,
        boundaries=named,
        source=boundaries.source or outline.source,
        digest=digest,
        findings=findings,
        map_findings=[finding_of_file(MAP_FILE, problem)] if problem else [],
    )


def _read(root: Path, path: str, findings: list[Finding]) -> bytes | None:
    """Return the content of a file; None, perhaps with a finding, if it cannot be read."""
    if not os.path.lexists(root / path):
        return None
    data = read_file(root / path, path)
    if isinstance(data, Unloaded):
        findings.append(finding_of_file(path, data.problem))
        return None
    return data


def _areas(path: str, data: bytes | None) -> ReadAreas:
    return ReadAreas() if data is None else read_areas(path, data)


def _by_place(
    areas: Iterable[Area], places: Sequence[Municipality]
) -> tuple[Mapping[str, Area], Sequence[Problem]]:
    """Return boundaries by the municipality whose id or code they name, and problems of the others."""
    ids = {name: place.id for place in places for name in (place.id, place.oktmo)}
    known = [(name, place.id) for place in places for name in (place.id, place.oktmo, place.title)]
    found: dict[str, Area] = {}
    problems: list[Problem] = []
    for area in areas:
        said = [str(area.properties[key]) for key in ("id", "oktmo") if area.properties.get(key)]
        named = next((ids[one] for one in said if one in ids), None)
        if named is not None and named not in found:
            found[named] = area
            continue
        problems.append(_problem_of_name(area, said, known, is_second=named is not None))
    return found, problems


def _problem_of_name(
    area: Area, said: Sequence[str], known: Sequence[tuple[str, str]], *, is_second: bool
) -> Problem:
    names = join_words(quote_all(said)) if said else ""
    what = f"Нет муниципалитета {names}" if said else "Не сказано, какого муниципалитета эта граница"
    return Problem(
        code="bad-geojson",
        what=f"Граница муниципалитета {names} уже есть выше" if is_second else what,
        pointer=area.pointer,
        allowed="В свойствах (properties) id или oktmo муниципалитета, каждый один раз.",
        action="Исправьте свойство или удалите контур.",
        suggestions=() if is_second or not said else tuple(near_misses(said[0], known)),
    )


def _read_map(data: bytes | None, digest: str, *, wanted: bool) -> tuple[RegionMap | None, Problem | None]:
    """Return the map if it is usable, and what is wrong with it; `wanted` says that there are shapes."""
    if data is None:
        return None, _old("Контур есть, а карты по нему нет") if wanted else None
    try:
        found = decode(lambda body: msgspec.json.decode(body, type=RegionMap), data)
    except UndecodableError:
        return None, _old("Это не карта, которую сделала команда atlas map")
    if found.made_from == digest:
        return found, None
    return found, _old("Карта старая: с тех пор изменились муниципалитеты, контур или границы")


def _old(what: str) -> Problem:
    return Problem(
        code="old-map",
        severity=Severity.WARNING,
        what=what,
        allowed="Файл, который команда atlas map сделала из нынешних настроек.",
        action=_REMAKE,
    )


def centre_problems(places: Iterable[Municipality]) -> Iterator[Problem]:
    """Yield the municipalities of which only one coordinate is known."""
    for index, place in enumerate(places):
        if (place.latitude is None) != (place.longitude is None):
            missing, title = ("latitude", "широты") if place.latitude is None else ("longitude", "долготы")
            yield Problem(
                code="missing-key",
                what=f"У муниципалитета «{place.title}» нет {title}: поля `{missing}`",
                pointer=("municipalities", index),
                allowed="Обе координаты центра или ни одной.",
                action="Добавьте вторую координату или удалите первую.",
                missing_keys=(missing,),
            )


def place_problems(places: Sequence[Municipality]) -> Iterator[Problem]:
    """Yield the municipalities whose centre is far from the others: swapped or wrong coordinates."""
    points = {index: point for index, one in enumerate(places) if (point := one.centre_point) is not None}
    if not points:
        return
    middle = (median(one for one, _ in points.values()), median(one for _, one in points.values()))
    usual = median(distance_km(point, middle) for point in points.values())
    exchanged = [index for index, point in points.items() if _is_exchanged(point, middle)]
    for index in exchanged[:1]:
        yield _misplaced_problem(
            places[index], index, "широта и долгота, похоже, стоят одна на месте другой", len(exchanged)
        )
    for index, point in points.items():
        if index not in exchanged and distance_km(point, middle) > max(_FAR_KM, _FAR_TIMES * usual):
            far = f"центр в {format_number(round(distance_km(point, middle)))} км от остальных"
            yield _misplaced_problem(places[index], index, far, 1)


def _is_exchanged(point: tuple[float, float], middle: tuple[float, float]) -> bool:
    """Return whether swapped coordinates would be near the others, or at least in the country."""
    other = (point[1], point[0])
    if abs(other[0]) > _POLE:
        return False
    if _is_in_russia(point) != _is_in_russia(other):
        return _is_in_russia(other)
    far = distance_km(point, middle)
    return far > _NEAR_KM and distance_km(other, middle) < far / 2


def _is_in_russia(point: tuple[float, float]) -> bool:
    return _SOUTH < point[0] < _NORTH and (point[1] > _WEST or point[1] < _BEYOND_180)


def _misplaced_problem(place: Municipality, index: int, what: str, times: int) -> Problem:
    also = (
        f" (и ещё у {count(times - 1, 'муниципалитета', 'муниципалитетов', 'муниципалитетов')})"
        if times > 1
        else ""
    )
    return Problem(
        code="misplaced-centre",
        severity=Severity.WARNING,
        what=f"{place.title}: {what}{also}",
        pointer=("municipalities", index, "latitude"),
        allowed="Градусы: `latitude` (в России от 41 до 82) и `longitude`.",
        action="Сверьте координаты с картой и запишите каждую в своё поле.",
    )
