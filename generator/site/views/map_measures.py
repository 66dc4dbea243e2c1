"""Measures of the map and the table of municipalities: own and adopted practices, communities, gaps."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.base.russian import format_number
from generator.model.kinds import COMMUNITY, PRACTICE, RESOURCE_CENTRE, Kind
from generator.model.municipality import Municipality
from generator.model.tally import Tally
from generator.site.views.derived_lists import Topic
from generator.site.views.site import Site

DIRECTIONS = "directions"
REPLICATIONS = ("practice", "replications.municipality")
"""Kind and field that refer to the municipalities where practices were adopted."""


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A measure: its key in the page, its title, the tally of each place."""

    key: str
    title: str
    tallies: Mapping[str, Tally]

    @property
    def of_samples(self) -> bool:
        """Whether there are only samples to be counted."""
        return not any(one.real for one in self.tallies.values()) and any(
            one.samples for one in self.tallies.values()
        )

    def figure(self, place_id: str) -> int:
        """Return the value of a place: the number of real records; of samples if there are only samples."""
        tally = self.tallies[place_id]
        return tally.samples if self.of_samples else tally.real

    def words(self, place_id: str) -> str:
        """Return the value of a place for a table: real records and samples."""
        return format_number(self.figure(place_id)) if self.of_samples else self.tallies[place_id].brief


def own_practices(site: Site) -> Measure:
    """Return the number of practices of each municipality."""
    return _own(site, "own", PRACTICE)


def all_measures(site: Site) -> Sequence[Measure]:
    """Return all measures whose kinds are in use."""
    return tuple(_measures(site))


def _measures(site: Site) -> Iterator[Measure]:
    places = site.settings.municipalities
    if PRACTICE in site.kinds:
        yield own_practices(site)
        taken = {one.id: site.find_linked("back_links", *REPLICATIONS, one.id).tally for one in places}
        yield Measure(key="repeated", title="Внедрено здесь", tallies=taken)
    for key, kind in (("communities", COMMUNITY), ("centres", RESOURCE_CENTRE)):
        if kind in site.kinds:
            yield _own(site, key, kind)
    if PRACTICE in site.kinds and DIRECTIONS in site.vocabularies:
        gaps = {place.id: Tally(_missing_directions(site, place)) for place in places}
        yield Measure(key="gaps", title="Направления без практик", tallies=gaps)


def _own(site: Site, key: str, kind: Kind) -> Measure:
    title = site.settings.atlas.kinds[kind.name].title
    tallies = {place.id: site.find_local(kind, place.id).tally for place in site.settings.municipalities}
    return Measure(key=key, title=title, tallies=tallies)


def _missing_directions(site: Site, place: Municipality) -> int:
    """Return how many directions have no practice in a municipality; samples are none, as on its page."""
    practices = [entry for entry in site.find_local(PRACTICE, place.id) if not entry.sample]
    held = {direction for entry in practices for direction in entry.read_fields(Topic).directions}
    return sum(term.id not in held for term in site.settings.vocabularies[DIRECTIONS].terms)
