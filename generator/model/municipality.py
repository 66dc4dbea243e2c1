"""A municipality: its names, its location, its curator."""

from collections.abc import Container, Iterable, Iterator, Sequence
from math import asin, cos, radians, sin, sqrt

import msgspec


class MethodicalService(msgspec.Struct, frozen=True, kw_only=True):
    """A municipality's methodical service, as far as it is known."""

    title: str
    short: str | None = None
    site: str | None = None
    email: str | None = None
    phone: str | None = None


class FormerMunicipality(msgspec.Struct, frozen=True, kw_only=True):
    """A former unit that a municipality replaced: its name, its code, the id of its former page."""

    name: str
    oktmo: str | None = None
    id: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names and codes it can be found by."""
        return tuple(filter(None, (self.name, self.oktmo)))


class MunicipalityCurator(msgspec.Struct, frozen=True, kw_only=True):
    """The institute's curator of a municipality: a post, never a name."""

    role: str
    unit: str | None = None


class Municipality(msgspec.Struct, frozen=True, kw_only=True):
    """A municipal unit. Coordinates of the centre in degrees (WGS 84), both or neither."""

    id: str
    oktmo: str
    name: str
    title: str
    type: str
    centre: str
    latitude: float | None = None
    longitude: float | None = None
    also: tuple[str, ...] = ()
    """Other everyday names; the name of its centre is known anyway."""
    formerly: tuple[FormerMunicipality, ...] = ()
    methodical_service: MethodicalService | None = None
    curator: MunicipalityCurator | None = None

    @property
    def centre_point(self) -> tuple[float, float] | None:
        """Latitude and longitude of the centre; None if unknown."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its other names beside name and title, current or from before a reform."""
        return (self.centre, *self.also, *(name for one in self.formerly for name in one.names))


EARTH_KM = 6371.0


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance in kilometres between two points (latitude, longitude)."""
    up, right = radians(other[0] - one[0]), radians(other[1] - one[1])
    slope = cos(radians(one[0])) * cos(radians(other[0]))
    return 2 * EARTH_KM * asin(sqrt(sin(up / 2) ** 2 + slope * sin(right / 2) ** 2))


def nearest_first(of: Municipality, places: Iterable[Municipality]) -> list[tuple[Municipality, float]]:
    """Return the other municipalities with their distances in kilometres, nearest first.

    Those without coordinates are left out; the list is empty if `of` has none.
    """
    centre = of.centre_point
    if centre is None:
        return []
    others = [
        (place, distance_km(centre, point))
        for place in places
        if place.id != of.id and (point := place.centre_point)
    ]
    return sorted(others, key=lambda one: (one[1], one[0].id))


def nearest_of_each(
    places: Sequence[Municipality], among: Container[str]
) -> Iterator[tuple[Municipality, Municipality, float]]:
    """Yield each municipality with the nearest one whose id is in `among`, and the kilometres to it.

    Members of `among` are nearest to themselves; other municipalities without coordinates are skipped.
    """
    for place in places:
        near = [(place, 0.0), *nearest_first(place, places)]
        found = next(((one, km) for one, km in near if one.id in among), None)
        if found is not None:
            yield place, *found


class Division(msgspec.Struct, frozen=True, kw_only=True):
    """Which administrative division the municipalities follow: of which years, and what has changed since."""

    period: str
    note: str | None = None


class MunicipalitiesFile(msgspec.Struct, frozen=True, kw_only=True):
    """`site_config/municipalities.yaml`."""

    municipalities: tuple[Municipality, ...]
    source: str | None = None
    division: Division | None = None
