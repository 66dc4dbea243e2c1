"""The map of a region: a cell for each municipality, made once and kept in `site_config/map.json`."""

from collections.abc import Iterable, Mapping

import msgspec

from generator.base.fingerprint import fingerprint
from generator.model.municipality import Municipality


class MapCell(msgspec.Struct, frozen=True, kw_only=True):
    """A municipality on the map: its SVG path, the position of its label, and the space around it."""

    path: str
    x: int
    y: int
    room: int
    """Radius of the largest circle that fits around the label."""


class RegionMap(msgspec.Struct, frozen=True, kw_only=True):
    """`site_config/map.json`: the output of `atlas map`, in its own units."""

    made_from: str
    """Digest of the inputs, as returned by `map_digest`."""
    width: int
    height: int
    exact: bool
    """Whether cells are true boundaries rather than a scheme around centres."""
    source: str = ""
    """The origin of the outline or the boundaries, for readers."""
    outline: str
    cells: Mapping[str, MapCell]
    """Cells by municipality id; a municipality outside the outline has none."""


def map_digest(places: Iterable[Municipality], *files: bytes) -> str:
    """Return the digest by which an outdated map is recognised: of the centres and the files of shapes."""
    centres = sorted((place.id, *place.centre_point) for place in places if place.centre_point)
    return fingerprint(repr(centres).encode(), *files).hex()[:16]
