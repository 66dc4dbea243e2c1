"""A map of points: municipalities where their centres lie, larger where there are more records.

It stands beside a list of the same links, so it says nothing that the list does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, cos, radians, sqrt

import msgspec

from generator.model.municipality import Municipality
from generator.model.tally import Tally
from generator.site.views.items import Item
from generator.site.views.site import place_item

WIDTH = 1000
MARGIN = 60
SMALLEST, LARGEST = 7.0, 22.0
LETTER_WIDTH, LETTER_HEIGHT, GAP = 12.0, 24.0, 5.0
NONE = Tally()
LARGE = 1.6
"""How much larger names and dots are drawn on a phone, where the map itself is small."""

Box = tuple[float, float, float, float]


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """Where a name stands; `anchor` is «start» right of the dot and «end» left of it."""

    x: float
    anchor: str


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A municipality on the map. A label is None where its name would cover something else."""

    item: Item
    x: float
    y: float
    radius: float
    tally: Tally
    label: Label | None
    large_label: Label | None


class MapView(msgspec.Struct, frozen=True, kw_only=True):
    """The map: its size in its own units, and the points, the largest first."""

    width: int
    height: int
    points: Sequence[Point]


def map_of(places: Sequence[Municipality], tallies: Mapping[str, Tally]) -> MapView | None:
    """Return the map of municipalities with how many records each has; None for no places."""
    if not places:
        return None
    flat = _flat(places)
    counts = {place.id: tallies.get(place.id, NONE).total for place in places}
    most = max(1, *counts.values())
    radii = {place_id: _radius(number, most) for place_id, number in counts.items()}
    largest_first = sorted(places, key=lambda place: -counts[place.id])
    labels, large_labels = (_labels(largest_first, flat, radii, times) for times in (1.0, LARGE))
    points = tuple(
        Point(
            item=place_item(place),
            x=flat[place.id][0],
            y=flat[place.id][1],
            radius=radii[place.id],
            tally=tallies.get(place.id, NONE),
            label=labels[place.id],
            large_label=large_labels[place.id],
        )
        for place in largest_first
    )
    height = ceil(max(y for _, y in flat.values()) + MARGIN)
    return MapView(width=WIDTH, height=height, points=points)


def _radius(number: int, most: int) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * sqrt(number / most), 1)


def _flat(places: Sequence[Municipality]) -> Mapping[str, tuple[float, float]]:
    """Return places on a plane: good enough for one region, north above."""
    south, north = min(p.latitude for p in places), max(p.latitude for p in places)
    west, east = min(p.longitude for p in places), max(p.longitude for p in places)
    narrowing = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrowing, 0.1)
    return {
        place.id: (
            round(MARGIN + (place.longitude - west) * narrowing * scale, 1),
            round(MARGIN + (north - place.latitude) * scale, 1),
        )
        for place in places
    }


def _dot(x: float, y: float, radius: float) -> Box:
    return (x - radius, y - radius, x + radius, y + radius)


def _labels(
    places: Sequence[Municipality],
    flat: Mapping[str, tuple[float, float]],
    radii: Mapping[str, float],
    times: float,
) -> Mapping[str, Label | None]:
    """Return where names go when they and the dots are so many times larger; the first come first."""
    taken = [_dot(*flat[place.id], radii[place.id] * times) for place in places]
    return {
        place.id: _label(place.title, flat[place.id], radii[place.id] * times, times, taken)
        for place in places
    }


def _label(
    title: str, at: tuple[float, float], radius: float, times: float, taken: list[Box]
) -> Label | None:
    """Return where a name goes, right or left of its dot, if it meets nothing; it is then taken."""
    (x, y), width, half = at, LETTER_WIDTH * times * len(title), LETTER_HEIGHT * times / 2
    start, end = x + radius + GAP, x - radius - GAP
    for left, right, anchor in ((start, start + width, "start"), (end - width, end, "end")):
        box = (left, y - half, right, y + half)
        if left >= GAP and right <= WIDTH - GAP and not any(_meet(box, other) for other in taken):
            taken.append(box)
            return Label(x=round(left if anchor == "start" else right, 1), anchor=anchor)
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
