"""The map of a region: a cell for each municipality, made once and kept in `site_config/map.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.base.fingerprint import fingerprint
from generator.model.municipality import Municipality
from generator.model.setting import Setting


class MapCell(Setting, frozen=True, kw_only=True):
    """A municipality on the map: its path in SVG, where its words stand, and the room around them."""

    path: str
    x: int
    y: int
    room: int
    """Radius of the largest circle that fits around the words."""


class RegionMap(Setting, frozen=True, kw_only=True):
    """`site_config/map.json`: what `atlas map` made, in units of its own."""

    made_from: str
    """What it was made from, as `map_digest` tells it."""
    width: int
    height: int
    exact: bool
    """Whether cells are true boundaries, and no scheme around centres."""
    source: str = ""
    """Where the outline or the boundaries come from, for readers."""
    outline: str
    cells: Mapping[str, MapCell]
    """By the id of the municipality; one that lies outside the outline has none."""


def map_digest(places: Iterable[Municipality], *files: bytes) -> str:
    """Return what tells whether a map is of today: a hash of the centres and of the files of shapes."""
    centres = sorted((place.id, *place.centre_point) for place in places if place.centre_point)
    return fingerprint(repr(centres).encode(), *files).hex()[:16]
