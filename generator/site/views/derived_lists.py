"""Lists that are derived from many records, computed once per build.

A page depends on such a list through the addresses in it, not on all records that were read for it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from generator.base.partial_dates import first_day, last_day
from generator.model.catalogue import Catalogue, Entry
from generator.model.kinds import EVENT, KINDS, PRACTICE
from generator.model.link import enabled_kinds
from generator.model.municipality import Municipality, nearest_first
from generator.model.records.common import Part, Record

SOON = dt.timedelta(days=90)
"""How far ahead pages look for events."""
_EARLIEST = dt.date.min

Entries = Sequence[Entry[Any]]


class Topic(Part, frozen=True, kw_only=True):
    """Where a practice is done, and what it works on: all that is asked of every practice at once."""

    municipality: str = ""
    directions: tuple[str, ...] = ()


class DerivedLists:
    """Computes the lists of one build; for their names see `find`."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Set the catalogue; nothing is computed yet."""
        self._catalogue, self._known = catalogue, dict[tuple[str, ...], Entries]()
        self._makers: Mapping[str, Callable[..., Entries]] = {
            "coming": self._find_coming,
            "freshest": self._find_freshest,
            "helpers": self._find_helpers,
            "nearest": self._find_nearest,
            "region_helpers": self._find_region_helpers,
        }

    def __contains__(self, what: str) -> bool:
        """Return whether there is a list with a name."""
        return what in self._makers

    def find(self, what: str, *names: str) -> Entries:
        """Return a list, computed on first use.

        - `coming`, with a relation and a name: events that are not over and begin soon, the earliest first;
        - `freshest`, with a relation and a name: its practices and records of kinds that give help, the
          most recently added first;
        - `helpers`, with the id of a need: the communities and centres that meet it and still exist, those
          of the whole region first; `region_helpers`: only these;
        - `nearest`, with a municipality and a direction: practices of the direction in the nearest
          municipality that has some.
        """
        key = (what, *names)
        if key not in self._known:
            self._known[key] = self._makers[what](*names)
        return self._known[key]

    def _find_linked(self, relation: str, *name: str) -> Entries:
        found: Mapping[Any, Entries] = getattr(self._catalogue.links, relation)
        return found.get(name[0] if len(name) == 1 else name, ())

    @cached_property
    def nearest(self) -> Mapping[str, Sequence[tuple[Municipality, float]]]:
        """The other municipalities of each one, by its id: see `nearest_first`."""
        places = self._catalogue.settings.municipalities
        return {place.id: nearest_first(place, places) for place in places}

    @cached_property
    def _coming_days(self) -> Mapping[str, tuple[dt.date, str]]:
        """The first day of each event that is not over and begins soon, by its address."""
        as_of = self._catalogue.as_of
        spans = ((entry.address, entry.record.span) for entry in self._catalogue.entries(EVENT))
        return {
            address: (first_day(first), address)
            for address, (first, last) in spans
            if first_day(first) <= as_of + SOON and last_day(last) >= as_of
        }

    def _find_coming(self, relation: str, *name: str) -> Entries:
        days = self._coming_days
        found = [entry for entry in self._find_linked(relation, *name) if entry.address in days]
        return sorted(found, key=lambda entry: days[entry.address])

    def _find_freshest(self, relation: str, *name: str) -> Entries:
        found = [one for one in self._find_linked(relation, *name) if one.kind.sought]
        latest = sorted(found, key=lambda entry: entry.added or _EARLIEST, reverse=True)
        return sorted(latest, key=lambda entry: entry.sample)

    def _find_helpers(self, need_id: str) -> Entries:
        settings, as_of = self._catalogue.settings, self._catalogue.as_of
        need = next(one for one in settings.needs if one.id == need_id)
        kinds = [kind for kind in enabled_kinds(settings, KINDS) if kind.gives_help]
        entries = (entry for kind in kinds for entry in self._catalogue.entries(kind))
        found = [one for one in entries if need.is_met_by(one.record) and _works(one.record, as_of)]
        return sorted(found, key=lambda entry: (entry.record.municipality is not None, entry.sample))

    def _find_region_helpers(self, need_id: str) -> Entries:
        return [one for one in self.find("helpers", need_id) if one.record.municipality is None]

    @cached_property
    def _practices_by_place(self) -> Mapping[tuple[str, str], Entries]:
        """Practices by municipality and direction."""
        found = defaultdict[tuple[str, str], list[Entry[Any]]](list)
        for entry in self._catalogue.entries(PRACTICE):
            topic = entry.read_fields(Topic)
            for direction in topic.directions if topic.municipality else ():
                found[topic.municipality, direction].append(entry)
        return found

    def _find_nearest(self, place_id: str, direction: str) -> Entries:
        by_place = self._practices_by_place
        near = self.nearest[place_id]
        return next((by_place[one.id, direction] for one, _ in near if (one.id, direction) in by_place), ())


def _works(record: Record, as_of: dt.date) -> bool:
    return record.last_day is None or record.last_day >= as_of
