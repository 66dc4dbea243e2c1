"""What the page of a subject tells beside its records: its grades, and who is near to each municipality."""

from __future__ import annotations

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
    """A grade: its number, how many practices name it, in words for who hears the page, the way to them."""

    grade: int
    practices: int
    way: Item


class NearestCommunity(msgspec.Struct, frozen=True, kw_only=True):
    """The community that a teacher of a municipality comes to: its own or the nearest, and how far."""

    place: str
    community: Item
    where: str


def school_grades(site: Site) -> Sequence[int]:
    """Return the grades of school that the levels of education hold."""
    vocabulary = site.settings.vocabularies.get("education_levels")
    spans = [(term.first_grade, term.last_grade) for term in vocabulary.terms] if vocabulary else []
    return sorted({grade for first, last in spans for grade in range(first, last + 1)} - {0})


def grade_word(site: Site) -> str:
    """Return the word after the number of a grade in search: «класс»; «» if grades are no facet."""
    return next((facet.unit for facet in site.facets if facet.key == GRADE), "")


def count_grades(site: Site, term_id: str, title: str) -> tuple[GradeCount, ...]:
    """Return how many practices of a subject name each grade; nothing if none names any."""
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
    """Return for each municipality the community of a municipality that is nearest; none if there is none."""
    by_place: dict[str, TrackedEntry[Community]] = {}
    for entry in communities:
        if entry.record.municipality:
            by_place.setdefault(entry.record.municipality, entry)
    return tuple(_each_nearest(site, by_place)) if by_place else ()


def _each_nearest(site: Site, by_place: dict[str, TrackedEntry[Community]]) -> Iterator[NearestCommunity]:
    places = sorted(site.settings.municipalities, key=lambda place: collation_key(place.title))
    for place, one, km in nearest_of_each(places, by_place):
        where = f"{one.title}, {max(1, round(km))} км" if one is not place else ""
        yield NearestCommunity(place=place.title, community=record_item(by_place[one.id]), where=where)
