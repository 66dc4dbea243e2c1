"""What the page of a subject shows besides its records: its grades, the nearest community of each place."""

from collections.abc import Iterator, Sequence

import msgspec

from generator.base.russian import collation_key, count
from generator.model.kinds import PRACTICE
from generator.model.municipality import nearest_of_each
from generator.model.records.community import Community
from generator.site.views.items import Item
from generator.site.views.site import Site, record_item
from generator.site.views.tracked_catalogue import TrackedEntry

GRADE = "grade"
VOCABULARY = "subjects"


class GradeCount(msgspec.Struct, frozen=True, kw_only=True):
    """A grade: its number, its number of practices, and a link with a text for screen readers."""

    grade: int
    practices: int
    way: Item


class NearestCommunity(msgspec.Struct, frozen=True, kw_only=True):
    """The community for teachers of a municipality: its own or the nearest, and how far it is."""

    place: str
    community: Item
    where: str


def school_grades(site: Site) -> Sequence[int]:
    """Return the school grades in the levels of education."""
    vocabulary = site.settings.vocabularies.get("education_levels")
    spans = [(term.first_grade, term.last_grade) for term in vocabulary.terms] if vocabulary else []
    return sorted({grade for first, last in spans for grade in range(first, last + 1)} - {0})


def grade_word(site: Site) -> str:
    """Return the word after the number of a grade in search: «класс»; «» if grades are not a facet."""
    return next((facet.unit for facet in site.facets if facet.key == GRADE), "")


def count_grades(site: Site, term_id: str, title: str) -> tuple[GradeCount, ...]:
    """Return the number of practices of a subject for each grade; empty if none has grades."""
    word, kind = grade_word(site), site.settings.atlas.kinds[PRACTICE.name]
    counts = site.count_values("by_term", VOCABULARY, term_id).get(GRADE, {}) if word else {}
    found = [(grade, f"{grade} {word}") for grade in school_grades(site)]
    if not any(counts.get(value) for _, value in found):
        return ()
    return tuple(
        GradeCount(
            grade=grade,
            practices=(number := counts.get(value, 0)),
            way=Item(
                f"{value}: {count(number, *kind.forms)}",
                site.search_item(kind=kind.title, subject=title, grade=value).address if number else "",
            ),
        )
        for grade, value in found
    )


def nearest_communities(
    site: Site, communities: Sequence[TrackedEntry[Community]]
) -> tuple[NearestCommunity, ...]:
    """Return the nearest local community of each municipality; empty if there are no local communities."""
    by_place: dict[str, TrackedEntry[Community]] = {}
    for entry in communities:
        if entry.record.municipality:
            by_place.setdefault(entry.record.municipality, entry)
    return tuple(_each_nearest(site, by_place)) if by_place else ()


def _each_nearest(site: Site, by_place: dict[str, TrackedEntry[Community]]) -> Iterator[NearestCommunity]:
    places = sorted(site.settings.municipalities, key=lambda place: collation_key(place.title))
    for place, one, km in nearest_of_each(places, by_place):
        where = f"{one.title}, {max(1, round(km))}\u00a0км" if one is not place else ""
        yield NearestCommunity(place=place.title, community=record_item(by_place[one.id]), where=where)
