"""The map of a region: cells if it has been drawn, and rows of squares, which phones show.

Both contain the same links as the table beside them, so they show nothing that the table does not.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import takewhile
from math import ceil, sqrt

import msgspec

from generator.base.russian import format_number, join_words
from generator.model.municipality import Municipality
from generator.model.region_map import MapCell, RegionMap
from generator.site.views.items import Item
from generator.site.views.map_measures import Measure
from generator.site.views.site import Site, place_item

COLUMNS = 7
"""Maximum number of squares in a row: seven of at least 40 px fit on a phone."""
SHADES = 4
TALLEST = 1.4
"""Maximum ratio of height to width of a drawn map: a taller one would be two screens with tiny cells at the
end."""
SHORT = 6
"""Maximum number of characters of a square's name."""
_LETTER, _WIDER = 8.6, 1.95
"""Width of a letter in units of the map, and how much wider than the radius of its circle a name may be."""
_VOWELS = "аеёиоуыэюяьъй"


class MapFigure(msgspec.Struct, frozen=True, kw_only=True):
    """The value of a place for one measure: as text, and as a shade."""

    key: str
    words: str
    shade: int


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A municipality on the map. `words` describe it completely, `name` is written in a cell if it fits."""

    item: Item
    words: str
    short: str
    name: str
    figures: Sequence[MapFigure]
    cell: MapCell | None


class MapView(msgspec.Struct, frozen=True, kw_only=True):
    """The map: what it counts, the places, and the places as rows of squares (None is an empty square)."""

    measures: Sequence[Measure]
    region: RegionMap | None
    spots: Sequence[Spot]
    rows: Sequence[Sequence[Spot | None]]

    @property
    def of_samples(self) -> str:
        """What is counted in samples only, because there are no real records."""
        return join_words([one.title.lower() for one in self.measures if one.of_samples])

    @property
    def columns(self) -> int:
        """Squares in a row."""
        return len(self.rows[0])


def map_of(site: Site, measures: Sequence[Measure]) -> MapView | None:
    """Return the map of some measures; None if fewer than two places have coordinates."""
    places = [place for place in site.settings.municipalities if place.centre_point]
    if len(places) <= 1 or not measures:  # a single point is not a map
        return None
    region = _choose_drawn(site.settings.region_map)
    most = {one.key: max(1, *(one.figure(place.id) for place in places)) for one in measures}
    names = [bare_title(place.title) for place in places]
    spots = {
        place.id: _spot(place, (name, short), measures, most, region)
        for place, name, short in zip(places, names, shorten_names(names), strict=True)
    }
    return MapView(
        measures=measures,
        region=region,
        spots=tuple(spots.values()),
        rows=tuple(tuple(spots[place.id] if place else None for place in row) for row in square_rows(places)),
    )


def _choose_drawn(region: RegionMap | None) -> RegionMap | None:
    """Return the map to draw, if it has cells and is not too tall; otherwise squares are shown."""
    if region is None or not region.cells or (not region.exact and region.height > TALLEST * region.width):
        return None
    return region


def _spot(
    place: Municipality,
    names: tuple[str, str],
    measures: Sequence[Measure],
    most: Mapping[str, int],
    region: RegionMap | None,
) -> Spot:
    cell = region.cells.get(place.id) if region else None
    figures = (f"{one.title.lower()} — {one.tallies[place.id].brief}" for one in measures)
    return Spot(
        item=place_item(place),
        words=f"{place.title}: {'; '.join(figures)}",
        short=names[1],
        name=next((one for one in names if cell and len(one) * _LETTER <= _WIDER * cell.room), ""),
        figures=tuple(_figure(one, place.id, most[one.key]) for one in measures),
        cell=cell,
    )


def _figure(measure: Measure, place_id: str, most: int) -> MapFigure:
    number = measure.figure(place_id)
    shade = ceil(SHADES * sqrt(number / most)) if number else 0
    return MapFigure(key=measure.key, words=format_number(number), shade=shade)


def bare_title(title: str) -> str:
    """Return the name of a municipality without its type: «Ейский» for «Ейский район»."""
    words = title.split()
    return words[0] if len(words) > 1 and words[-1].islower() else title


def shorten_names(names: Sequence[str]) -> Sequence[str]:
    """Return distinct names that fit into a square: cut to a few letters, the last of them a consonant.

    Similar names keep two letters and those by which they differ: «Кр-дар», «Кр-арм».
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[_cut(name)].append(name)
    return [short if len(alike[short := _cut(name)]) == 1 else _apart(name, alike[short]) for name in names]


def _cut(name: str) -> str:
    return name if len(name) <= SHORT else name[: SHORT - 1].rstrip(_VOWELS + " -") + "."


def _apart(name: str, alike: Sequence[str]) -> str:
    same = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*alike, strict=False)))
    return f"{name[:2]}-{name[same : same + 3].strip()}".rstrip("-")


def square_rows(places: Sequence[Municipality]) -> Sequence[Sequence[Municipality | None]]:
    """Return places in rows of squares, north on top and west on the left, close to their real positions."""
    columns = min(COLUMNS, ceil(sqrt(len(places))))
    rows = ceil(len(places) / columns)
    if columns == COLUMNS and len(places) < rows * columns:
        rows += 1  # a few empty squares let the others be closer to their real positions
    from_north = sorted(places, key=lambda place: (-_point(place)[0], place.id))
    longitudes = [_point(place)[1] for place in places]
    west, width = min(longitudes), max(longitudes) - min(longitudes) or 1
    parts = (from_north[len(places) * row // rows : len(places) * (row + 1) // rows] for row in range(rows))
    return [_row(part, columns, west, width) for part in parts]


def _row(
    places: Sequence[Municipality], columns: int, west: float, width: float
) -> Sequence[Municipality | None]:
    """Return one row: each place in the square of its longitude, or the next free one."""
    from_west = sorted(places, key=lambda place: (_point(place)[1], place.id))
    row: list[Municipality | None] = [None] * columns
    last = -1
    for index, place in enumerate(from_west):
        wanted = round((_point(place)[1] - west) / width * (columns - 1))
        last = min(max(wanted, last + 1), columns - (len(from_west) - index))
        row[last] = place
    return row


def _point(place: Municipality) -> tuple[float, float]:
    return place.centre_point or (0.0, 0.0)
